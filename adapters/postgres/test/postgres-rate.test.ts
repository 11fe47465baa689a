import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { memoryTransport } from '@postern/memory';
import { Messaging } from 'postern';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgres } from '../src/index.ts';
import { serverDatabase } from './support/databases.ts';

const worker = fileURLToPath(new URL('support/rate-worker.ts', import.meta.url));

describe('a rate limit of 10 a second', () => {
  let database: Awaited<ReturnType<typeof serverDatabase>>;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    database = await serverDatabase();
  });
  afterAll(async () => {
    for (const child of children) child.kill();
    await database.close();
  });

  it('is kept by two processes together: 10 ± 1 a second', async () => {
    const { storage, queue, close } = postgres(database.source);
    const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
    const messaging = new Messaging({
      site: { id: 'acme', name: 'Acme' },
      secret: 'x'.repeat(32),
      storage,
      queue,
      sms,
    });
    const count = 60;
    await messaging.sms.sendMany(
      Array.from({ length: count }, (_, n) => ({ to: { address: '+447400123456' }, text: `Message ${n}` })),
    );

    const takenAt: number[] = [];
    const by = new Set<ChildProcess>();
    const done = new Promise<void>((resolve) => {
      for (let n = 0; n < 2; n += 1) {
        const child = fork(worker, [database.url], {
          execArgv: ['--import', 'tsx', '--conditions=@postern/source'],
        });
        children.push(child);
        child.on('message', (at: number) => {
          by.add(child);
          takenAt.push(at);
          if (takenAt.length === count) resolve();
        });
      }
    });
    await done;
    await close();
    takenAt.sort((a, b) => a - b);
    // The second process may start later; over the whole run the pace is what the limit says.
    const seconds = ((takenAt.at(-1) ?? 0) - (takenAt[0] ?? 0)) / 1000;
    const perSecond = (count - 1) / seconds;
    expect(perSecond).toBeGreaterThan(9);
    expect(perSecond).toBeLessThan(11);
    expect(by.size).toBe(2);
  }, 60_000);
});
