import assert from 'node:assert/strict';
import type { HistoryQuery, NewMessage } from '../../interfaces/storage/messages.ts';
import type { Storage } from '../../interfaces/storage/storage.ts';
import type { Message } from '../../model/message.ts';
import { messageStatuses } from '../../model/status.ts';
import {
  at,
  bring,
  detail,
  hour,
  ids,
  insertMany,
  insertOne,
  newMessage,
  second,
  start,
} from './fixtures.ts';
import type { StorageTest } from './harness.ts';

/** More than any test inserts: pages that go in circles must fail, not hang. */
const mostRows = 100;

/** All rows of a query, page by page as a console would read them. */
async function pages({ messages }: Storage, query: HistoryQuery): Promise<readonly Message[]> {
  const found: Message[] = [];
  let before = query.before;
  for (let asked = 0; asked <= mostRows; asked += 1) {
    const { items, end } = await messages.list(before ? { ...query, before } : query);
    assert.ok(items.length <= query.limit);
    found.push(...items);
    before = items.length === query.limit ? items.at(-1) : end;
    if (!before) return found;
  }
  assert.fail('the pages do not come to an end');
}

function newestFirst(messages: readonly NewMessage[]): readonly string[] {
  const key = ({ createdAt, id }: NewMessage) => `${createdAt.toISOString()} ${id}`;
  return ids([...messages].sort((a, b) => (key(a) < key(b) ? 1 : -1)));
}

export function historyTests(test: StorageTest): void {
  test('the history is newest first, by time and then by id', async ({ storage, site }) => {
    const times = [0, 3, 1, 3, 2, 3, 0];
    const all = times.map((seconds) => newMessage(site, { createdAt: at(seconds * second) }));
    await storage.messages.insert(all, { now: start });
    assert.deepEqual(ids((await storage.messages.list({ site, limit: 10 })).items), newestFirst(all));
  });

  for (const limit of [1, 2, 3, 7, 50]) {
    test(`paging by ${limit} shows every message once, also where many have one time`, async ({
      storage,
      site,
    }) => {
      const all = Array.from({ length: 23 }, (_, index) =>
        newMessage(site, { createdAt: at(Math.floor(index / 5) * 1) }),
      );
      await storage.messages.insert(all, { now: start });
      assert.deepEqual(ids(await pages(storage, { site, limit })), newestFirst(all));
    });
  }

  test('messages that arrive while somebody pages do not disturb the pages', async ({ storage, site }) => {
    const all = await insertMany(storage, site, 6);
    const { items: first } = await storage.messages.list({ site, limit: 3 });
    await insertOne(storage, site, { createdAt: at(60 * second) });
    const before = first.at(-1);
    assert.ok(before);
    const { items: rest } = await storage.messages.list({ site, limit: 10, before });
    assert.deepEqual([...ids(first), ...ids(rest)], [...all].reverse());
  });

  test('a row of the history is the message as it stands, without content and events', async ({
    storage,
    site,
  }) => {
    const { id } = await bring(storage, site, 'undelivered');
    const { content: _content, events: _events, ...message } = await detail(storage, site, id);
    assert.deepEqual(await storage.messages.list({ site, limit: 10 }), { items: [message] });
  });

  test('the filters narrow the history, alone and together', async ({ storage, site }) => {
    const add = (overrides: Partial<NewMessage>, seconds: number) =>
      insertOne(storage, site, { ...overrides, createdAt: at(seconds * second) });
    const jo = { consumerId: 'c-1', address: 'jo@example.com' };
    const web = await add({ origin: 'web' }, 1);
    const sms = await add({ channel: 'sms', to: jo }, 2);
    const webSms = await add({ channel: 'sms', origin: 'web' }, 3);
    const suppressed = await add({ status: 'suppressed', to: jo }, 4);
    const scheduled = await add({ status: 'scheduled', origin: 'web', to: jo }, 5);

    const list = async (query: Partial<HistoryQuery>) =>
      ids((await storage.messages.list({ site, limit: 10, ...query })).items);
    assert.deepEqual(await list({}), [scheduled, suppressed, webSms, sms, web]);
    assert.deepEqual(await list({ channel: 'email' }), [scheduled, suppressed, web]);
    assert.deepEqual(await list({ origin: 'web' }), [scheduled, webSms, web]);
    assert.deepEqual(await list({ origin: 'sys' }), [suppressed, sms]);
    assert.deepEqual(await list({ statuses: ['scheduled', 'suppressed'] }), [scheduled, suppressed]);
    assert.deepEqual(await list({ consumerId: 'c-1' }), [scheduled, suppressed, sms]);
    assert.deepEqual(await list({ consumerId: 'c-2' }), []);
    assert.deepEqual(await list({ channel: 'sms', origin: 'web' }), [webSms]);
    assert.deepEqual(await list({ channel: 'email', origin: 'web', consumerId: 'c-1' }), [scheduled]);
    assert.deepEqual(await list({ statuses: ['queued'], origin: 'web', limit: 1 }), [webSms]);
    const before = { createdAt: at(4 * second), id: suppressed };
    assert.deepEqual(await list({ consumerId: 'c-1', before }), [sms]);
  });

  test('a reference lists what bears it, of any status, with the other filters', async ({
    storage,
    site,
  }) => {
    const add = (overrides: Partial<NewMessage>, seconds: number) =>
      insertOne(storage, site, { reference: 'order/1', ...overrides, createdAt: at(seconds * second) });
    const jo = { consumerId: 'c-1', address: 'jo@example.com' };
    const first = await add({ to: jo }, 1);
    await add({ reference: 'order/10' }, 2);
    await add({ reference: 'ORDER/1' }, 3);
    const sms = await add({ channel: 'sms' }, 4);
    const suppressed = await add({ status: 'suppressed' }, 5);
    await insertOne(storage, `${site}.2`, { reference: 'order/1' });

    const list = async (query: Partial<HistoryQuery>) =>
      ids((await storage.messages.list({ site, limit: 10, reference: 'order/1', ...query })).items);
    assert.deepEqual(await list({}), [suppressed, sms, first]);
    assert.deepEqual(await list({ channel: 'sms' }), [sms]);
    assert.deepEqual(await list({ consumerId: 'c-1' }), [first]);
    assert.deepEqual(await list({ statuses: ['queued'] }), [sms, first]);
    assert.deepEqual(await list({ limit: 1, before: { createdAt: at(5 * second), id: suppressed } }), [sms]);
    assert.deepEqual(await list({ reference: 'order' }), []);
  });

  test('a site sees its own messages only', async ({ storage, site }) => {
    const { messages } = storage;
    const mine = await insertOne(storage, site);
    const theirs = await insertOne(storage, `${site}.2`);
    assert.deepEqual(ids((await messages.list({ site, limit: 10 })).items), [mine]);
    assert.deepEqual(ids((await messages.list({ site: `${site}.2`, limit: 10 })).items), [theirs]);
    assert.deepEqual(await messages.list({ site: `${site}.`, limit: 10 }), { items: [] });
    assert.equal(await messages.find({ site, id: theirs }), undefined);
    assert.equal((await messages.find({ site: `${site}.2`, id: theirs }))?.id, theirs);
    assert.equal((await messages.counts(site, 'email')).counts.queued, 1);
  });

  test('a message is found under its channel only, where one is given', async ({ storage, site }) => {
    const id = await insertOne(storage, site, { channel: 'sms' });
    assert.equal((await storage.messages.find({ site, channel: 'sms', id }))?.id, id);
    assert.equal(await storage.messages.find({ site, channel: 'email', id }), undefined);
    assert.equal(await storage.messages.find({ site, id: `${id}0` }), undefined);
  });

  test('the counts tell how many messages stand at each status', async ({ storage, site }) => {
    const { messages } = storage;
    const none = Object.fromEntries(messageStatuses.map((status) => [status, 0]));
    assert.deepEqual(await messages.counts(site, 'email'), { counts: none, more: false });
    const wanted: Record<string, number> = {};
    // What waits comes last: bringing a message to a status claims what is due.
    const order = [...messageStatuses].sort((a, b) => waits(a) - waits(b));
    for (const [index, status] of order.entries()) {
      const count = (index % 3) + 1;
      for (let made = 0; made < count; made += 1) await bring(storage, site, status);
      wanted[status] = count;
    }
    await insertOne(storage, site, { channel: 'sms' });
    // Whatever goes before what, and also what is not due yet.
    for (const priority of ['high', 'low'] as const)
      for (const status of ['queued', 'scheduled'] as const) {
        await insertOne(storage, site, { priority, status, dueAt: at(status === 'queued' ? 0 : hour) });
        wanted[status] = (wanted[status] ?? 0) + 1;
      }
    assert.deepEqual(await messages.counts(site, 'email'), { counts: wanted, more: false });
    assert.deepEqual(await messages.counts(site, 'sms'), { counts: { ...none, queued: 1 }, more: false });
    assert.deepEqual(await messages.counts(`${site}.2`, 'email'), { counts: none, more: false });
  });

  test('sealed messages that are not sent yet are counted in all sites, by their creation', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const soon = at(1);
    const before = await messages.countSealed(soon);
    const confidential = true;
    for (const of of [site, `${site}.2`]) {
      for (const status of messageStatuses.filter((one) => waits(one) === 0))
        await bring(storage, of, status, { confidential });
      await insertOne(storage, of, { confidential });
      await insertOne(storage, of, { confidential, createdAt: soon });
      await insertOne(storage, of);
    }
    // One that is queued, one being handed over and one that is unknown, in each.
    assert.equal(await messages.countSealed(soon), before + 6);
  });

  test('the counts by day go by the day of creation (UTC), from the day asked for on', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const none = Object.fromEntries(messageStatuses.map((status) => [status, 0]));
    const on = (createdAt: string) => insertOne(storage, site, { createdAt: new Date(createdAt) });
    await on('2026-02-27T23:59:59.999Z');
    await on('2026-02-28T00:00:00.000Z');
    await on('2026-03-01T23:59:59.999Z');
    await insertOne(storage, site, { createdAt: new Date('2026-03-01T00:00:00Z'), status: 'suppressed' });
    await insertOne(storage, site, { createdAt: new Date('2026-03-01T00:00:00Z'), channel: 'sms' });
    await insertOne(storage, `${site}.2`, { createdAt: new Date('2026-03-01T00:00:00Z') });
    const { days, more } = await messages.daily(site, 'email', '2026-02-28');
    assert.equal(more, false);
    assert.deepEqual(
      days.filter(({ counts }) => Object.values(counts).some((count) => count > 0)),
      [
        { day: '2026-02-28', counts: { ...none, queued: 1 } },
        { day: '2026-03-01', counts: { ...none, queued: 1, suppressed: 1 } },
      ],
    );
  });
}

function waits(status: string): number {
  return ['scheduled', 'queued'].indexOf(status) + 1;
}
