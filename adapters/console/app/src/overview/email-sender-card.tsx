import { Button, Group, Text } from '@mantine/core';
import type { EmailSenderState } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { ButtonLink } from '../parts/app-link.tsx';
import { Confirm, useQuestion } from '../parts/confirm.tsx';
import { Empty } from '../parts/empty.tsx';
import { Icon } from '../parts/icons.tsx';
import { Panel } from '../parts/panel.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { usePermissions } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';
import classes from './overview.module.css';
import { Validated } from './sender-states.tsx';

/** The sender as it stands, what is next, and the way to be rid of it. */
export function EmailSenderCard({ sender }: { readonly sender: EmailSenderState | undefined }) {
  const t = useStrings();
  const { manage } = usePermissions();
  const question = useQuestion<string>();
  if (!sender) {
    return (
      <Panel>
        <Empty icon="sender" title={t.sender.none} hint={t.sender.noneHint}>
          {manage ? <ButtonLink to={links.sender('email')}>{t.sender.setUp}</ButtonLink> : null}
        </Empty>
      </Panel>
    );
  }
  const [next] = sender.missing;
  return (
    <Panel title={t.sender.card}>
      <dl className={classes.facts}>
        <div>
          <dt>{t.sender.name}</dt>
          <dd>{sender.name}</dd>
        </div>
        <div>
          <dt>{t.sender.address}</dt>
          <dd>{sender.address}</dd>
        </div>
        <div>
          <dt>{t.sender.addressValidated}</dt>
          <dd>
            <Validated yes={sender.addressValidated} />
          </dd>
        </div>
        <div>
          <dt>{t.sender.domainValidated}</dt>
          <dd>
            <Validated yes={sender.domainValidated} />
          </dd>
        </div>
      </dl>
      <Group justify="space-between" mt="lg" gap="sm">
        <Text>
          {next ? (
            <>
              <strong>{t.sender.next}:</strong> {t.sender.missing[next]}
            </>
          ) : (
            t.sender.ready
          )}
        </Text>
        <Group gap="sm">
          <ButtonLink to={links.sender('email')} variant={sender.ready ? 'default' : 'filled'}>
            {sender.ready || !manage ? t.sender.look : t.sender.goOn}
          </ButtonLink>
          {manage ? (
            <Button
              variant="default"
              leftSection={<Icon name="trash" size={16} />}
              onClick={() => question.ask(sender.name)}
            >
              {t.sender.delete}
            </Button>
          ) : null}
        </Group>
      </Group>
      <DeleteSender name={question.subject ?? ''} opened={question.opened} onClose={question.close} />
    </Panel>
  );
}

interface DeleteProps {
  readonly name: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

function DeleteSender({ name, opened, onClose }: DeleteProps) {
  const t = useStrings();
  const { notify } = useNotices();
  const fail = useFailure();
  const remove = useChange('deleteEmailSender', { refreshes: ['emailOverview', 'emailSender', 'domain'] });
  return (
    <Confirm
      opened={opened}
      title={t.sender.deleteTitle}
      body={t.sender.deleteBody(name)}
      confirm={t.sender.delete}
      busy={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(
          {},
          {
            onSuccess: () => notify({ kind: 'done', text: t.sender.deleted(name) }),
            onError: fail,
            onSettled: onClose,
          },
        )
      }
    />
  );
}
