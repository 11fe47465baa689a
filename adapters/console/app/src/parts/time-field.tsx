import { TextInput } from '@mantine/core';
import { useConsole } from '../state/console.tsx';
import { useDates } from '../strings/dates.ts';
import { localNow, readLocal } from '../strings/local-time.ts';
import { useStrings } from '../strings/strings.tsx';
import { Note } from './note.tsx';

interface Props {
  /** As `datetime-local` gives it. */
  readonly value: string;
  readonly error: string | undefined;
  readonly isFirst?: boolean;
  readonly onChange: (value: string) => void;
}

/** While a year is typed the field holds 0002, 0020, 0202. */
const wholeYear = 1000;

/** When a message is to leave, by the viewer's clock. Says as soon as it is chosen what is odd about a time. */
export function TimeField({ value, error, isFirst = false, onChange }: Props) {
  const t = useStrings();
  const dates = useDates();
  const wrong = useTimeCheck();
  const time = readLocal(value);
  const isWhole = time !== undefined && time.at.getFullYear() >= wholeYear;
  const odd = time?.skipped
    ? t.compose.timeSkipped(dates.wallClock(value), dates.clock(time.at))
    : time?.again &&
      t.compose.timeTwice(dates.wallClock(value), dates.clock(time.at), dates.clock(time.again));
  return (
    <>
      <TextInput
        type="datetime-local"
        label={t.compose.scheduleAt}
        description={t.compose.scheduleHint(dates.zone)}
        value={value}
        min={localNow()}
        error={error ?? (isWhole ? wrong(value) : undefined)}
        required
        maw="18rem"
        data-autofocus={isFirst || undefined}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <div role="status">{odd ? <Note kind="info">{odd}</Note> : null}</div>
    </>
  );
}

/** What is wrong with a time that a message is to leave at, by the server's clock. */
export function useTimeCheck(): (value: string) => string | undefined {
  const t = useStrings();
  const dates = useDates();
  const { api, session } = useConsole();
  return (value) => {
    const at = readLocal(value)?.at;
    if (!at) return t.compose.timeMissing;
    const now = api.now();
    if (at.getTime() <= now) return t.compose.timePast(dates.short(at.toISOString()));
    const latest = now + session.limits.scheduleAheadMs;
    return at.getTime() > latest ? t.compose.timeFar(dates.short(new Date(latest).toISOString())) : undefined;
  };
}
