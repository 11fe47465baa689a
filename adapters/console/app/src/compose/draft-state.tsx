import { Button, Group, Text } from '@mantine/core';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly state: 'kept' | 'discarded' | 'none';
  readonly onDiscard: () => void;
  readonly onUndo: () => void;
}

/** Whether what is written is kept, and the way to be rid of it, there and back. */
export function DraftState({ state, onDiscard, onUndo }: Props) {
  const t = useStrings();
  const kept = state === 'kept';
  return (
    <Group gap="sm">
      <Text size="sm" c="dimmed" role="status">
        {kept ? t.compose.draftKept : state === 'discarded' ? t.compose.draftDiscarded : ''}
      </Text>
      {state === 'none' ? null : (
        // One button for both: it keeps the focus, and what was pressed by mistake is undone where it was pressed.
        <Button variant="subtle" size="xs" onClick={kept ? onDiscard : onUndo}>
          {kept ? t.compose.discard : t.compose.undo}
        </Button>
      )}
    </Group>
  );
}
