import { postgres } from '@postern/postgres';
import type pg from 'pg';
import { Messaging } from 'postern';
import type { NewMessage } from 'postern/adapter';
import { writeHistory } from '../history/write-history.ts';
import { accepting } from '../shared/accepting.ts';
import { openPool } from '../shared/pool.ts';
import type { BenchMessage, Design } from './design.ts';

/** Storage and queue as `send` and `sendMany` use them; the checks of the input, which no engine makes, are left out. */
export function posternDesign(url: string): Design {
  const pool = openPool(url, 20);
  const { storage, queue, migrate, close } = postgres({ pool });

  const send = async (messages: readonly BenchMessage[], tx?: pg.PoolClient) => {
    await storage.messages.insert(messages.map(toMessage), tx ? { tx } : {});
    await queue.push(
      messages.map(({ id }) => ({ id, channel: 'email' })),
      tx,
    );
  };

  return {
    name: 'postern',
    async prepare() {
      await migrate();
    },
    async reset() {
      await truncate(pool, 'message%');
      await truncate(pool, 'search%');
    },
    send: (message) => send([message]),
    sendWithin: (client, message) => send([message], client),
    sendBulk: (messages) => send(messages),
    async unsearched() {
      const { rows } = await pool.query('select count(*)::int as count from postern.message_unsearched');
      return rows[0].count;
    },
    async work(onDone, onHanded) {
      const email = accepting(onHanded);
      const messaging = new Messaging({
        ...{ site: { id: 'acme', name: 'Acme' }, storage, queue, email },
        secret: 'a secret of thirty-two characters',
        delivery: { concurrency: { email: 500 } },
      });
      messaging.on('message.sent', () => onDone(1));
      await messaging.start();
      return () => messaging.stop();
    },
    async close() {
      await close();
      await pool.end();
    },
  };
}

/** The same over a million messages of the past. What waits is removed between two measurements; what was sent stays. */
export function posternWithHistory(url: string): Design {
  const pool = openPool(url, 4);
  const design = posternDesign(url);
  return {
    ...design,
    name: 'postern + history',
    async prepare(rows) {
      await design.prepare(rows);
      await writeHistory(pool, 'acme', rows);
    },
    async reset() {
      await truncate(pool, 'message_job%');
      await truncate(pool, 'message_unsearched%');
    },
    async close() {
      await design.close();
      await pool.end();
    },
  };
}

async function truncate(pool: pg.Pool, names: string): Promise<void> {
  await pool.query(
    `do $$ begin execute (
      select 'truncate ' || string_agg(format('%I.%I', schemaname, tablename), ', ')
      from pg_tables where schemaname = 'postern' and tablename like '${names}' and tablename <> 'message_part'
    ); end $$`,
  );
}

function toMessage({ id, to, subject, body }: BenchMessage): NewMessage {
  return {
    id,
    ...{
      site: 'acme',
      channel: 'email',
      origin: 'sys',
      status: 'queued',
      priority: 'normal',
      confidential: false,
    },
    to: { address: to, consumerId: to },
    sender: { address: 'hello@acme.example' },
    subject,
    preview: body.slice(0, 200),
    createdAt: new Date(),
    content: { subject, text: body },
    fingerprint: id,
  };
}
