import { Group, Text } from '@mantine/core';
import type { SmsSenderState } from '../../../src/contract.ts';
import { ButtonLink } from '../parts/app-link.tsx';
import { Empty } from '../parts/empty.tsx';
import { Panel } from '../parts/panel.tsx';
import { DeleteSmsSender } from '../sender/delete-sender.tsx';
import { usePermissions } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './overview.module.css';

/** Who SMS come from, and whether that is the default or the site's own. */
export function SmsSenderCard({ sender }: { readonly sender: SmsSenderState | undefined }) {
  const t = useStrings();
  const { manage } = usePermissions();
  if (!sender) {
    return (
      <Panel>
        <Empty icon="sender" title={t.sender.noneSms}>
          {manage ? (
            <ButtonLink to={links.sender('sms')} data-home>
              {t.sender.sms.set}
            </ButtonLink>
          ) : null}
        </Empty>
      </Panel>
    );
  }
  return (
    <Panel title={t.sender.card}>
      <dl className={classes.facts}>
        <div>
          <dt>{t.sender.sms.current}</dt>
          <dd>{sender.value}</dd>
        </div>
        <div>
          <dt>{t.sender.type}</dt>
          <dd>{t.sender.sms.kinds[sender.kind]}</dd>
        </div>
      </dl>
      <Group justify="space-between" mt="lg" gap="sm">
        <Text c="dimmed">{sender.isDefault ? t.sender.sms.isDefault : t.sender.sms.own}</Text>
        {manage ? (
          <Group gap="sm">
            <ButtonLink to={links.sender('sms')} variant="default" data-home>
              {t.sender.sms.change}
            </ButtonLink>
            {sender.isDefault ? null : <DeleteSmsSender value={sender.value} />}
          </Group>
        ) : null}
      </Group>
    </Panel>
  );
}
