import { memoryTransport } from '@postern/memory';
import { type MatchOptions, Messaging } from 'postern';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgres } from '../src/index.ts';
import { pgliteDatabase, serverDatabase, servers, type TestDatabase } from './support/databases.ts';
import { newMessage } from './support/messages.ts';

/** More than two readings, over two months; every hundredth bears a reference. */
const rows = 1_203;
const october = new Date(Date.UTC(2026, 9));
/** Three of one moment each, three hours apart. */
const timeOf = (index: number) => new Date(Date.UTC(2026, 10, 20) - Math.floor(index / 3) * 3 * 3_600_000);

for (const server of servers)
  describe(`all that match on PostgreSQL, ${server}`, () => suite(() => serverDatabase(server)));
describe('all that match on PGlite', () => suite(pgliteDatabase));

function suite(open: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  let messaging: Messaging;
  let adapter: ReturnType<typeof postgres>;
  const all = Array.from({ length: rows }, (_, index) =>
    newMessage({
      createdAt: timeOf(index),
      subject: `No ${index}`,
      ...(index % 100 === 0 ? { reference: 'rare' } : {}),
      ...(index % 2 === 0 ? { topic: 'news' } : {}),
    }),
  );

  beforeAll(async () => {
    database = await open();
    adapter = postgres(database.source);
    const { storage, queue } = adapter;
    await storage.messages.insert(all);
    // Half of them found by their documents, the others by themselves.
    await storage.upkeep?.(new AbortController().signal);
    await storage.messages.insert([newMessage({ site: 'other', reference: 'rare' })]);
    messaging = new Messaging({
      ...{ storage, queue, email: memoryTransport({ channel: 'email' }) },
      ...{ site: { id: 'acme', name: 'Acme' }, secret: 'a secret for a test, long enough for it' },
    });
  });
  afterAll(async () => {
    await adapter.close();
    await database.close();
  });

  /** What each match finds, of all that were written. */
  const matches: readonly (readonly [MatchOptions, (index: number) => boolean])[] = [
    [{ origin: 'sys' }, () => true],
    [{ reference: 'rare' }, (index) => index % 100 === 0],
    [{ topic: 'news' }, (index) => index % 2 === 0],
    [{ topic: 'news', to: october }, (index) => index % 2 === 0 && timeOf(index) < october],
    [{ term: 'Hello Jo' }, () => true],
    [{ term: 'jo doe', topic: 'news' }, (index) => index % 2 === 0],
    [{ term: 'no 12', status: 'queued' }, (index) => `No ${index}`.startsWith('No 12')],
    [{ term: 'nothing of this' }, () => false],
  ];

  it.each(matches)('each, count and export agree on %j', async (match, fits) => {
    const wanted = all.flatMap(({ subject }, index) => (fits(index) ? [subject] : []));
    const found: { readonly subject: string | undefined; readonly at: number }[] = [];
    for await (const { subject, createdAt } of messaging.email.each(match))
      found.push({ subject, at: createdAt.getTime() });
    expect(found.map(({ subject }) => subject).sort()).toEqual([...wanted].sort());
    expect(found.map(({ at }) => at)).toEqual(found.map(({ at }) => at).sort((a, b) => b - a));
    expect(await messaging.email.count(match)).toEqual({ count: wanted.length, more: false });
    if (wanted.length > 7)
      expect(await messaging.email.count({ ...match, most: 7 })).toEqual({ count: 7, more: true });
    const csv = await new Response(messaging.email.export({ ...match, columns: ['subject'] })).text();
    expect(csv.trimEnd().split('\r\n').slice(1)).toEqual(found.map(({ subject }) => subject));
  });
}
