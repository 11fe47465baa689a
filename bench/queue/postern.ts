import { postgres } from '@postern/postgres';
import pg from 'pg';
import { Messaging, type NewMessage, type Transport } from 'postern';
import type { BenchMessage, Design } from './design.ts';

/** Storage and queue as `send` and `sendMany` use them; the checks of the input, which no engine makes, are left out. */
export function posternDesign(url: string): Design {
  const pool = new pg.Pool({ connectionString: url, max: 20 });
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
      await pool.query('create extension pg_trgm');
      await migrate();
    },
    async reset() {
      await pool.query(
        'truncate postern.message, postern.message_content, postern.message_job, postern.message_event, postern.message_count, postern.message_search, postern.message_unsearched',
      );
    },
    send: (message) => send([message]),
    sendWithin: (client, message) => send([message], client),
    sendBulk: (messages) => send(messages),
    async work(onDone, onHanded) {
      const email: Transport<'email'> = {
        name: 'none',
        channel: 'email',
        capabilities: { handOverTimeoutMs: 30_000 },
        async send({ id }) {
          onHanded(id);
          return { outcome: 'accepted' };
        },
      };
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

function toMessage({ id, to, subject, body }: BenchMessage): NewMessage {
  return {
    id,
    ...{ site: 'acme', channel: 'email', origin: 'sys', status: 'queued', confidential: false },
    to: { address: to, consumerId: to },
    sender: { address: 'hello@acme.example' },
    subject,
    preview: body.slice(0, 200),
    createdAt: new Date(),
    content: { subject, text: body },
    fingerprint: id,
  };
}
