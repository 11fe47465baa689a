import { Stack, Text } from '@mantine/core';
import { Confirm, useQuestion } from '../parts/confirm.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { usePermissions } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import classes from './consumer.module.css';

interface Props {
  readonly name: string;
  /** The address, as it is shown. */
  readonly where: string;
  readonly isOut: boolean;
  /** It cannot be changed by itself now. */
  readonly isIdle?: boolean;
  /** In words. */
  readonly state: string;
  readonly busy: boolean;
  readonly onChange: (gets: boolean, onDone: () => void) => void;
}

/** One thing to be opted out of. Opting somebody in again is asked about: they said that they did not want it. */
export function ChoiceRow({ name, where, isOut, isIdle = false, state, busy, onChange }: Props) {
  const t = useStrings();
  const { manage } = usePermissions();
  const question = useQuestion<true>();
  return (
    <li className={classes.choice}>
      <div>
        <Text fw={550}>{name}</Text>
        <Text size="sm" c={isOut ? 'bright' : 'dimmed'} fw={isOut ? 600 : 400}>
          {state}
        </Text>
      </div>
      {manage && !isIdle ? (
        // One button for both: it keeps the focus.
        <SteadyButton
          size="xs"
          variant="default"
          busy={busy}
          aria-label={isOut ? t.topics.optInOf(name, where) : t.topics.optOutOf(name, where)}
          onClick={() => (isOut ? question.ask(true) : onChange(false, () => {}))}
        >
          {isOut ? t.topics.optIn : t.topics.optOut}
        </SteadyButton>
      ) : null}
      <Confirm
        opened={question.opened}
        title={t.topics.optInTitle}
        body={
          <Stack gap="xs">
            <Text style={{ overflowWrap: 'anywhere' }}>{t.topics.optInBody(name, where)}</Text>
            <Text fw={600}>{t.topics.optInWarn}</Text>
          </Stack>
        }
        confirm={t.topics.optIn}
        busy={busy}
        onClose={question.close}
        onConfirm={() => onChange(true, question.close)}
      />
    </li>
  );
}
