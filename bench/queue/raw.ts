import pg from 'pg';
import {
  arraysOf,
  type BenchMessage,
  type Design,
  historyTable,
  insertHistory,
  insertHistoryBulk,
  markSent,
  rowOf,
} from './design.ts';

/** No engine: what plain statements reach. The history row is inserted; a narrow job row is claimed and deleted in batches of 500. */
export function rawDesign(url: string): Design {
  const pool = new pg.Pool({ connectionString: url, max: 20 });
  pool.on('error', () => undefined);
  const withJob = (statement: string, ids: string) =>
    `with history as (${statement}) insert into job (id) select ${ids}`;
  return {
    name: 'raw SQL',
    async prepare() {
      await pool.query(historyTable);
      await pool.query('create table job (id text primary key, due_at timestamptz not null default now())');
      await pool.query('create index job_due on job (due_at)');
    },
    async reset() {
      await pool.query('truncate history, job');
    },
    send: (message) => pool.query(withJob(insertHistory, '$1'), rowOf(message)),
    sendWithin: (client, message) => client.query(withJob(insertHistory, '$1'), rowOf(message)),
    // The limit for many at once is the multi-row INSERT of the history alone.
    sendBulk: (messages: readonly BenchMessage[]) => pool.query(insertHistoryBulk, arraysOf(messages)),
    async work(onDone, onHanded) {
      let stopped = false;
      const loop = async () => {
        while (!stopped) {
          const { rows } = await pool.query(`delete from job where id = any (array(
            select id from job where due_at <= now() order by due_at limit 500 for update skip locked)) returning id`);
          if (rows.length === 0) {
            await new Promise((resolve) => setTimeout(resolve, 1));
            continue;
          }
          const ids = rows.map(({ id }) => id as string);
          for (const id of ids) onHanded(id);
          await pool.query(markSent, [ids]);
          onDone(ids.length);
        }
      };
      const running = loop();
      return async () => {
        stopped = true;
        await running;
      };
    },
    close: () => pool.end(),
  };
}
