import { Button, Group } from '@mantine/core';
import type { MessageDetail } from '../../../src/contract.ts';
import { isMoving } from '../api/message-pages.ts';
import { useChange } from '../api/mutation.ts';
import { ButtonLink } from '../parts/app-link.tsx';
import { Confirm, useQuestion } from '../parts/confirm.tsx';
import { Icon } from '../parts/icons.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { overviewCalls } from '../state/channels.ts';
import { usePermissions } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';
import { Reschedule } from './reschedule.tsx';
import { SendAgain } from './send-again.tsx';

const refreshes = ['message', 'search', ...overviewCalls, 'daily'] as const;

/** What one can do with a message as it stands. */
export function MessageActions({ message }: { readonly message: MessageDetail }) {
  const t = useStrings();
  const { send } = usePermissions();
  const { notify } = useNotices();
  const fail = useFailure();
  const question = useQuestion<true>();
  const cancel = useChange('cancel', { refreshes });
  const retry = useChange('retry', { refreshes });
  const sendNow = useChange('reschedule', { refreshes });
  const { channel, id, actions, status, content } = message;
  const input = { params: { channel, id } };
  if (!send) return null;
  return (
    <Group gap="sm">
      {actions.includes('retry') ? (
        <SteadyButton
          leftSection={<Icon name="retry" size={16} />}
          busy={retry.isPending}
          onClick={() =>
            retry.mutate(input, {
              onSuccess: () => notify({ kind: 'done', text: t.message.retried }),
              onError: fail,
            })
          }
        >
          {status === 'unknown' ? t.message.retryUnknown : t.message.retry}
        </SteadyButton>
      ) : null}
      {actions.includes('reschedule') ? (
        <>
          <SteadyButton
            leftSection={<Icon name="send" size={16} />}
            busy={sendNow.isPending}
            onClick={() =>
              sendNow.mutate(
                { ...input, body: { at: 'now' } },
                { onSuccess: () => notify({ kind: 'done', text: t.message.sentNow }), onError: fail },
              )
            }
          >
            {t.message.sendNow}
          </SteadyButton>
          <Reschedule message={message} />
        </>
      ) : null}
      {actions.includes('cancel') ? (
        <Button
          variant="default"
          leftSection={<Icon name="cross" size={16} />}
          onClick={() => question.ask(true)}
        >
          {t.message.cancel}
        </Button>
      ) : null}
      {content && !isMoving(message) ? <SendAgain message={message} /> : null}
      {content && !isMoving(message) ? (
        <ButtonLink
          to={links.compose(channel, { again: id })}
          variant="default"
          leftSection={<Icon name="compose" size={16} />}
        >
          {t.message.editAgain}
        </ButtonLink>
      ) : null}
      <Confirm
        opened={question.opened}
        title={t.message.cancel}
        body={t.message.cancelConfirm}
        confirm={t.message.cancel}
        keep={t.message.cancelKeep}
        busy={cancel.isPending}
        onClose={question.close}
        onConfirm={() =>
          cancel.mutate(input, {
            onSuccess: () => notify({ kind: 'done', text: t.message.canceled }),
            onError: fail,
            onSettled: question.close,
          })
        }
      />
    </Group>
  );
}
