import type { MessageStatus } from 'postern';
import { useStrings } from '../strings/strings.tsx';
import classes from './status-badge.module.css';

const tones = {
  scheduled: 'waiting',
  queued: 'waiting',
  sending: 'moving',
  sent: 'good',
  delivered: 'good',
  undelivered: 'bad',
  failed: 'bad',
  suppressed: 'bad',
  canceled: 'quiet',
  unknown: 'doubt',
} as const satisfies Record<MessageStatus, string>;

/** A status in its word and colour. */
export function StatusBadge({ status }: { readonly status: MessageStatus }) {
  const t = useStrings();
  return (
    <span className={`${classes.badge} ${classes[tones[status]]}`} title={t.statusHint[status]}>
      {t.status[status]}
    </span>
  );
}
