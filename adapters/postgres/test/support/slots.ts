import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { memoryTransport } from '@postern/memory';
import { Messaging } from 'postern';
import { expect } from 'vitest';
import { postgres } from '../../src/index.ts';
import { serverDatabase } from './databases.ts';
import type { SlotsRole } from './slots-worker.ts';

const script = fileURLToPath(new URL('./slots-worker.ts', import.meta.url));
const soon = { timeout: 60_000, interval: 20 };

/** A provider that knows what is under way with it, over all processes: from the request to the answer, or until the connection is gone. */
interface CountingProvider {
  readonly url: string;
  /** Holds requests from now on, or answers those that it holds, and others after a moment. */
  hold(on: boolean): void;
  readonly underWay: number;
  /** The most there ever were at once. */
  readonly most: number;
  /** How often each message was taken, by id. */
  readonly taken: ReadonlyMap<string, number>;
}

export interface SlotsTest {
  readonly provider: CountingProvider;
  /** Records messages that wait from now on. */
  send(count: number): Promise<void>;
  /** A worker process that has started. */
  start(role: Omit<SlotsRole, 'url' | 'provider'>): Promise<ChildProcess>;
  /** Lets a worker stop as `messaging.stop()` does, and end. */
  stop(worker: ChildProcess): Promise<void>;
  /** How many have been sent. */
  sent(): Promise<number>;
  /** When the last lease of a message ends, in ms; 0 where none is claimed. */
  leaseEnd(): Promise<number>;
}

async function startProvider(cleanups: (() => Promise<unknown>)[]): Promise<CountingProvider> {
  const underWay = new Set<ServerResponse>();
  const taken = new Map<string, number>();
  let [holding, most] = [false, 0];
  const answer = (response: ServerResponse) => {
    // Before the answer leaves: whoever reads it may begin the next.
    underWay.delete(response);
    response.end();
  };
  const server = createServer(async (request, response) => {
    underWay.add(response);
    most = Math.max(most, underWay.size);
    response.once('close', () => underWay.delete(response));
    const id = String(Buffer.concat(await request.toArray()));
    taken.set(id, (taken.get(id) ?? 0) + 1);
    if (!holding) setTimeout(answer, 5 + Math.random() * 20, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  cleanups.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    hold(on) {
      holding = on;
      if (!on) for (const response of underWay) answer(response);
    },
    get underWay() {
      return underWay.size;
    },
    get most() {
      return most;
    },
    taken,
  };
}

/** One database, one provider, and worker processes that share both. */
export async function openSlots(cleanups: (() => Promise<unknown>)[]): Promise<SlotsTest> {
  const database = await serverDatabase();
  cleanups.push(() => database.close());
  const provider = await startProvider(cleanups);
  const { storage, queue, close } = postgres(database.source);
  cleanups.push(close);
  const messaging = new Messaging({
    ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), storage, queue },
    sms: memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } }),
  });
  return {
    provider,
    async send(count) {
      const inputs = Array.from({ length: count }, (_, n) => ({
        to: { address: '+447400123456' },
        text: `Message ${n}`,
      }));
      await messaging.sms.sendMany(inputs);
    },
    async start(role) {
      const argument = JSON.stringify({ ...role, url: database.url, provider: provider.url });
      const worker = fork(script, [argument], {
        execArgv: ['--import', 'tsx', '--conditions=@postern/source'],
      });
      cleanups.push(async () => worker.kill('SIGKILL'));
      await once(worker, 'message');
      return worker;
    },
    async stop(worker) {
      const ended = once(worker, 'exit');
      worker.send('stop');
      await ended;
    },
    async sent() {
      const [row] = await database.query(
        "select count(*)::int as sent from postern.message where status = 'sent'",
      );
      return Number(row?.sent);
    },
    async leaseEnd() {
      const [row] = await database.query('select max(lease_until) as until from postern.message_job');
      return row?.until instanceof Date ? row.until.getTime() : 0;
    },
  };
}

/** Two processes, of which each would take three, at a provider that takes four. */
export async function keepTogether(test: SlotsTest, redis?: string): Promise<void> {
  const { provider } = test;
  await test.send(120);
  const role = { ...{ maxConcurrent: 4, concurrency: 3, leaseMs: 5_000 }, ...(redis ? { redis } : {}) };
  provider.hold(true);
  const workers = await Promise.all([test.start(role), test.start(role)]);
  await expect.poll(() => provider.underWay, soon).toBe(4);
  provider.hold(false);
  await expect.poll(test.sent, soon).toBe(120);
  expect(provider.most).toBe(4);
  expect([...provider.taken.values()]).toEqual(Array(120).fill(1));
  for (const worker of workers) await test.stop(worker);
}

/** A process that has all slots and dies; another that waits for them. */
export async function outlive(test: SlotsTest, redis?: string): Promise<void> {
  const { provider } = test;
  const role = { ...{ maxConcurrent: 3, concurrency: 3, leaseMs: 1_500 }, ...(redis ? { redis } : {}) };
  provider.hold(true);
  await test.send(20);
  const dying = await test.start(role);
  await expect.poll(() => provider.underWay, soon).toBe(3);
  const heir = await test.start(role);
  // Renewed until well after its first lease is over, and nothing goes beside it.
  const first = await test.leaseEnd();
  await expect.poll(test.leaseEnd, soon).toBeGreaterThan(first + 2 * role.leaseMs);
  expect(provider.taken.size).toBe(3);
  dying.kill('SIGKILL');
  await expect.poll(() => provider.underWay, soon).toBe(0);
  provider.hold(false);
  await expect.poll(test.sent, soon).toBe(20);
  expect(provider.most).toBe(3);
  // Those that the other died with went twice, as their policy says.
  expect([...provider.taken.values()].filter((times) => times > 1)).toHaveLength(3);
  await test.stop(heir);
}
