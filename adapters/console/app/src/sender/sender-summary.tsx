import { Button, Group, Text } from '@mantine/core';
import type { EmailSenderState } from '../../../src/contract.ts';
import { useCall } from '../api/query.ts';
import { Address } from '../parts/address.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePermissions } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import { DeleteEmailSender } from './delete-sender.tsx';

/** The sender as recipients see it, and the ways to change it and to be rid of it. */
export function SenderSummary({
  sender,
  onChange,
}: {
  readonly sender: EmailSenderState;
  readonly onChange: () => void;
}) {
  const t = useStrings();
  const { manage } = usePermissions();
  // While there are others, one of them is made the default first.
  const { data } = useCall('senders', { params: { channel: 'email' } });
  const isLast = (data?.items.length ?? 0) < 2;
  return (
    <Panel>
      <Group justify="space-between" gap="sm">
        <div>
          <Text fw={650} style={{ overflowWrap: 'anywhere' }}>
            {sender.name}
          </Text>
          <Text c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            <Address of={sender} />
          </Text>
        </div>
        {manage ? (
          <Group gap="sm">
            <Button variant="default" onClick={onChange}>
              {t.sender.change}
            </Button>
            {isLast || !sender.byDefault ? <DeleteEmailSender name={sender.name} /> : null}
          </Group>
        ) : null}
      </Group>
    </Panel>
  );
}
