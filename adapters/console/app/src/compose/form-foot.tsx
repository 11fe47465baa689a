import { Group } from '@mantine/core';
import { Icon } from '../parts/icons.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useStrings } from '../strings/strings.tsx';
import { DraftState } from './draft-state.tsx';

interface Props {
  readonly sendLabel: string;
  /** It cannot be sent yet. */
  readonly waits: boolean;
  readonly busy: boolean;
  /** To the writer's own address; absent: there is none. */
  readonly test: { readonly to: string; readonly busy: boolean; readonly onTest: () => void } | undefined;
  readonly draft: 'kept' | 'discarded' | 'none';
  readonly onDiscard: () => void;
  readonly onUndo: () => void;
}

/** What can be done with what is written. */
export function FormFoot({ sendLabel, waits, busy, test, draft, onDiscard, onUndo }: Props) {
  const t = useStrings();
  return (
    <Group justify="space-between" gap="sm">
      <Group gap="sm">
        <SteadyButton
          type="submit"
          title="Ctrl+Enter"
          waits={waits}
          busy={busy}
          leftSection={<Icon name="send" size={16} />}
        >
          {sendLabel}
        </SteadyButton>
        {test ? (
          <SteadyButton
            variant="default"
            title={t.compose.testTo(test.to)}
            waits={waits}
            busy={test.busy}
            onClick={test.onTest}
          >
            {t.compose.test}
          </SteadyButton>
        ) : null}
      </Group>
      <DraftState state={draft} onDiscard={onDiscard} onUndo={onUndo} />
    </Group>
  );
}
