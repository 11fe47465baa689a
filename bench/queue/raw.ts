import { openPool } from '../shared/pool.ts';
import { type Design, historyBulk, historyTable, insertHistory, markSent, rowQuery } from './design.ts';

/** No engine: what plain statements reach. The history row is inserted; a narrow job row is claimed and deleted in batches of 500. */
export function rawDesign(url: string): Design {
  const pool = openPool(url, 20);
  const both = `with history as (${insertHistory}) insert into job (id) select $1`;
  const claim = {
    name: 'claim',
    text: `delete from job where id = any (array(
      select id from job where due_at <= now() order by due_at limit 500 for update skip locked)) returning id`,
  };
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
    send: (message) => pool.query(rowQuery('send', both, message)),
    sendWithin: (client, message) => client.query(rowQuery('send', both, message)),
    // The limit for many at once is the multi-row INSERT of the history alone.
    sendBulk: (messages) => pool.query(historyBulk(messages)),
    async fill(messages) {
      await pool.query(historyBulk(messages));
      await pool.query('insert into job (id) select unnest($1::text[])', [messages.map(({ id }) => id)]);
    },
    async work(onDone, onHanded) {
      let stopped = false;
      const loop = async () => {
        while (!stopped) {
          const { rows } = await pool.query(claim);
          if (rows.length === 0) {
            await new Promise((resolve) => setTimeout(resolve, 1));
            continue;
          }
          const ids = rows.map(({ id }) => id as string);
          for (const id of ids) onHanded(id);
          await pool.query(markSent(ids));
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
