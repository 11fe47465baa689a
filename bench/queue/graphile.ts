import { Logger, run, runMigrations } from 'graphile-worker';
import { openPool } from '../shared/pool.ts';
import {
  type BenchMessage,
  type Design,
  gathered,
  historyBulk,
  historyTable,
  insertHistory,
  inTransaction,
  markSent,
  rowQuery,
} from './design.ts';

const logger = new Logger(() => () => undefined);

/** A history row and graphile-worker, whose jobs are added in the same statement. Its faster settings: a local queue, completion in batches. */
export function graphileDesign(url: string): Design {
  const pool = openPool(url, 20);
  const addJob = `select graphile_worker.add_job('send', json_build_object('id', $1::text))`;
  const addJobs = `select graphile_worker.add_jobs(array(select json_populate_recordset(null::graphile_worker.job_spec, $1::json)), false)`;
  const both = `with history as (${insertHistory}) ${addJob}`;
  return {
    name: 'graphile-worker',
    async prepare() {
      await pool.query(historyTable);
      await runMigrations({ pgPool: pool, logger });
    },
    async reset() {
      await pool.query('truncate history; truncate graphile_worker._private_jobs');
    },
    send: (message) => pool.query(rowQuery('send', both, message)),
    sendWithin: (client, message) => client.query(rowQuery('send', both, message)),
    sendBulk: (messages) =>
      inTransaction(pool, async (client) => {
        await client.query(historyBulk(messages));
        const specs = messages.map(({ id }) => ({ identifier: 'send', payload: { id } }));
        await client.query({ name: 'add-jobs', text: addJobs, values: [JSON.stringify(specs)] });
      }),
    async work(onDone, onHanded) {
      const sent = gathered(async (ids) => {
        await pool.query(markSent(ids));
        onDone(ids.length);
      });
      const runner = await run({
        pgPool: pool,
        logger,
        noHandleSignals: true,
        preset: {
          worker: {
            concurrentJobs: 500,
            localQueue: { size: 500 },
            completeJobBatchDelay: 0,
            failJobBatchDelay: 0,
          },
        },
        taskList: {
          send: async (payload) => {
            const { id } = payload as Pick<BenchMessage, 'id'>;
            onHanded(id);
            await sent(id);
          },
        },
      });
      return () => runner.stop();
    },
    close: () => pool.end(),
  };
}
