import type { postgres } from '@postern/postgres';
import { normalizeSearch } from 'postern/adapter';
import { quantile } from '../shared/rounds.ts';

type Storage = ReturnType<typeof postgres>['storage'];

/** The ms that each kind of reading took. */
export type Readings = Map<string, number[]>;

/** What the console asks of a history, each kind so many times, over all of its months. */
export async function readAll(
  { messages }: Storage,
  { times, begin }: { readonly times: number; readonly begin: Date },
): Promise<Readings> {
  const readings: Readings = new Map();
  const span = Date.now() - begin.getTime();
  const page = { site: 'acme', channel: 'email', limit: 50 } as const;
  const oldest = new Date(begin.getTime() + span * 0.01);
  for (let turn = -10; turn < times; turn += 1) {
    const before = { createdAt: new Date(begin.getTime() + span * (((turn + 10) * 0.618) % 1)), id: 'msg' };
    const consumerId = `c${((turn + 10) * 7_919) % 200_000}`;
    const searches = {
      common: 'your order',
      rare: `order past-${100_000 + (turn + 10) * 137}`,
      absent: 'nothingofthekind',
      'one or two characters': 'q7',
    };
    const kinds: Readonly<Record<string, () => Promise<unknown>>> = {
      'first page': () => messages.list(page),
      'page at any depth': () => messages.list({ ...page, before }),
      'page of what failed': () => messages.list({ ...page, statuses: ['failed'], before }),
      'oldest page': () => messages.list({ ...page, before: { createdAt: oldest, id: 'msg' } }),
      'a consumer’s page': () => messages.list({ site: 'acme', consumerId, limit: 50 }),
      counts: () => messages.counts('acme', 'email'),
      'by day, a month': () =>
        messages.daily('acme', 'email', new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10)),
      ...Object.fromEntries(
        Object.entries(searches).map(([kind, words]) => [
          `search: ${kind}`,
          () => messages.search({ site: 'acme', term: normalizeSearch(words), limit: 100 }),
        ]),
      ),
    };
    for (const [kind, read] of Object.entries(kinds)) {
      const began = performance.now();
      await read();
      // What the first rounds read from the disk is not counted.
      if (turn >= 0) readings.set(kind, [...(readings.get(kind) ?? []), performance.now() - began]);
    }
  }
  return readings;
}

/** Median and p95 of each kind, of each of these. */
export function readingRows(all: readonly Readings[]): readonly (readonly number[])[] {
  return [...(all[0]?.keys() ?? [])].map((kind) =>
    all.flatMap((one) => [quantile(one.get(kind) ?? [], 0.5), quantile(one.get(kind) ?? [], 0.95)]),
  );
}
