import {
  type Channel,
  type CountedGroups,
  lowerAscii,
  type Message,
  type MessageGroup,
  type MessageStatus,
  noCounts,
  present,
  type StatisticsKey,
  type StatisticsQuery,
  type StatusCounts,
} from 'postern/adapter';
import type { Row } from './memory-row.ts';

type Counted = Pick<Row, 'message'>;

/** A channel's messages by status. */
export function countAll(rows: Iterable<Counted>, channel: Channel): StatusCounts {
  const counts = { ...noCounts };
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
    const counts = days.get(day) ?? { ...noCounts };
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

const hourMs = 3_600_000;

const keyOf: Readonly<Record<StatisticsKey, (message: Message) => string | undefined>> = {
  hour: ({ createdAt }) => new Date(Math.floor(createdAt.getTime() / hourMs) * hourMs).toISOString(),
  template: ({ template }) => template?.id,
  domain: ({ to: { address } }) => lowerAscii(address.slice(address.lastIndexOf('@') + 1)) || undefined,
};

interface Group extends MessageGroup {
  readonly counts: Record<MessageStatus, number>;
}

/** @see MessageStore.statistics. The rows come newest first. */
export function countByKey(rows: Iterable<Counted>, { channel, by, from }: StatisticsQuery): CountedGroups {
  const groups = new Map<string | undefined, Group>();
  for (const { message } of rows) {
    if (message.createdAt < from) break;
    if (message.channel !== channel) continue;
    const key = keyOf[by](message);
    const name = by === 'template' ? message.template?.name : undefined;
    const group = groups.get(key) ?? { ...present({ key, name }), counts: { ...noCounts } };
    group.counts[message.status] += 1;
    groups.set(key, group);
  }
  return { groups: [...groups.values()] };
}
