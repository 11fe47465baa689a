import assert from 'node:assert/strict';
import pg from 'pg';
import type { MessageStore, Tx } from 'postern/adapter';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Database } from '../src/drivers/database.ts';
import { poolDriver } from '../src/drivers/pool.ts';
import { prepared } from '../src/drivers/prepared.ts';
import { type PostgresOptions, postgres } from '../src/index.ts';
import { serverDatabase } from './support/databases.ts';
import { newMessage } from './support/messages.ts';

/** A pool of one connection, so that all statements meet. */
async function open(options: PostgresOptions = {}) {
  const { url, close } = await serverDatabase();
  onTestFinished(close);
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  onTestFinished(() => pool.end());
  return { pool, ...postgres({ pool, ...options }) };
}

async function countOf(queryable: Pick<pg.Pool, 'query'>): Promise<number> {
  const { rows } = await queryable.query('select count(*)::int as count from pg_prepared_statements');
  return rows[0].count;
}

/** Sends and claims three times, as a connection that is used again and again. */
async function work(messages: MessageStore, tx?: Tx): Promise<void> {
  const wanted = { channel: 'email', quarantined: false, limit: 10, leaseMs: 60_000 } as const;
  for (let times = 0; times < 3; times += 1) {
    await messages.insert([newMessage()], tx ? { tx } : {});
    if (tx) continue;
    const claims = await messages.claim(wanted);
    expect(claims).toHaveLength(1);
    const settled = claims.map(({ id, token }) => ({ id, token, to: 'sent', transport: 'smtp' }) as const);
    expect(await messages.settle(settled)).toHaveLength(1);
  }
}

async function inTransaction<T>(pool: pg.Pool, run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    return await run(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** As a pooler is seen: the process it names at the login is not the server's. */
function behindPooler(pool: pg.Pool): void {
  pool.on('connect', (client) => Object.assign(client, { processID: 1 }));
}

describe('the statements of sending', () => {
  it('are planned once for a connection that is the server’s own', async () => {
    const { pool, storage } = await open();
    await work(storage.messages);
    // Insert, claim, settle.
    expect(await countOf(pool)).toBeGreaterThanOrEqual(3);
  });

  it('are planned once on a client of pg given as "tx"', async () => {
    const { pool, storage } = await open();
    await inTransaction(pool, async (client) => {
      await work(storage.messages, client);
      expect(await countOf(client)).toBe(1);
    });
  });

  it('are given as text to what wraps a client, or has a query of its own', async () => {
    const { pool, storage } = await open();
    await inTransaction(pool, async (client) => {
      const query = client.query.bind(client);
      const textOnly = (text: string, values: unknown[]) => query(text.trim(), values);
      await work(storage.messages, { query: textOnly });
      await work(storage.messages, Object.assign(client, { query: textOnly }));
      Reflect.deleteProperty(client, 'query');
      expect(await countOf(client)).toBe(0);
    });
  });

  it.each([
    ['not behind a pooler', {}, 0],
    ['behind a pooler that is said to keep them', { prepare: true }, 3],
    ['where that is not wanted', { prepare: false }, 0],
  ] as const)('are prepared or not: %s', async (_, options, atLeast) => {
    const { pool, storage } = await open(options);
    behindPooler(pool);
    await work(storage.messages);
    await inTransaction(pool, (client) => work(storage.messages, client));
    const count = await countOf(pool);
    expect(atLeast === 0 ? count === 0 : count >= atLeast, `${count} are prepared`).toBe(true);
  });

  it('are planned anew where a migration changed what they answer', async () => {
    const { pool, storage } = await open();
    await work(storage.messages);
    await pool.query('alter table postern.message alter column subject type varchar(500)');
    await work(storage.messages);
    await pool.query('alter table postern.message alter column subject type text');
    await work(storage.messages);
  });

  it('are planned anew in a transaction of ours; in a host’s that is told, and the next one works', async () => {
    const { pool } = await open();
    const database = new Database(poolDriver(async () => pool, { listen: false, owned: false }));
    const subjects = prepared('select subject from postern.message');
    const read = () => database.transaction((query) => query(subjects));
    const readWithin = () =>
      inTransaction(pool, (client) => database.within(client, () => database.query(subjects)));
    for (const _ of ['met', 'known', 'prepared']) await read();
    await pool.query('alter table postern.message alter column subject type varchar(500)');
    expect(await read()).toEqual([]);
    await pool.query('alter table postern.message alter column subject type text');
    await assert.rejects(readWithin(), { code: '0A000' });
    expect(await readWithin()).toEqual([]);
  });

  it('are no longer prepared where somebody takes them away', async () => {
    const { pool, storage } = await open();
    await work(storage.messages);
    await pool.query('deallocate all');
    await work(storage.messages);
    expect(await countOf(pool)).toBe(0);
  });

  it('are refused as an option that is neither true nor false', () => {
    const { Pool } = pg;
    const options = { pool: new Pool(), prepare: 'always' };
    assert.throws(() => Reflect.apply(postgres, undefined, [options]), { code: 'invalid_config' });
  });
});
