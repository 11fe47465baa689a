import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { isFinal, type MessageDetail } from 'postern/adapter';
import { expect } from 'vitest';
import { postgres } from '../../src/index.ts';
import type { ChaosRole } from './chaos-process.ts';
import { withClient } from './databases.ts';
import { startDroppingSmtp } from './dropping-smtp.ts';
import { startServer, type TestServer } from './server.ts';

const messages = 5_600;
const workers = 3;
const disturbances = { kills: 12, cuts: 5, restarts: 2 };

/** What a chaos test is made of besides the database, the mail server and the processes. */
export interface ChaosPlan {
  /** How processes reach the server; without it as it is. */
  readonly reach?: (server: TestServer, cleanups: Cleanups) => Promise<Omit<ChaosRole, 'role' | 'smtpPort'>>;
  /** What is done besides, and how often, spread over the run. */
  readonly more?: readonly Disturbance[];
}

/** Run in the end, the last first. */
export type Cleanups = (() => Promise<unknown>)[];

interface Disturbance {
  readonly times: number;
  readonly run: () => Promise<unknown>;
}

function startProcess(cleanups: Cleanups, role: ChaosRole): ChildProcess {
  const script = fileURLToPath(new URL('./chaos-process.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=@postern/source', script, JSON.stringify(role)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  cleanups.push(async () => child.kill('SIGKILL'));
  return child;
}

async function prepare(url: string): Promise<void> {
  const { migrate, storage, close } = postgres({ connectionString: url });
  await migrate();
  const now = new Date();
  await storage.senders.insert({
    ...{ id: 'snd_1', site: 'acme', channel: 'email', kind: 'address', revision: 1 },
    ...{ key: 'default', byDefault: true },
    ...{ name: 'Acme', address: 'hello@acme.example', domain: 'acme.example' },
    ...{ createdAt: now, addressValidatedAt: now, domainValidatedAt: now },
  });
  await withClient(url, (client) => client.query('create table invoice (id int primary key)'));
  await close();
}

/** What the sender tells. */
function follow(sender: ChildProcess) {
  const accepted = new Set<string>();
  const takenBack = new Set<string>();
  if (!sender.stdout) throw new Error('the sender has no output');
  createInterface({ input: sender.stdout }).on('line', (line) => {
    const [what, id = ''] = line.split(' ');
    if (what === 'accepted') accepted.add(id);
    if (what === 'taken-back') takenBack.add(id);
  });
  return { accepted, takenBack, done: once(sender, 'exit') };
}

/** Resolves a moment after a worker said that it has started: killed sooner it would have had nothing in flight. */
async function begun(worker: ChildProcess): Promise<void> {
  if (worker.stdout && !worker.stdout.readableDidRead) await once(worker.stdout, 'data');
  await pause(200);
}

/** Kills workers, cuts connections and restarts the server, in turn, until each was done as often as planned. */
async function disturb(
  server: TestServer,
  { start, more }: { readonly start: () => ChildProcess; readonly more: readonly Disturbance[] },
): Promise<void> {
  const running = Array.from({ length: workers }, start);
  const cut = () =>
    withClient(server.url, (client) =>
      client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename is not null',
      ),
    );
  const kill = async (turn: number) => {
    const victim = running[turn % workers];
    if (victim) await begun(victim);
    victim?.kill('SIGKILL');
    running[turn % workers] = start();
  };
  const restart = async () => {
    await server.stop();
    await server.start();
  };
  const steps = [
    ...Array.from({ length: disturbances.kills }, (_, turn) => ({
      at: turn / disturbances.kills,
      run: () => kill(turn),
    })),
    ...Array.from({ length: disturbances.cuts }, (_, turn) => ({
      at: turn / disturbances.cuts + 0.07,
      run: cut,
    })),
    ...Array.from({ length: disturbances.restarts }, (_, turn) => ({
      at: (turn + 0.5) / disturbances.restarts,
      run: restart,
    })),
    ...more.flatMap(({ times, run }) =>
      Array.from({ length: times }, (_, turn) => ({ at: (turn + 0.3) / times, run })),
    ),
  ].sort((a, b) => a.at - b.at);
  for (const { run } of steps) {
    await pause(600);
    await run();
  }
}

/** Hand-overs that the record itself declares as possibly taken without our knowing. */
function unsureHandOvers({ events }: MessageDetail): number {
  return events.filter(({ type }) => type === 'lost' || type === 'unknown').length;
}

/** Ends every accepted message, and sends none twice without saying so, whatever is done to the processes and servers. */
export async function runChaos(cleanups: Cleanups, plan: ChaosPlan = {}): Promise<void> {
  const began = performance.now();
  const server = await startServer();
  cleanups.push(() => server.remove());
  const smtp = await startDroppingSmtp(0.01);
  cleanups.push(() => smtp.close());
  await prepare(server.url);
  const reach = (await plan.reach?.(server, cleanups)) ?? { url: server.url };
  const start = (role: ChaosRole['role']) => startProcess(cleanups, { ...reach, role, smtpPort: smtp.port });

  const { accepted, takenBack, done } = follow(start('sender'));
  await disturb(server, { start: () => start('worker'), more: plan.more ?? [] });
  await done;
  const pool = new pg.Pool({ connectionString: server.url });
  pool.on('error', () => undefined);
  cleanups.push(() => pool.end());
  const waiting = async () => {
    const { rows } = await pool.query('select count(*)::int as count from postern.message_job');
    return rows[0].count;
  };
  await expect.poll(waiting, { timeout: 90_000, interval: 250 }).toBe(0);
  const seconds = (performance.now() - began) / 1000;

  const { storage } = postgres({ pool });
  const tally = { sent: 0, resent: 0, twice: 0, lost: 0, unknown: 0 };
  const details = new Map<string, MessageDetail | undefined>();
  const unread = accepted.values();
  const read = async () => {
    for (const id of unread) details.set(id, await storage.messages.find({ site: 'acme', id }));
  };
  await Promise.all(Array.from({ length: 8 }, read));
  for (const [id, detail] of details) {
    expect(detail && isFinal(detail.status), `${id} has ended`).toBe(true);
    if (!detail) continue;
    const taken = smtp.taken.get(id) ?? 0;
    if (detail.status === 'sent') expect(taken, `${id} is in the log of the mail server`).toBeGreaterThan(0);
    expect(taken, `${id} was handed over no more often than the record says`).toBeLessThanOrEqual(
      unsureHandOvers(detail) + 1,
    );
    tally.sent += detail.status === 'sent' ? 1 : 0;
    tally.unknown += detail.status === 'unknown' ? 1 : 0;
    tally.lost += detail.events.filter(({ type }) => type === 'lost').length;
    tally.resent += unsureHandOvers(detail) > 0 ? 1 : 0;
    tally.twice += taken > 1 ? 1 : 0;
  }
  // What was taken back, or never accepted, was never sent.
  for (const id of takenBack) expect(smtp.taken.has(id)).toBe(false);
  for (const id of smtp.taken.keys()) expect(accepted.has(id), `${id} was accepted`).toBe(true);
  const { rows } = await pool.query(
    'select status, count(*)::int as count from postern.message group by status',
  );
  const { counts } = await storage.messages.counts('acme', 'email');
  for (const { status, count } of rows) expect(counts[status as keyof typeof counts]).toBe(count);
  expect(accepted.size + takenBack.size).toBe(messages);
  expect(accepted.size).toBeGreaterThanOrEqual(5_000);

  process.stdout.write(
    `chaos: ${accepted.size} accepted, ${takenBack.size} rolled back, ${tally.sent} sent, ${tally.unknown} unknown; ` +
      `${disturbances.kills} workers killed, ${disturbances.cuts} times all connections cut, ${disturbances.restarts} server restarts, ` +
      `${smtp.dropped.before} + ${smtp.dropped.after} mails dropped before and after they were taken; ` +
      `${tally.lost} leases lost, ${tally.resent} messages declared as unsure, ${tally.twice} of them taken more than once; ` +
      `${seconds.toFixed(0)} s\n`,
  );
}
