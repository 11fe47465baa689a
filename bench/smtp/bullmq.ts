import { Queue, Worker } from 'bullmq';
import { gathered, historyBulk, historyTable, markSent } from '../queue/design.ts';
import { openPool } from '../shared/pool.ts';
import { atOnce, type Mail, type Mailing, type Place } from './mailing.ts';
import { pooled, sendBy } from './nodemailer.ts';

/** What services often have: a history row, a job in Redis with the mail, nodemailer in the worker. What was sent is written in batches. */
export function bullmqMailing(place: Place, signatures: number): Mailing {
  const pool = openPool(place.databaseUrl, 20);
  const connection = { host: '127.0.0.1', port: place.redisPort, maxRetriesPerRequest: null };
  const queue = new Queue<Mail>('mails', { connection, defaultJobOptions: { removeOnComplete: true } });
  // A server that is gone is told by what waits for it.
  queue.on('error', () => undefined);
  return {
    async prepare() {
      await pool.query(historyTable);
    },
    async enqueue(mails) {
      for (let first = 0; first < mails.length; first += 500) {
        const batch = mails.slice(first, first + 500);
        await pool.query(historyBulk(batch.map((mail) => ({ ...mail, body: mail.text }))));
        await queue.addBulk(batch.map((data) => ({ name: 'mail', data })));
      }
    },
    work: () => async (onDone) => {
      const transporter = pooled(place, signatures);
      const sent = gathered(async (ids) => {
        await pool.query(markSent(ids));
        onDone(ids.length);
      });
      const send = async ({ data }: { readonly data: Mail }) => {
        await sendBy(transporter, data);
        await sent(data.id);
      };
      const worker = new Worker<Mail>('mails', send, { connection, concurrency: atOnce });
      worker.on('error', () => undefined);
      await worker.waitUntilReady();
      return async () => {
        await worker.close();
        transporter.close();
      };
    },
    async close() {
      await queue.close();
      await pool.end();
    },
  };
}
