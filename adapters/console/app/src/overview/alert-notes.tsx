import type { Call } from '../../../src/contract.ts';
import { Note } from '../parts/note.tsx';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly alerts: Call<'smsOverview'>['response']['alerts'];
}

/** What stands that somebody should look at. A kind this page does not know yet is told in the server's own words. */
export function AlertNotes({ alerts }: Props) {
  const t = useStrings().overview;
  const dates = useDates();
  const titles: Readonly<Record<string, string>> = t.alerts;
  return alerts.map(({ kind, since, detail }) => (
    <Note key={`${kind}/${since}`} kind="warning" title={titles[kind]}>
      {detail} {t.alertSince(dates.short(since))}
    </Note>
  ));
}
