import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { createId, type Due, type Worker } from 'postern/adapter';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Postgres, type PostgresOptions, postgres } from '../src/index.ts';
import { serverDatabase, withClient } from './support/databases.ts';
import { startServer } from './support/server.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** Polling is so rare here that what wakes a worker is something else. */
const rarely = 3_600_000;

class CountingWorker implements Worker {
  /** When it is to look, in ms. */
  calls: number[] = [];

  wake(at?: Date) {
    this.calls.push(Math.max(at?.getTime() ?? 0, Date.now()));
  }
}

function due(overrides: Partial<Due> = {}): Due {
  return { id: createId('msg', new Date()), channel: 'email', ...overrides };
}

/** A worker in a process of its own, as far as the database can tell. */
async function startWorker(url: string, options: PostgresOptions = {}) {
  const pool = new pg.Pool({ connectionString: url });
  pool.on('error', () => undefined);
  const faults: string[] = [];
  const { queue, close } = postgres({
    ...{ pool, pollMs: rarely, onFault: (_error: unknown, during: string) => faults.push(during) },
    ...options,
  });
  const worker = new CountingWorker();
  const stop = await queue.start(worker);
  cleanups.push(async () => {
    await stop();
    await close();
    await pool.end();
  });
  return { worker, faults, pool };
}

/** A process that only sends. */
function sender(url: string, options: PostgresOptions = {}): Postgres {
  const one = postgres({ connectionString: url, ...options });
  cleanups.push(() => one.close());
  return one;
}

async function listeners(url: string): Promise<readonly number[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      `select pid from pg_stat_activity where datname = current_database() and query ~* '^listen'`,
    );
    return rows.map(({ pid }) => pid);
  });
}

async function open() {
  const database = await serverDatabase();
  cleanups.push(() => database.close());
  return database;
}

/** Pushes until the worker hears of it: right after a reconnection the first wake-up may go unheard. */
async function wakes(worker: CountingWorker, push: () => Promise<void>): Promise<void> {
  await push();
  const before = worker.calls.length;
  await expect
    .poll(
      async () => {
        await push();
        return worker.calls.length;
      },
      { timeout: 15_000 },
    )
    .toBeGreaterThan(before);
}

describe('wake-ups between processes', () => {
  it('reach a worker of another process at once', async () => {
    const { url } = await open();
    const { worker } = await startWorker(url);
    await expect.poll(() => listeners(url)).toHaveLength(1);
    const { queue } = sender(url);
    const before = worker.calls.length;
    await queue.push([due()]);
    await expect.poll(() => worker.calls.length, { timeout: 1_000 }).toBeGreaterThan(before);
  });

  it('are not held back by a clock that is set back', async () => {
    const { url } = await open();
    const { worker } = await startWorker(url);
    await expect.poll(() => listeners(url)).toHaveLength(1);
    const { queue } = sender(url);
    const pushed = async () => {
      const before = worker.calls.length;
      await queue.push([due()]);
      await expect.poll(() => worker.calls.length, { timeout: 2_000 }).toBeGreaterThan(before);
    };
    await pushed();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
    cleanups.push(async () => vi.useRealTimers());
    await pushed();
  });

  it('are few however many are pushed', async () => {
    const { url } = await open();
    const { worker } = await startWorker(url);
    await expect.poll(() => listeners(url)).toHaveLength(1);
    await expect.poll(() => worker.calls.length).toBeGreaterThan(0);
    const { queue } = sender(url);
    const before = worker.calls.length;
    for (let pushed = 0; pushed < 500; pushed += 1) await queue.push([due()]);
    await expect.poll(() => worker.calls.length, { timeout: 1_000 }).toBeGreaterThan(before);
    expect(worker.calls.length - before).toBeLessThan(50);
  });

  it('leave it to other commits whether they wait for the disk', async () => {
    const { url, close } = await serverDatabase();
    cleanups.push(close);
    const one = new pg.Pool({ connectionString: url, max: 1 });
    cleanups.push(() => one.end());
    const { worker } = await startWorker(url);
    for (const notifyInTransaction of [false, true]) {
      const { queue } = postgres({ pool: one, listen: false, notifyInTransaction });
      const client = await one.connect();
      await client.query('begin');
      await queue.push([due()], client);
      const inTransaction = await client.query('show synchronous_commit');
      await client.query('commit');
      client.release();
      worker.calls = [];
      await queue.push([due()]);
      await expect.poll(() => worker.calls.length).toBeGreaterThan(0);
      const after = await one.query('show synchronous_commit');
      expect([...inTransaction.rows, ...after.rows]).toEqual([
        { synchronous_commit: 'on' },
        { synchronous_commit: 'on' },
      ]);
    }
  });

  it('tell of a later time, too', async () => {
    const { url } = await open();
    const { worker } = await startWorker(url);
    await expect.poll(() => listeners(url)).toHaveLength(1);
    const { queue } = sender(url);
    const dueAt = new Date(Date.now() + 700);
    await queue.push([due({ dueAt })]);
    await expect.poll(() => worker.calls.some((call) => call >= dueAt.getTime())).toBe(true);
    const [first = 0] = worker.calls.filter((call) => call >= dueAt.getTime());
    expect(first - dueAt.getTime()).toBeLessThan(1_000);
  });

  it('come with the commit of a host’s transaction, and never with its roll-back, where that is wanted', async () => {
    const { url, transaction } = await open();
    const { worker } = await startWorker(url);
    await expect.poll(() => listeners(url)).toHaveLength(1);
    await expect.poll(() => worker.calls.length).toBeGreaterThan(0);
    const { queue } = sender(url, { notifyInTransaction: true });
    const before = worker.calls.length;
    const failure = new Error('the host rolls back');
    const rolledBack = transaction(async (tx) => {
      await queue.push([due()], tx);
      throw failure;
    });
    await assert.rejects(rolledBack, (error) => error === failure);
    await transaction(async (tx) => {
      await queue.push([due()], tx);
      expect(worker.calls.length).toBe(before);
    });
    await expect.poll(() => worker.calls.length, { timeout: 1_000 }).toBe(before + 1);
  });
});

describe('the connection that listens', () => {
  it('is opened anew when it is terminated', async () => {
    const { url, query } = await open();
    const { worker, faults } = await startWorker(url);
    await expect.poll(() => listeners(url)).toHaveLength(1);
    const [pid] = await listeners(url);
    await query('select pg_terminate_backend($1)', [pid]);
    await expect
      .poll(async () => (await listeners(url)).filter((one) => one !== pid), { timeout: 5_000 })
      .toHaveLength(1);
    expect(faults).toContain('listening for wake-ups');
    const { queue } = sender(url);
    await wakes(worker, () => queue.push([due()]));
  });

  it('is opened anew when the server was away', async () => {
    const server = await startServer();
    cleanups.push(() => server.remove());
    const { worker } = await startWorker(server.url);
    await expect.poll(() => listeners(server.url)).toHaveLength(1);
    await server.stop();
    await server.start();
    await expect.poll(() => listeners(server.url), { timeout: 15_000 }).toHaveLength(1);
    const { queue } = sender(server.url);
    await wakes(worker, () => queue.push([due()]));
  });

  it('is not opened where LISTEN cannot work: polling finds what is due', async () => {
    const { url } = await open();
    const { worker } = await startWorker(url, { listen: false, pollMs: 50 });
    await expect.poll(() => worker.calls.length).toBeGreaterThan(3);
    expect(await listeners(url)).toEqual([]);
  });

  it('is given up when the last worker stops', async () => {
    const { url, pool } = await open();
    const { queue, close } = postgres({ pool, pollMs: rarely });
    const [first, second] = [
      await queue.start(new CountingWorker()),
      await queue.start(new CountingWorker()),
    ];
    await expect.poll(() => listeners(url)).toHaveLength(1);
    await first();
    expect(await listeners(url)).toHaveLength(1);
    await second();
    await expect.poll(() => listeners(url)).toEqual([]);
    await close();
  });
});

describe('polling', () => {
  it('goes on while a worker is started, and no longer', async () => {
    const { url } = await open();
    const { queue, close } = postgres({ connectionString: url, pollMs: 50, listen: false });
    const worker = new CountingWorker();
    const stop = await queue.start(worker);
    await expect.poll(() => worker.calls.length, { timeout: 5_000 }).toBeGreaterThan(3);
    await stop();
    const { length } = worker.calls;
    await setTimeout(200);
    expect(worker.calls.length).toBe(length);
    await close();
  });
});
