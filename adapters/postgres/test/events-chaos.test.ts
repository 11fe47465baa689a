import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { memoryTransport } from '@postern/memory';
import { Messaging } from 'postern';
import { isFinal } from 'postern/adapter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgres } from '../src/index.ts';
import { serverDatabase } from './support/databases.ts';
import type { EventsRole } from './support/events-process.ts';
import { type FailingReceiver, failingReceiver } from './support/failing-receiver.ts';

const script = fileURLToPath(new URL('support/events-process.ts', import.meta.url));
const messages = 200;
const roles: readonly EventsRole[] = ['worker', 'function', 'function'];
/** Each kills one process, and stops another for longer than its leases. */
const disturbances = 4;
const frozenMs = 1_500;

describe('a subscriber and a webhook that fail at random, in processes that are killed and frozen', () => {
  let database: Awaited<ReturnType<typeof serverDatabase>>;
  let receiver: FailingReceiver;
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    database = await serverDatabase();
    receiver = await failingReceiver();
    await database.query('create table handed (message text)');
    await database.query(
      'create table seen (number bigserial, event text, message text, type text, attempt int)',
    );
  });
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    receiver.close();
    await database.close();
  });

  const start = async (place: number) => {
    const child = fork(script, [roles[place] ?? '', database.url], {
      execArgv: ['--import', 'tsx', '--conditions=@postern/source'],
    });
    running[place] = child;
    await Promise.race([once(child, 'message'), once(child, 'exit')]);
    expect(child.exitCode, 'it has begun').toBeNull();
  };

  it('miss no event, get none of a message before those that were before it, and no message is lost or sent twice', {
    timeout: 180_000,
  }, async () => {
    const { storage, queue, close } = postgres(database.source);
    const messaging = new Messaging({
      ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), storage, queue },
      sms: memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } }),
      webhookOptions: { allowHttp: true, allowPrivateAddresses: true },
    });
    const made = await messaging.webhooks.create({ url: receiver.url });
    receiver.secret = made.secret;
    await Promise.all(roles.map((_, place) => start(place)));

    const sent: string[] = [];
    const sending = (async () => {
      while (sent.length < messages) {
        const { id } = await messaging.sms.send({
          to: { address: '+447400123456' },
          text: `Message ${sent.length}`,
        });
        sent.push(id);
        const earlier = sent.at(-20);
        if (earlier && (await messaging.sms.get(earlier)).status === 'sent')
          await messaging.report({ messageId: earlier, type: 'delivered', at: new Date() });
      }
    })();
    for (let turn = 0; turn < disturbances; turn += 1) {
      const before = receiver.counts.posts;
      // In the middle of it, as long as there is something left to post.
      await expect
        .poll(() => receiver.counts.posts > before || receiver.told.size === messages, { timeout: 60_000 })
        .toBe(true);
      await pause(Math.random() * 200);
      const [victim, frozen] = [turn % roles.length, (turn + 1) % roles.length];
      running[frozen]?.kill('SIGSTOP');
      const thawed = pause(frozenMs).then(() => running[frozen]?.kill('SIGCONT'));
      running[victim]?.kill('SIGKILL');
      await Promise.all([start(victim), thawed]);
    }
    await sending;

    const left = async () => {
      const names = (await storage.subscriptions.list()).map(({ name }) => name);
      expect(names).toHaveLength(2);
      // What failed is let go again, since nobody here waits for hours.
      for (const name of names) await storage.subscriptions.retry(name);
      const [row] = await database.query(
        'select (select count(*) from postern.message_job) + (select count(*) from postern.event_due) as count',
      );
      return Number(row?.count);
    };
    await expect.poll(left, { timeout: 90_000, interval: 300 }).toBe(0);

    const seen = new Map<string, string[]>();
    const known = new Set<unknown>();
    const tally = { events: 0, seenAgain: 0, sent: 0, unknown: 0, lost: 0, retries: 0, delivered: 0 };
    for (const row of await database.query(
      'select event, message, type, attempt from seen order by number',
    )) {
      const { event, message, type, attempt } = row;
      if (known.has(event)) tally.seenAgain += 1;
      else seen.set(String(message), [...(seen.get(String(message)) ?? []), `${type} ${attempt}`]);
      known.add(event);
    }
    const handed = new Map(
      (await database.query('select message, count(*) from handed group by message')).map((row) => [
        row.message,
        Number(row.count),
      ]),
    );
    expect(new Set(sent).size).toBe(messages);
    for (const id of sent) {
      const message = await storage.messages.find({ site: 'acme', id });
      const events = message?.events ?? [];
      expect(seen.get(id), `${id} at the subscriber`).toEqual(
        events.map(({ type, attempt }) => `${type} ${attempt}`),
      );
      expect(receiver.told.get(id), `${id} at the webhook`).toEqual(
        events.map(({ type }) => `message.${type}`),
      );
      expect(message && isFinal(message.status), `${id} has ended`).toBe(true);
      // An SMS whose hand-over may have been taken is held, and goes no second time.
      const atMost = handed.get(id) ?? 0;
      expect(atMost, `${id} was handed over once at most`).toBeLessThanOrEqual(1);
      const { length: lost } = events.filter(({ type }) => type === 'lost' || type === 'unknown');
      if (lost === 0) expect(atMost, `${id} was handed over`).toBe(1);
      tally.events += events.length;
      tally.sent += message?.status === 'unknown' ? 0 : 1;
      tally.unknown += message?.status === 'unknown' ? 1 : 0;
      tally.delivered += message?.status === 'delivered' ? 1 : 0;
      tally.lost += events.filter(({ type }) => type === 'lost').length;
      tally.retries += events.filter(({ type }) => type === 'retry').length;
    }
    expect(receiver.counts.unsigned).toBe(0);
    expect(tally.seenAgain).toBeGreaterThan(0);
    expect(receiver.counts.repeated).toBeGreaterThan(0);
    process.stdout.write(`chaos of events: ${JSON.stringify({ ...tally, webhook: receiver.counts })}\n`);
    await close();
  });
});
