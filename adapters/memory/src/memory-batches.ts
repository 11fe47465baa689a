import {
  allowedFrom,
  type BatchCancel,
  type BatchCanceled,
  type BatchCount,
  type BatchFigures,
  type BatchQuery,
  changeByMove,
  type Message,
  present,
} from 'postern/adapter';
import type { MessageTable } from './memory-message-table.ts';
import type { Row } from './memory-row.ts';

type Counted = Pick<Row, 'message'>;

/** The rows come newest first. */
export function batchOf(
  rows: Iterable<Counted>,
  { channel, batch, most }: Omit<BatchQuery, 'site'>,
): BatchFigures | undefined {
  const all = [...rows].map(({ message }) => message);
  const messages = all.filter((one) => one.channel === channel && one.batch === batch);
  const [newest, first] = [messages[0], messages.at(-1)];
  if (!newest || !first) return undefined;
  const counts = new Map<string, BatchCount>();
  for (const { status, failure } of messages.slice(0, most)) {
    const name = `${status} ${failure?.class ?? ''}`;
    const count = (counts.get(name)?.count ?? 0) + 1;
    counts.set(name, present({ status, failure: failure?.class, count }));
  }
  const { id, createdAt, origin, actor } = first;
  return {
    counts: [...counts.values()],
    more: messages.length > most,
    first: present({ id, createdAt: new Date(createdAt), origin, actor }),
    lastCreatedAt: new Date(newest.createdAt),
  };
}

/** @see MessageStore.cancelBatch */
export function cancelRows(
  table: MessageTable,
  { site, batch, limit, before, ...asked }: BatchCancel,
  now: Date,
): BatchCanceled {
  const move = { ...asked, site, from: allowedFrom.cancel, to: 'canceled', type: 'canceled' } as const;
  const messages: Message[] = [];
  for (const row of [...table.history(site)]) {
    const { id } = row;
    if (row.message.batch !== batch || (before !== undefined && id >= before)) continue;
    const change = changeByMove(row.message, { ...move, id }, now);
    if (change) messages.push(structuredClone(table.change(row, change)));
    if (messages.length === limit) return { messages, end: id };
  }
  return { messages };
}
