import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { createId, type NewMessage } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { migrate } from '../src/postgres-migrate.ts';
import { newMessage } from './support/messages.ts';
import { inMonth, type Opened, onServer, partsOf, sent } from './support/months.ts';

describe('an installation of before', () => {
  /** Sends, under keys and without, and hands over, until it is told to stop. */
  async function service({ store }: Opened, until: { stop: boolean }) {
    const inserted: NewMessage[] = [];
    const ended: string[] = [];
    let allSent = false;
    const sending = async () => {
      for (let n = 0; !until.stop; n += 1) {
        const message = newMessage(n % 2 === 0 ? { idempotencyKey: createId('key', new Date()) } : {});
        await store.insert([message]);
        inserted.push(message);
      }
      allSent = true;
    };
    const delivering = async () => {
      for (;;) {
        // Not by `until`: what is being inserted then comes after a claim that finds nothing.
        const last = allSent;
        const claims = await store.claim({
          channel: 'email',
          quarantined: false,
          limit: 20,
          leaseMs: 60_000,
        });
        const claimed = new Map(claims.map(({ id, message }) => [id, message]));
        ended.push(...(await store.settle(claims.map(sent), { claimed })).map(({ id }) => id));
        if (last && claims.length === 0) return;
        await pause(1);
      }
    };
    await Promise.all([sending(), delivering()]);
    return { inserted, ended };
  }

  it('is partitioned while it sends: nothing is lost, nothing goes twice', async () => {
    const opened = await onServer();
    await migrate(opened.database, { upTo: 13 });
    const old = newMessage({ createdAt: inMonth(3), idempotencyKey: 'old' });
    await opened.database.query(
      `insert into postern.message (id, site, channel, origin, status, to_address, sender_address, preview, created_at, confidential,
        idempotency_key, fingerprint, recorded_at, recorded_as)
      values ($1::text, 'acme', 'email', 'sys', 'sent', '', '', '', now() - interval '3 months', false, 'old', 'f', now(), 'queued')`,
      [old.id],
    );
    await migrate(opened.database);
    expect(await partsOf(opened)).toEqual([]);
    const until = { stop: false };
    const running = service(opened, until);
    await pause(200);
    expect((await opened.migrate({ partitions: true })).applied).toEqual(['partitions']);
    await pause(200);
    until.stop = true;
    const { inserted, ended } = await running;
    expect(ended.toSorted()).toEqual(inserted.map(({ id }) => id).sort());
    expect(await partsOf(opened)).toContain('postern.message_before');
    expect(await opened.store.insert([newMessage({ idempotencyKey: 'old' })])).toMatchObject([
      { kind: 'existing', id: old.id },
    ]);
    const [row] = await opened.database.query('select count(*)::int as count from postern.message');
    expect(row?.count).toBe(inserted.length + 1);
  });

  it('keeps processes of the release before in its keys until then', async () => {
    const opened = await onServer();
    await migrate(opened.database, { upTo: 13 });
    const insert = (id: string, key: string) =>
      opened.database.query(
        `insert into postern.message (id, site, channel, origin, status, to_address, sender_address, preview, created_at, confidential,
          idempotency_key, fingerprint, recorded_at, recorded_as)
        values ($1::text, 'acme', 'email', 'sys', 'sent', '', '', '', now(), false, $2::text, 'f', now(), 'queued')
        on conflict (site, idempotency_key) where idempotency_key is not null do nothing returning id`,
        [id, key],
      );
    const ids = Array.from({ length: 4 }, () => createId('msg', new Date()));
    const [a = '', b = '', c = '', d = ''] = ids;
    expect(await insert(a, 'one')).toHaveLength(1);
    await migrate(opened.database);
    expect(await opened.store.insert([newMessage({ id: b, idempotencyKey: 'one' })])).toMatchObject([
      { kind: 'existing', id: a },
    ]);
    expect(await opened.store.insert([newMessage({ id: b, idempotencyKey: 'two' })])).toMatchObject([
      { kind: 'inserted' },
    ]);
    expect(await insert(c, 'two')).toEqual([]);
    expect(await insert(c, 'three')).toHaveLength(1);
    expect(await opened.store.insert([newMessage({ id: d, idempotencyKey: 'three' })])).toMatchObject([
      { kind: 'existing', id: c },
    ]);
  });

  it('stays as it is where there are ids that nobody could have made, and says so', async () => {
    const opened = await onServer();
    await migrate(opened.database, { upTo: 13 });
    await opened.database.query(
      `insert into postern.message (id, site, channel, origin, status, to_address, sender_address, preview, created_at, confidential,
        fingerprint, recorded_at, recorded_as)
      values ('xyz', 'acme', 'email', 'sys', 'sent', '', '', '', now(), false, 'f', now(), 'queued')`,
    );
    await assert.rejects(opened.migrate({ partitions: true }), { code: 'conflict' });
    expect(await partsOf(opened)).toEqual([]);
    const { database } = opened;
    expect(await database.query(`select 1 from pg_constraint where conname = 'before_months'`)).toEqual([]);
  });
});
