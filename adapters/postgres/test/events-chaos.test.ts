import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { memoryTransport } from '@postern/memory';
import { Messaging } from 'postern';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgres } from '../src/index.ts';
import { serverDatabase } from './support/databases.ts';

const script = fileURLToPath(new URL('support/subscriber-process.ts', import.meta.url));
const kills = 4;
const perKill = 40;

describe('a subscriber that is killed again and again', () => {
  let database: Awaited<ReturnType<typeof serverDatabase>>;
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    database = await serverDatabase();
    await database.query(
      'create table seen (number bigserial, event text, message text, type text, attempt int)',
    );
  });
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    await database.close();
  });

  const start = async (place: number) => {
    const child = fork(script, [database.url], {
      execArgv: ['--import', 'tsx', '--conditions=@postern/source'],
    });
    running[place] = child;
    await once(child, 'message');
  };

  it('misses no event, and gets none of a message before those that were before it', {
    timeout: 120_000,
  }, async () => {
    const { storage, queue, close } = postgres(database.source);
    const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
    const messaging = new Messaging({
      ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), storage, queue, sms },
    });
    await Promise.all([start(0), start(1)]);
    const sent: string[] = [];
    const send = async () => {
      const { id } = await messaging.sms.send({
        to: { address: '+447400123456' },
        text: `Message ${sent.length}`,
      });
      sent.push(id);
      if (sent.length % 4 === 0) await messaging.report({ messageId: id, type: 'delivered', at: new Date() });
    };
    for (let kill = 0; kill < kills; kill += 1) {
      const victim = running[kill % 2];
      const killed = pause(Math.random() * 400).then(() => victim?.kill('SIGKILL'));
      for (let n = 0; n < perKill; n += 1) await send();
      await killed;
      await start(kill % 2);
    }
    const left = async () => {
      const [row] = await database.query(
        'select (select count(*) from postern.message_job) + (select count(*) from postern.event_due) as count',
      );
      return Number(row?.count);
    };
    await expect.poll(left, { timeout: 60_000, interval: 200 }).toBe(0);

    const seen = new Map<string, string[]>();
    const known = new Set<unknown>();
    let repeated = 0;
    for (const row of await database.query(
      'select event, message, type, attempt from seen order by number',
    )) {
      if (known.has(row.event)) repeated += 1;
      else
        seen.set(String(row.message), [
          ...(seen.get(String(row.message)) ?? []),
          `${row.type} ${row.attempt}`,
        ]);
      known.add(row.event);
    }
    for (const id of sent) {
      const message = await storage.messages.find({ site: 'acme', id });
      expect(seen.get(id), id).toEqual(message?.events.map(({ type, attempt }) => `${type} ${attempt}`));
    }
    expect(sent).toHaveLength(kills * perKill);
    expect(repeated).toBeGreaterThan(0);
    await close();
  });
});
