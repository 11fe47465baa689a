import { Note } from '../parts/note.tsx';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';

/** Messages wait that nobody takes up: as a rule no worker runs. */
export function OverdueNote({ since }: { readonly since: string }) {
  const t = useStrings();
  const dates = useDates();
  return (
    <Note kind="warning" title={t.overview.overdue(dates.short(since))}>
      {t.overview.overdueHint}
    </Note>
  );
}
