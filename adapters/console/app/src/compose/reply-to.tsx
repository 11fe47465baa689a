import { CloseButton, Group, Text } from '@mantine/core';
import { wholeMailbox } from '../parts/mailbox.ts';
import { useStrings } from '../strings/strings.tsx';
import type { Mailbox } from './copied.ts';

interface Props {
  readonly value: Mailbox | undefined;
  /** They are to go to the sender. */
  readonly onOff: () => void;
}

/** Where answers go, where that is not the sender. */
export function ReplyTo({ value, onOff }: Props) {
  const words = useStrings().compose;
  if (!value) return null;
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between">
      <Text size="sm" style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Text span inherit c="dimmed">
          {words.replyTo}
        </Text>{' '}
        {wholeMailbox(value)}
      </Text>
      <CloseButton size="sm" aria-label={words.replyToSender} onClick={onOff} />
    </Group>
  );
}
