import assert from 'node:assert/strict';
import { fitsFilters } from '../../interfaces/storage/message-filters.ts';
import type {
  CountQuery,
  HistoryPlace,
  MessageFilters,
  NewMessage,
} from '../../interfaces/storage/messages.ts';
import type { Storage } from '../../interfaces/storage/storage.ts';
import type { Failure, FailureClass, Message } from '../../model/message.ts';
import type { MessageStatus } from '../../model/status.ts';
import { at, bring, claimOne, ids, insertOne, minute, newReport, second, start } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

/** Far more than a test's messages take: pages that go in circles must fail, not hang. */
const mostPages = 100;

function failed(of: FailureClass): Failure {
  return { class: of, message: 'Refused.' };
}

/** All that filters ask for, by pages of so many, each going on where the one before ended or stopped. */
async function listed(
  { messages }: Storage,
  site: string,
  filters: MessageFilters,
  limit = 3,
): Promise<readonly string[]> {
  const found: Message[] = [];
  let before: HistoryPlace | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const { items, end } = await messages.list({ site, limit, ...filters, ...(before ? { before } : {}) });
    found.push(...items);
    before = items.length === limit ? items.at(-1) : end;
    if (!before) return ids(found);
  }
  assert.fail('the pages do not come to an end');
}

async function searched(
  { messages }: Storage,
  site: string,
  filters: MessageFilters,
): Promise<readonly string[]> {
  const { items, complete } = await messages.search({ site, term: 'acme', limit: 100, ...filters });
  assert.equal(complete, true);
  return ids(items);
}

/** As many as there are, and no more than were asked for. */
async function assertCounted(
  { messages }: Storage,
  query: Omit<CountQuery, 'most'>,
  wanted: number,
): Promise<void> {
  const told = JSON.stringify(query);
  const exact = { count: wanted, more: false };
  assert.deepEqual(await messages.count({ ...query, most: 100 }), exact, told);
  if (wanted > 0) assert.deepEqual(await messages.count({ ...query, most: wanted }), exact, told);
  if (wanted > 1)
    assert.deepEqual(
      await messages.count({ ...query, most: wanted - 1 }),
      { count: wanted - 1, more: true },
      told,
    );
}

/** Messages of all kinds, one a minute; the newest first. */
async function history(storage: Storage, site: string): Promise<readonly Message[]> {
  const { messages } = storage;
  let made = 0;
  const facts = (): Partial<NewMessage> => {
    made += 1;
    const n = made;
    return {
      createdAt: at(-60 * minute + n * minute),
      origin: n % 3 === 0 ? 'web' : 'sys',
      to: { address: 'jo@people.example', consumerId: `c-${n % 2}` },
      sender: { address: n % 4 === 0 ? 'Billing@acme.example' : 'hello@acme.example' },
      template: { id: `t-${n % 3}`, name: 'Named' },
      ...(n % 3 === 0 ? { actor: n % 2 ? 'ada' : 'bob' } : {}),
      ...(n % 2 ? { topic: 'news' } : {}),
      ...(n % 5 === 0 ? { reference: 'order/1' } : {}),
      ...(n % 4 === 1 ? { batch: 'b-1' } : {}),
    };
  };
  const ends = ['sent', 'delivered', 'undelivered', 'failed', 'unknown', 'canceled'] as const;
  for (const status of [...ends, ...ends, ...ends]) await bring(storage, site, status, facts());
  for (const of of ['content', 'network', 'recipient'] as const) {
    const id = await insertOne(storage, site, facts());
    const { token } = await claimOne(messages, id);
    await messages.settle([{ id, token, to: 'failed', failure: failed(of) }], { now: start });
    // One that a person sends again has its failure until the next.
    if (of === 'network') await requeue(storage, site, id);
  }
  const refused = await bring(storage, site, 'sent', facts());
  const report = { type: 'failed', to: 'failed', from: ['sent'], failure: failed('blocked') } as const;
  await messages.report(newReport(site, refused.id, report));
  // Taken after a failure, it has none any more.
  const late = await bring(storage, site, 'failed', facts());
  await messages.report(newReport(site, late.id, { from: ['failed'] }));
  for (const of of ['throttled', 'network'] as const) {
    const id = await insertOne(storage, site, facts());
    const { token } = await claimOne(messages, id);
    const again = { to: 'queued', reason: 'retry', afterMs: 60 * minute, failure: failed(of) } as const;
    await messages.settle([{ id, token, ...again }], { now: start });
  }
  await insertOne(storage, site, { ...facts(), status: 'suppressed' });
  await insertOne(storage, site, { ...facts(), status: 'scheduled', dueAt: at(60 * minute) });
  await insertOne(storage, site, { ...facts(), channel: 'sms', dueAt: at(60 * minute) });
  await insertOne(storage, site, { ...facts(), dueAt: at(60 * minute) });
  await insertOne(storage, `${site}.2`, { ...facts(), reference: 'order/1', batch: 'b-1' });
  const { items } = await messages.list({ site, limit: 100 });
  assert.equal(items.length, made - 1);
  return items;
}

async function requeue({ messages }: Storage, site: string, id: string): Promise<void> {
  const dueAt = at(60 * minute);
  const move = { channel: 'email', from: ['failed'], to: 'scheduled', type: 'requeued', dueAt } as const;
  assert.ok(await messages.move({ site, id, ...move, now: start }));
}

const waiting: readonly MessageStatus[] = ['queued', 'scheduled', 'sending'];

/** Each filter by itself, then several at once, as people put them together. */
const filters: readonly MessageFilters[] = [
  ...[{ template: 't-1' }, { sender: 'billing@ACME.example' }, { actor: 'ada' }, { transport: 'fixture' }],
  ...(['content', 'recipient', 'network', 'throttled', 'blocked'] as const).map((failure) => ({
    failure,
  })),
  ...[{ topic: 'news' }, { reference: 'order/1' }, { consumerId: 'c-1' }],
  ...[{ from: at(-45 * minute) }, { to: at(-45 * minute) }, { from: at(-50 * minute), to: at(-40 * minute) }],
  ...[{ statuses: ['sent'] as const }, { statuses: ['failed', 'sent'] as const }, { statuses: waiting }],
  { statuses: ['failed', 'queued', 'scheduled'], origin: 'web' },
  { statuses: ['failed', 'unknown'], template: 't-1', channel: 'email' },
  { statuses: waiting, failure: 'network' },
  { failure: 'content', sender: 'hello@acme.example', from: at(-55 * minute) },
  { failure: 'network', channel: 'email', origin: 'sys', to: start },
  { failure: 'throttled', channel: 'email' },
  { template: 't-0', origin: 'web', actor: 'ada', topic: 'news' },
  { template: 't-2', transport: 'fixture', statuses: ['delivered', 'undelivered'] },
  { reference: 'order/1', template: 't-1', statuses: ['sent', 'failed', 'queued'] },
  { reference: 'order/1', failure: 'content' },
  ...[{ batch: 'b-1' }, { batch: 'b-1', statuses: waiting }, { batch: 'b-1', reference: 'order/1' }],
  { batch: 'b-1', statuses: ['failed', 'sent'], channel: 'email' },
  { batch: 'b-1', failure: 'network' },
  { consumerId: 'c-1', failure: 'network' },
  { consumerId: 'c-0', statuses: waiting, channel: 'email' },
  { consumerId: 'c-1', actor: 'ada', from: at(-50 * minute), to: start },
  { actor: 'bob', statuses: ['canceled'], sender: 'billing@acme.example' },
  { channel: 'sms', sender: 'billing@acme.example' },
  { channel: 'email', origin: 'sys', from: at(-50 * minute), sender: 'billing@acme.example' },
];

/** What nothing fits. */
const nothing: readonly MessageFilters[] = [
  ...[{ template: 't' }, { sender: 'hello@acme' }, { actor: 'nobody' }, { transport: 'other' }],
  ...[{ failure: 'expired' as const }, { topic: 'new' }, { from: at(minute) }, { to: at(-60 * minute) }],
  { statuses: ['sent', 'delivered'], failure: 'content' },
  { failure: 'throttled', channel: 'sms' },
  ...[{ batch: 'b' }, { batch: 'B-1' }],
];

/** Those above, and some of these messages by their ids, whatever their order. */
function filtersOf(all: readonly Message[]): readonly MessageFilters[] {
  const picked = [...ids(all.filter((_, n) => n % 5 < 2))].reverse();
  return [
    ...filters,
    ...[{ ids: picked }, { ids: [...picked, 'msg_none', ...picked.slice(0, 1)] }],
    ...[
      { ids: picked, statuses: waiting },
      { ids: picked, origin: 'web' as const, from: at(-50 * minute) },
    ],
    { ids: picked, batch: 'b-1' },
  ];
}

export function filterTests(test: StorageTest): void {
  test('filters narrow the history, alone and together, on pages of any size', async ({ storage, site }) => {
    const all = await history(storage, site);
    for (const query of filtersOf(all)) {
      const wanted = ids(all.filter((message) => fitsFilters(message, query)));
      const told = JSON.stringify(query);
      assert.deepEqual(await listed(storage, site, query), wanted, told);
      assert.deepEqual(await listed(storage, site, query, 100), wanted, told);
    }
    // Otherwise it would try nothing.
    const vain = filtersOf(all).filter((query) => !all.some((message) => fitsFilters(message, query)));
    assert.deepEqual(vain, []);
    for (const query of nothing) assert.deepEqual(await listed(storage, site, query), []);
    assert.deepEqual(await listed(storage, `${site}.2`, { ids: ids(all) }), []);
  });

  test('filters narrow a search, alone and together', async ({ storage, site }) => {
    const all = await history(storage, site);
    for (const query of filtersOf(all)) {
      const wanted = ids(all.filter((message) => fitsFilters(message, query)));
      assert.deepEqual(await searched(storage, site, query), wanted, JSON.stringify(query));
    }
    const { messages } = storage;
    const newest = ids(all.filter(({ topic }) => topic === 'news')).slice(0, 2);
    const some = await messages.search({ site, term: 'acme', topic: 'news', limit: 2 });
    assert.deepEqual(ids(some.items), newest);
  });

  test('what filters and a term ask for is counted, up to a bound', async ({ storage, site }) => {
    const all = await history(storage, site);
    for (const query of [{}, ...filtersOf(all), ...nothing]) {
      const wanted = all.filter((message) => fitsFilters(message, query)).length;
      await assertCounted(storage, { site, ...query }, wanted);
      await assertCounted(storage, { site, ...query, term: 'acme' }, wanted);
    }
    await assertCounted(storage, { site, term: 'nothing of this' }, 0);
    await assertCounted(storage, { site: `${site}.2`, term: 'acme' }, 1);
  });

  test('a span of time has its first moment, not its last', async ({ storage, site }) => {
    const made = [];
    for (const ms of [0, 1, 1, 1, 2]) made.push(await insertOne(storage, site, { createdAt: at(ms) }));
    const [first, ...rest] = made;
    const last = rest.pop();
    assert.deepEqual(await listed(storage, site, { from: at(1), to: at(2) }, 2), [...rest].reverse());
    assert.deepEqual(await listed(storage, site, { from: at(2) }), [last]);
    assert.deepEqual(await listed(storage, site, { to: at(1) }), [first]);
    assert.deepEqual(await searched(storage, site, { from: at(1), to: at(2) }), [...rest].reverse());
    await assertCounted(storage, { site, from: at(1), to: at(2) }, rest.length);
    const before = { createdAt: at(1), id: rest[1] ?? '' };
    const { items } = await storage.messages.list({ site, limit: 9, from: at(1), to: at(9), before });
    assert.deepEqual(ids(items), [rest[0]]);
  });

  test('a page of what waits is whole where many have one time', async ({ storage, site }) => {
    const made = [];
    for (let n = 0; n < 12; n += 1)
      made.push(await insertOne(storage, site, { createdAt: at(Math.floor(n / 6) * second) }));
    for (const filters of [{ statuses: ['queued'] as const }, { statuses: ['queued', 'failed'] as const }])
      assert.deepEqual(await listed(storage, site, filters, 4), [...made].reverse());
  });
}
