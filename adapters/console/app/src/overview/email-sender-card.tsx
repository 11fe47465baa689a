import { Group, Text } from '@mantine/core';
import type { EmailSenderState } from '../../../src/contract.ts';
import { Address } from '../parts/address.tsx';
import { ButtonLink } from '../parts/app-link.tsx';
import { Empty } from '../parts/empty.tsx';
import { Panel } from '../parts/panel.tsx';
import { DeleteEmailSender } from '../sender/delete-sender.tsx';
import { usePermissions } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './overview.module.css';
import { Validated } from './sender-states.tsx';

/** The sender as it stands, what is next, and the way to be rid of it. */
export function EmailSenderCard({ sender }: { readonly sender: EmailSenderState | undefined }) {
  const t = useStrings();
  const { manage } = usePermissions();
  if (!sender) {
    return (
      <Panel>
        <Empty icon="sender" title={t.sender.none} hint={t.sender.noneHint}>
          {manage ? (
            <ButtonLink to={links.sender('email')} data-home>
              {t.sender.setUp}
            </ButtonLink>
          ) : null}
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
          <dd>
            <Address of={sender} />
          </dd>
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
              <strong>{t.sender.next}</strong>
              {t.common.colon}
              {t.sender.missing[next]}
            </>
          ) : (
            t.sender.ready
          )}
        </Text>
        <Group gap="sm">
          <ButtonLink to={links.sender('email')} variant={sender.ready ? 'default' : 'filled'}>
            {sender.ready || !manage ? t.sender.look : t.sender.goOn}
          </ButtonLink>
          {manage ? <DeleteEmailSender name={sender.name} /> : null}
        </Group>
      </Group>
    </Panel>
  );
}
