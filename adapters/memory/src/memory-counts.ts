import { type Channel, type MessageStatus, messageStatuses, type StatusCounts } from 'postern/adapter';
import type { Row } from './memory-row.ts';

type Counted = Pick<Row, 'message'>;

const noMessages = Object.fromEntries(messageStatuses.map((status) => [status, 0])) as Record<
  MessageStatus,
  number
>;

/** A channel's messages by status. */
export function countAll(rows: Iterable<Counted>, channel: Channel): StatusCounts {
  const counts = { ...noMessages };
  for (const { message } of rows) if (message.channel === channel) counts[message.status] += 1;
  return counts;
}

/** The same for each day of creation (UTC) from `since` on, oldest first. The rows come newest first. */
export function countByDay(
  rows: Iterable<Counted>,
  channel: Channel,
  since: string,
): readonly { readonly day: string; readonly counts: StatusCounts }[] {
  const days = new Map<string, Record<MessageStatus, number>>();
  for (const { message } of rows) {
    const day = message.createdAt.toISOString().slice(0, 10);
    if (day < since) break;
    if (message.channel !== channel) continue;
    const counts = days.get(day) ?? { ...noMessages };
    counts[message.status] += 1;
    days.set(day, counts);
  }
  return [...days].map(([day, counts]) => ({ day, counts })).reverse();
}

const unsent: ReadonlySet<MessageStatus> = new Set(['queued', 'scheduled', 'sending', 'unknown']);

/** @see MessageStore.countSealed */
export function countSealed(rows: Iterable<Counted>, createdBefore: Date): number {
  let found = 0;
  for (const { message } of rows)
    if (message.confidential && message.createdAt < createdBefore && unsent.has(message.status)) found += 1;
  return found;
}
