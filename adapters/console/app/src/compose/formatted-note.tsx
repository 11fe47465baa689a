import { Group, Paper, Text } from '@mantine/core';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useStrings } from '../strings/strings.tsx';
import type { Loss } from './rich/opened.ts';

interface Props {
  /** The same in words alone; `undefined` until it is known. */
  readonly plain: string | undefined;
  /** Why the editor does not open it; `undefined` until that is known. */
  readonly loss: Loss | undefined;
  readonly onEdit: (plain: string) => void;
}

/** In place of the message field: a formatted mail is not written by hand, but it can be made a plain one that is. */
export function FormattedNote({ plain, loss, onEdit }: Props) {
  const t = useStrings();
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="sm">
        <Text size="sm" style={{ flex: '1 1 14rem' }}>
          {t.compose.keepHtml}
          {loss === undefined ? null : ` ${t.editor.loss[loss]}`}
        </Text>
        <SteadyButton
          size="xs"
          variant="default"
          waits={plain === undefined}
          onClick={() => {
            if (plain !== undefined) onEdit(plain);
          }}
        >
          {t.compose.editText}
        </SteadyButton>
      </Group>
    </Paper>
  );
}
