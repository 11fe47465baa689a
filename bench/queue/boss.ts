import type { EventEmitter } from 'node:events';
import type pg from 'pg';
import { openPool } from '../shared/pool.ts';
import {
  type BenchMessage,
  type Design,
  historyBulk,
  historyTable,
  insertHistory,
  inTransaction,
  markSent,
  rowQuery,
} from './design.ts';

interface Db {
  executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}
interface Job {
  readonly data: { readonly id: string };
}

/** What this bench asks of pg-boss, in the versions for Node 20 (10) and the newest. */
interface Boss extends EventEmitter {
  start(): Promise<unknown>;
  stop(options: object): Promise<void>;
  createQueue(name: string, options?: object): Promise<void>;
  send(name: string, data: object, options: { readonly db: Db }): Promise<unknown>;
  insert(...jobs: readonly unknown[]): Promise<unknown>;
  work(name: string, options: object, run: (jobs: readonly Job[]) => Promise<void>): Promise<string>;
}

/** What has changed since. */
interface Version {
  readonly Boss: new (options: object) => Boss;
  readonly instance: object;
  readonly queue: object;
  readonly worker: object;
  insert(boss: Boss, ids: readonly string[], db: Db): Promise<unknown>;
}

const queue = 'send';

/** A worker fetches again at once where a batch was full, and is woken by NOTIFY: neither is in the older ones. */
async function versionOf(): Promise<Version> {
  const loaded: object = await import('pg-boss');
  if ('PgBoss' in loaded)
    return {
      Boss: loaded.PgBoss as Version['Boss'],
      instance: { useListenNotify: true },
      queue: { notify: true },
      worker: { burstWhenBatchFull: true },
      insert: (boss, ids, db) =>
        boss.insert(
          queue,
          ids.map((id) => ({ data: { id } })),
          { db },
        ),
    };
  return {
    Boss: Reflect.get(loaded, 'default') as Version['Boss'],
    ...{ instance: {}, queue: {}, worker: {} },
    insert: (boss, ids, db) =>
      boss.insert(
        ids.map((id) => ({ name: queue, data: { id } })),
        { db },
      ),
  };
}

/** A history row and pg-boss in one transaction; its workers take batches of 500 and end each whole. */
export function bossDesign(url: string): Design {
  const pool = openPool(url, 20);
  let started: Promise<{ boss: Boss; version: Version }> | undefined;
  const begin = async () => {
    const version = await versionOf();
    const options = { connectionString: url, max: 10, supervise: false, schedule: false };
    const boss = new version.Boss(Object.assign(options, version.instance));
    boss.on('error', () => undefined);
    await boss.start();
    return { boss, version };
  };
  const ready = () => {
    started ??= begin();
    return started;
  };
  const dbOf = (client: pg.PoolClient): Db => ({
    executeSql: (text, values) => client.query(text, values),
  });
  const sendWithin = async (client: pg.PoolClient, message: BenchMessage) => {
    const { boss } = await ready();
    await client.query(rowQuery('send', insertHistory, message));
    await boss.send(queue, { id: message.id }, { db: dbOf(client) });
  };
  return {
    name: 'pg-boss',
    async prepare() {
      await pool.query(historyTable);
      const { boss, version } = await ready();
      await boss.createQueue(queue, version.queue);
    },
    async reset() {
      await pool.query('truncate history; truncate pgboss.job');
    },
    send: (message) => inTransaction(pool, (client) => sendWithin(client, message)),
    sendWithin,
    sendBulk: (messages) =>
      inTransaction(pool, async (client) => {
        const { boss, version } = await ready();
        await client.query(historyBulk(messages));
        await version.insert(
          boss,
          messages.map(({ id }) => id),
          dbOf(client),
        );
      }),
    async work(onDone, onHanded) {
      const { boss, version } = await ready();
      // Half a second is the shortest it polls; several workers take turns.
      const options = Object.assign({ batchSize: 500, pollingIntervalSeconds: 0.5 }, version.worker);
      for (let worker = 0; worker < 4; worker += 1) {
        await boss.work(queue, options, async (jobs) => {
          const ids = jobs.map(({ data }) => data.id);
          for (const id of ids) onHanded(id);
          await pool.query(markSent(ids));
          onDone(ids.length);
        });
      }
      return () => boss.stop({ graceful: false });
    },
    async close() {
      if (started) await (await started).boss.stop({ graceful: false, wait: true });
      await pool.end();
    },
  };
}
