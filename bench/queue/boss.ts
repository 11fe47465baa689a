import type pg from 'pg';
import PgBoss from 'pg-boss';
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

const queue = 'send';

/** A history row and pg-boss in one transaction; its worker takes batches of 500 and ends each whole. */
export function bossDesign(url: string): Design {
  const pool = openPool(url, 20);
  const boss = new PgBoss({ connectionString: url, max: 10, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  let started: Promise<unknown> | undefined;
  const ready = () => {
    started ??= boss.start();
    return started;
  };
  const dbOf = (client: pg.PoolClient) => ({
    executeSql: (text: string, values: unknown[]) => client.query(text, values),
  });
  const sendWithin = async (client: pg.PoolClient, message: BenchMessage) => {
    await client.query(rowQuery('send', insertHistory, message));
    await boss.send(queue, { id: message.id }, { db: dbOf(client) });
  };
  return {
    name: 'pg-boss',
    async prepare() {
      await pool.query(historyTable);
      await ready();
      await boss.createQueue(queue);
    },
    async reset() {
      await ready();
      await pool.query('truncate history');
      await boss.purgeQueue(queue);
      await pool.query('truncate pgboss.job');
    },
    send: (message) => inTransaction(pool, (client) => sendWithin(client, message)),
    sendWithin,
    sendBulk: (messages) =>
      inTransaction(pool, async (client) => {
        await client.query(historyBulk(messages));
        const jobs = messages.map(({ id }) => ({ name: queue, data: { id } }));
        await boss.insert(jobs, { db: dbOf(client) });
      }),
    async work(onDone, onHanded) {
      await ready();
      // Half a second is the shortest it polls; several workers take turns.
      const options = { batchSize: 500, pollingIntervalSeconds: 0.5 };
      for (let worker = 0; worker < 4; worker += 1) {
        await boss.work<Pick<BenchMessage, 'id'>>(queue, options, async (jobs) => {
          const ids = jobs.map(({ data }) => data.id);
          for (const id of ids) onHanded(id);
          await pool.query(markSent(ids));
          onDone(ids.length);
        });
      }
      return async () => {
        await boss.stop({ graceful: false });
      };
    },
    async close() {
      if (started) await boss.stop({ graceful: false, wait: true });
      await pool.end();
    },
  };
}
