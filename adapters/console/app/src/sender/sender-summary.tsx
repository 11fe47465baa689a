import { Button, Group, Text } from '@mantine/core';
import type { EmailSenderState } from '../../../src/contract.ts';
import { shownAddress } from '../parts/address.tsx';
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
  return (
    <Panel>
      <Group justify="space-between" gap="sm">
        <div>
          <Text fw={650} style={{ overflowWrap: 'anywhere' }}>
            {sender.name}
          </Text>
          <Text c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {shownAddress(sender)}
          </Text>
        </div>
        {manage ? (
          <Group gap="sm">
            <Button variant="default" onClick={onChange}>
              {t.sender.change}
            </Button>
            <DeleteEmailSender name={sender.name} />
          </Group>
        ) : null}
      </Group>
    </Panel>
  );
}
