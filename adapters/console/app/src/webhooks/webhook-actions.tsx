import { Button, Group } from '@mantine/core';
import type { Webhook } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { Confirm, useQuestion } from '../parts/confirm.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { useNotices } from '../state/notices.tsx';
import { useLanguage, useStrings } from '../strings/strings.tsx';
import { resultOf } from './result.ts';
import type { NewSecret } from './secret-note.tsx';

interface Props {
  readonly webhook: Webhook;
  readonly showsLog: boolean;
  readonly onLog: () => void;
  readonly edits: boolean;
  readonly onEdit: () => void;
  readonly onSecret: (secret: NewSecret) => void;
}

export function WebhookActions({ webhook, showsLog, onLog, edits, onEdit, onSecret }: Props) {
  const t = useStrings();
  const { id, url, inCode = false, disabled, parked } = webhook;
  return (
    <Group gap="xs" mt={4}>
      <TestButton id={id} url={url} />
      <Button
        size="xs"
        variant="default"
        aria-expanded={showsLog}
        aria-label={t.webhooks.logOf(url)}
        onClick={onLog}
      >
        {t.webhooks.log}
      </Button>
      {!disabled && parked > 0 ? <RetryButton id={id} url={url} /> : null}
      {disabled ? <EnableButton id={id} url={url} /> : <DisableButton id={id} url={url} />}
      {inCode ? null : (
        <Button
          size="xs"
          variant="default"
          data-home
          aria-expanded={edits}
          aria-label={t.webhooks.editOf(url)}
          onClick={onEdit}
        >
          {t.webhooks.edit}
        </Button>
      )}
      {inCode ? null : <RotateButton id={id} url={url} onSecret={onSecret} />}
      {inCode ? null : <DeleteButton id={id} url={url} />}
    </Group>
  );
}

type Named = Pick<Webhook, 'id' | 'url'>;

function TestButton({ id, url }: Named) {
  const t = useStrings();
  const { locale } = useLanguage();
  const { notify } = useNotices();
  const fail = useFailure();
  const test = useChange('testWebhook', { refreshes: ['webhookDeliveries'] });
  return (
    <SteadyButton
      size="xs"
      variant="default"
      aria-label={t.webhooks.testOf(url)}
      busy={test.isPending}
      onClick={() =>
        test.mutate(
          { params: { id } },
          {
            onSuccess: (delivery) => {
              const { failure, status = 0, ms } = delivery;
              const took = new Intl.NumberFormat(locale).format(ms);
              if (failure === undefined) notify({ kind: 'done', text: t.webhooks.testTaken(status, took) });
              else notify({ kind: 'error', title: t.webhooks.testNotTaken, text: resultOf(t, delivery) });
            },
            onError: fail,
          },
        )
      }
    >
      {t.webhooks.test}
    </SteadyButton>
  );
}

function RetryButton({ id, url }: Named) {
  const t = useStrings();
  const { notify } = useNotices();
  const fail = useFailure();
  const retry = useChange('retryWebhook', { refreshes: ['webhooks'] });
  return (
    <SteadyButton
      size="xs"
      variant="default"
      aria-label={`${t.webhooks.again}${t.common.colon}${url}`}
      busy={retry.isPending}
      onClick={() =>
        retry.mutate(
          { params: { id } },
          { onSuccess: () => notify({ kind: 'done', text: t.webhooks.againNow }), onError: fail },
        )
      }
    >
      {t.webhooks.again}
    </SteadyButton>
  );
}

function EnableButton({ id, url }: Named) {
  const t = useStrings();
  const { notify } = useNotices();
  const fail = useFailure();
  const enable = useChange('enableWebhook', { refreshes: ['webhooks'] });
  return (
    <SteadyButton
      size="xs"
      variant="default"
      aria-label={t.webhooks.enableOf(url)}
      busy={enable.isPending}
      onClick={() =>
        enable.mutate(
          { params: { id } },
          { onSuccess: () => notify({ kind: 'done', text: t.webhooks.enabledNow }), onError: fail },
        )
      }
    >
      {t.webhooks.enable}
    </SteadyButton>
  );
}

function DisableButton({ id, url }: Named) {
  const t = useStrings();
  const { notify } = useNotices();
  const fail = useFailure();
  const disable = useChange('disableWebhook', { refreshes: ['webhooks'] });
  return (
    <SteadyButton
      size="xs"
      variant="default"
      aria-label={t.webhooks.disableOf(url)}
      busy={disable.isPending}
      onClick={() =>
        disable.mutate(
          { params: { id } },
          { onSuccess: () => notify({ kind: 'done', text: t.webhooks.disabledNow }), onError: fail },
        )
      }
    >
      {t.webhooks.disable}
    </SteadyButton>
  );
}

function RotateButton({ id, url, onSecret }: Named & Pick<Props, 'onSecret'>) {
  const t = useStrings();
  const fail = useFailure();
  const question = useQuestion<true>();
  const rotate = useChange('rotateWebhook', { refreshes: [] });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        aria-label={t.webhooks.rotateOf(url)}
        onClick={() => question.ask(true)}
      >
        {t.webhooks.rotate}
      </Button>
      <Confirm
        opened={question.opened}
        title={t.webhooks.rotateTitle}
        body={t.webhooks.rotateBody}
        confirm={t.webhooks.rotate}
        danger={false}
        busy={rotate.isPending}
        onClose={question.close}
        onConfirm={() =>
          rotate.mutate(
            { params: { id } },
            {
              onSuccess: (made) => onSecret({ url, ...made }),
              onError: fail,
              onSettled: question.close,
            },
          )
        }
      />
    </>
  );
}

function DeleteButton({ id, url }: Named) {
  const t = useStrings();
  const { notify } = useNotices();
  const fail = useFailure();
  const question = useQuestion<true>();
  const remove = useChange('deleteWebhook', { refreshes: ['webhooks'] });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        aria-label={t.webhooks.deleteOf(url)}
        onClick={() => question.ask(true)}
      >
        {t.common.delete}
      </Button>
      <Confirm
        opened={question.opened}
        title={t.webhooks.deleteTitle}
        body={t.webhooks.deleteBody(url)}
        confirm={t.common.delete}
        busy={remove.isPending}
        onClose={question.close}
        onConfirm={() =>
          remove.mutate(
            { params: { id } },
            {
              onSuccess: () => notify({ kind: 'done', text: t.webhooks.deleted }),
              onError: fail,
              onSettled: question.close,
            },
          )
        }
      />
    </>
  );
}
