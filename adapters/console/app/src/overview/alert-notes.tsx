import type { Call } from '../../../src/contract.ts';
import { ButtonLink } from '../parts/app-link.tsx';
import { Note } from '../parts/note.tsx';
import { useNoteText } from '../parts/use-note-text.ts';
import { usePermissions } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly alerts: Call<'smsOverview'>['response']['alerts'];
}

/** What stands that somebody should look at. A kind this page does not know yet is told in the server's own words. */
export function AlertNotes({ alerts }: Props) {
  const t = useStrings().overview;
  const dates = useDates();
  const noteText = useNoteText();
  const titles: Readonly<Record<string, string>> = t.alerts;
  const { manage } = usePermissions();
  return alerts.map(({ kind, since, detail, notes, webhook }) => (
    <Note
      key={`${kind}/${webhook}/${since}`}
      kind="warning"
      title={titles[kind]}
      action={
        webhook !== undefined && manage ? (
          <ButtonLink size="xs" variant="default" to={links.webhooks()}>
            {t.alertWebhooks}
          </ButtonLink>
        ) : null
      }
    >
      {noteText(notes, detail)} {t.alertSince(dates.short(since))}
    </Note>
  ));
}
