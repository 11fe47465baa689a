import type { AuditEntry } from '../../../src/contract.ts';
import { Moment } from '../parts/moment.tsx';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';

/** What else there is to say: a time and a reason in the reader's own words, the rest as it was noted. */
export function Detail({ of: { action, detail } }: { readonly of: AuditEntry }) {
  const t = useStrings();
  const dates = useDates();
  if (detail === undefined) return null;
  if (action === 'message.rescheduled' && !Number.isNaN(Date.parse(detail))) return <Moment at={detail} />;
  if (!action.startsWith('suppression.')) return detail;
  if (action === 'suppression.imported')
    return t.suppressions.importing.added(Number(detail), dates.number(Number(detail)));
  const reasons: Readonly<Record<string, string>> = t.suppressions.reasons;
  return detail
    .split(', ')
    .map((part) => (Object.hasOwn(reasons, part) ? reasons[part] : part))
    .join(', ');
}
