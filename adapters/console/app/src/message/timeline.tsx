import type { MessageDetail } from '../../../src/contract.ts';
import { useNoteText } from '../parts/use-note-text.ts';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './message.module.css';

type Event = MessageDetail['events'][number];

/** What happened to a message, first to last. */
export function EventTimeline({ events }: { readonly events: readonly Event[] }) {
  const t = useStrings();
  const dates = useDates();
  const noteText = useNoteText();
  return (
    <ol className={classes.timeline}>
      {events.map((event, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: events are only ever appended.
        <li key={index} data-status={event.status}>
          <span className={classes.event}>
            {t.event[event.type]}
            {event.attempt > 1 ? ` (${t.message.attempt(event.attempt)})` : ''}
          </span>
          <time dateTime={event.at} className={classes.when}>
            {dates.full(event.at)}
          </time>
          {event.detail === undefined ? null : (
            <span className={classes.detail}>{noteText(event.notes ?? [], event.detail)}</span>
          )}
        </li>
      ))}
    </ol>
  );
}
