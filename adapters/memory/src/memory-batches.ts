import type { BatchCount, BatchFigures, BatchQuery } from 'postern/adapter';
import { present } from 'postern/adapter';
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
