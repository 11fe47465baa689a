import { firstId, type Message, type NewMessage } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { Maintenance } from '../src/messages/maintenance.ts';
import { migrate } from '../src/postgres-migrate.ts';
import { withClient } from './support/databases.ts';
import { newMessage } from './support/messages.ts';
import {
  fill,
  inMonth,
  migrateMonthsAgo,
  named,
  type Opened,
  onPGlite,
  onServer,
  partOf,
  partsOf,
  sendAll,
  sent,
} from './support/months.ts';

describe('a month', () => {
  it('begins with the same id in SQL as in the core', async () => {
    const { database } = await onPGlite();
    await migrate(database);
    for (const at of [
      '1970-01-01T00:00:00.000Z',
      '2025-12-31T23:59:59.999Z',
      '2026-11-01T00:00:00Z',
      '2199-07-01T00:00:00.001Z',
    ]) {
      const [row] = await database.query('select postern.first_id($1::text::timestamptz) as id', [at]);
      expect(row?.id).toBe(firstId('msg', new Date(at)));
    }
  });

  it('is a partition from the first message on, with three more that are ready', async () => {
    const opened = await onServer();
    await opened.migrate();
    const message = newMessage();
    await opened.store.insert([message]);
    expect(await partOf(opened, message.id)).toBe(named(message.createdAt));
    expect(await partsOf(opened)).toEqual([
      ...[0, -1, -2, -3].map((ago) => named(inMonth(ago))),
      'postern.message_before',
      'postern.message_other',
    ]);
    await opened.database.query('select postern.add_months(5)');
    expect(await partsOf(opened)).toContain(named(inMonth(-5)));
    const later = newMessage({ createdAt: inMonth(-5) });
    await opened.store.insert([later]);
    expect(await partOf(opened, later.id)).toBe(named(inMonth(-5)));
  });

  it('is made in time by the work in the background', async () => {
    const opened = await onServer();
    await opened.migrate();
    await opened.database.query(
      `do $$ declare t record; begin for t in select * from postern.parted_tables() loop
        execute format('drop table postern.%I', t.name || '_' || (select suffix from postern.message_part order by ends_at desc limit 1));
      end loop; delete from postern.message_part where ends_at = (select max(ends_at) from postern.message_part); end $$`,
    );
    expect(await partsOf(opened)).not.toContain(named(inMonth(-3)));
    await new Maintenance(opened.database).upkeep();
    expect(await partsOf(opened)).toContain(named(inMonth(-3)));
  });

  it('that nobody made costs no message: what belongs to it goes elsewhere, and stays there', async () => {
    const opened = await onServer();
    await opened.migrate();
    const message = newMessage({ createdAt: inMonth(-4) });
    await opened.store.insert([message]);
    expect(await partOf(opened, message.id)).toBe('postern.message_other');
    expect(await sendAll(opened)).toMatchObject([{ id: message.id, status: 'sent' }]);
    await opened.database.query('select postern.add_months(5)');
    expect(await partsOf(opened)).toContain(named(inMonth(-5)));
    expect(await partsOf(opened)).not.toContain(named(inMonth(-4)));
    expect(await opened.store.find({ site: 'acme', id: message.id })).toMatchObject({ status: 'sent' });
  });
});

for (const [name, open] of [
  ['PostgreSQL', onServer],
  ['PGlite', onPGlite],
] as const) {
  describe(`a history of fourteen months on ${name}`, () => {
    const months = Array.from({ length: 14 }, (_, index) => 13 - index);

    it('is read, searched and counted as one', async () => {
      const opened = await open();
      await migrateMonthsAgo(opened.database, 12);
      const messages = await fill(opened, months, { to: { address: 'jo@example.com', consumerId: 'jo' } });
      // The oldest month lies before the partitions.
      expect(await partOf(opened, messages[0]?.id ?? '')).toBe('postern.message_before');
      expect(await partOf(opened, messages[6]?.id ?? '')).toBe(named(inMonth(12)));
      const { store } = opened;
      const newestFirst = messages.map(({ id }) => id).reverse();
      for (const filter of [{}, { consumerId: 'jo' }, { statuses: ['sent'] }] as const) {
        const seen: string[] = [];
        for (let last: Message | undefined; seen.length < messages.length; ) {
          const before = last ? { before: { createdAt: last.createdAt, id: last.id } } : {};
          const { items: page } = await store.list({ site: 'acme', limit: 10, ...filter, ...before });
          if (page.length === 0) break;
          seen.push(...page.map(({ id }) => id));
          last = page.at(-1);
        }
        expect(seen).toEqual(newestFirst);
      }
      const term = { site: 'acme', term: 'hello jo', limit: 100 };
      for (const _ of ['read from the messages', 'read from documents']) {
        expect((await store.search(term)).items.map(({ id }) => id)).toEqual(newestFirst);
        await new Maintenance(opened.database).fillAll();
      }
      expect((await store.counts('acme', 'email')).counts.sent).toBe(messages.length);
      for (const { id } of [messages[0], messages[40]] as NewMessage[])
        expect((await store.find({ site: 'acme', id }))?.events.map(({ type }) => type)).toEqual([
          'queued',
          'sending',
          'sent',
        ]);
    });

    it('is claimed and settled together, whenever its messages were written', async () => {
      const opened = await open();
      await migrateMonthsAgo(opened.database, 12);
      const { store } = opened;
      const messages = [13, 12, 1, 0].map((ago) =>
        newMessage({ createdAt: ago === 0 ? new Date() : inMonth(ago) }),
      );
      await store.insert(messages);
      const claims = await store.claim({ channel: 'email', quarantined: false, limit: 10, leaseMs: 60_000 });
      expect(claims.map(({ id }) => id).sort()).toEqual(messages.map(({ id }) => id));
      for (const { message, content } of claims)
        expect([message.status, content]).toEqual(['sending', { text: 'Hello Jo', subject: 'Hello' }]);
      const claimed = new Map(claims.map(({ id, message }) => [id, message]));
      const settled = await store.settle(claims.map(sent), { claimed });
      expect(settled.map(({ status }) => status)).toEqual(['sent', 'sent', 'sent', 'sent']);
      expect(await store.settle(claims.map(sent), { claimed })).toEqual([]);
    });

    it('keeps one message a key, in whichever month it was sent first', async () => {
      const opened = await open();
      await migrateMonthsAgo(opened.database, 12);
      const keyed = (ago: number) => newMessage({ createdAt: inMonth(ago), idempotencyKey: 'order 4711' });
      const [first, second] = [keyed(13), keyed(2)];
      await opened.store.insert([first]);
      expect(await opened.store.insert([second])).toMatchObject([{ kind: 'existing', id: first.id }]);
      expect(await opened.store.find({ site: 'acme', id: second.id })).toBeUndefined();
      await sendAll(opened);
      expect(await opened.store.prune({ site: 'acme', createdBefore: inMonth(11), limit: 10 })).toBe(1);
      expect(await opened.store.insert([second])).toMatchObject([{ kind: 'inserted' }]);
    });
  });

  describe(`removing what is old on ${name}`, () => {
    const months = [13, 12, 11, 10, 1, 0];
    const prune = ({ store }: Opened, site: string, createdBefore: Date) =>
      store.prune({ site, createdBefore, limit: 1_000 });

    it('removes months by their tables, and everything of them', async () => {
      const opened = await open();
      await migrateMonthsAgo(opened.database, 12);
      const messages = await fill(opened, months, { idempotencyKey: 'key' });
      await new Maintenance(opened.database).fillAll();
      const before = new Date(inMonth(10).getTime() + 2);
      let removed = 0;
      for (let step = -1; step !== 0; removed += step) step = await prune(opened, 'acme', before);
      // The month that "before" lies in goes on after it: two of its six go one by one.
      const gone = messages.filter(({ createdAt }) => createdAt < before);
      expect(removed).toBe(gone.length);
      expect(await partsOf(opened)).toEqual([
        ...Array.from({ length: 14 }, (_, index) => named(inMonth(10 - index))),
        'postern.message_other',
      ]);
      const left = messages.filter(({ createdAt }) => createdAt >= before).map(({ id }) => id);
      expect((await opened.store.list({ site: 'acme', limit: 100 })).items.map(({ id }) => id)).toEqual(
        left.toReversed(),
      );
      expect(
        (await opened.store.search({ site: 'acme', term: 'hello', limit: 100 })).items.map(({ id }) => id),
      ).toEqual(left.toReversed());
      expect((await opened.store.counts('acme', 'email')).counts.sent).toBe(left.length);
      for (const table of ['message', 'message_content', 'idempotency_key']) {
        const [row] = await opened.database.query(`select count(*)::int as count from postern.${table}`);
        expect([table, row?.count]).toEqual([table, left.length]);
      }
      const keys = messages.map(({ idempotencyKey = '' }) => idempotencyKey);
      expect(await opened.store.findByKeys('acme', keys)).toHaveLength(left.length);
    });

    it("leaves another site's messages where they are, and what waits", async () => {
      const opened = await open();
      await migrateMonthsAgo(opened.database, 12);
      await fill(opened, months);
      const others = await fill(opened, [11], { site: 'other' });
      const waiting = newMessage({ createdAt: inMonth(12), status: 'scheduled', dueAt: inMonth(-2) });
      await opened.store.insert([waiting]);
      while ((await prune(opened, 'acme', inMonth(2))) > 0);
      const found = async (site: string) =>
        (await opened.store.list({ site, limit: 100 })).items.map(({ id }) => id);
      expect(await found('other')).toEqual(others.map(({ id }) => id).reverse());
      expect((await found('acme')).at(-1)).toBe(waiting.id);
      const parts = await partsOf(opened);
      expect(parts).toEqual(expect.arrayContaining([named(inMonth(12)), named(inMonth(11))]));
      for (const removed of ['postern.message_before', named(inMonth(10))])
        expect(parts).not.toContain(removed);
      // Once they are gone as well, the month goes.
      while ((await prune(opened, 'other', inMonth(2))) > 0);
      expect(await partsOf(opened)).not.toContain(named(inMonth(11)));
      expect(await found('acme')).toContain(waiting.id);
    });
  });
}

describe('while others use the tables', () => {
  it('removes messages one by one, and lets nobody wait for long', async () => {
    const opened = await onServer();
    await migrateMonthsAgo(opened.database, 12);
    await fill(opened, [12, 11]);
    await withClient(opened.url, async (reader) => {
      await reader.query('begin');
      await reader.query('select count(*) from postern.message');
      expect(await opened.store.prune({ site: 'acme', createdBefore: inMonth(2), limit: 1_000 })).toBe(12);
      expect(await partsOf(opened)).toContain(named(inMonth(12)));
      await reader.query('commit');
    });
    expect((await opened.store.counts('acme', 'email')).counts.sent).toBe(0);
  });
});
