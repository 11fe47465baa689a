import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type pg from 'pg';
import { markdown, short } from '../shared/figures.ts';
import { openPool } from '../shared/pool.ts';
import type { Body } from './mails.ts';
import { beginOf, checksum, type Past, writePast } from './past.ts';
import { type Readings, readAll, readingRows } from './reading.ts';
import { Heard, Sender } from './sender.ts';
import { serviceOf } from './service.ts';

/** What is migrated, from which release. */
export interface Migration {
  readonly url: string;
  readonly past: Past;
  readonly bodies: readonly Body[];
  /** Where the release before is built. */
  readonly earlier: string;
  /** Messages a second that are sent meanwhile. */
  readonly perSecond: number;
  readonly told: (what: string) => void;
}

interface Stretch {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

const now = () => performance.timeOrigin + performance.now();

/** Fills the schema of the release before, then brings it up to date while processes go on sending; answers what was seen. */
export async function migrateWhileSending(how: Migration): Promise<string> {
  const { url, past, bodies, perSecond, told } = how;
  const pool = openPool(url, 4);
  const before = await withEarlier(how, async (earlier) => {
    await earlier.migrate();
    await writePast(pool, past, bodies, told);
    told('reading before');
    return readAll(earlier.storage, { times: 50, begin: beginOf(past) });
  });

  const heard = new Heard();
  const stretches: Stretch[] = [];
  const during = async (name: string, run: () => Promise<unknown>) => {
    told(name);
    const from = now();
    await run();
    stretches.push({ name, from, to: now() });
  };
  const service = serviceOf(url, 20);
  await service.prepare();
  const bound = new Date();
  const sum = await checksum(pool, bound);
  const old = await Sender.start(
    join(how.earlier, 'bench', 'sending-process.js'),
    [url, String(perSecond), 'earlier'],
    heard,
  );
  const watching = watch(pool);
  await during('before, the earlier release', () => pause(10_000));
  await during('migrate(), the earlier release sends', () => service.migrate());
  await during('after it', () => pause(10_000));
  const young = await Sender.start(
    new URL('./sending-process.js', import.meta.url),
    [url, String(perSecond), 'later'],
    heard,
  );
  await during('both releases send', () => pause(10_000));
  await during('the earlier one stops', () => old.stop('stop'));
  await during('migrate({ partitions: true })', () => service.migrate({ partitions: true }));
  await during('after it', () => pause(20_000));
  await young.stop('drain');
  const longest = await watching.stop();

  told('counting');
  const counts = [...heard.handed.entries()];
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from postern.message where id = any ($1) and status = 'sent'`,
    [counts.map(([id]) => id)],
  );
  const sumAfter = await checksum(pool, bound);
  told('reading after');
  const after = await readAll(service.storage, { times: 50, begin: beginOf(past) });
  await service.close();
  await pool.end();
  return [
    markdown(
      ['', 's', 'sends', 'a send, ms', 'until handed over', 'a read'],
      stretches.map(({ name, from, to }) => [name, short((to - from) / 1_000), ...heard.during(from, to)]),
    ),
    `p50 / p99 / the longest. ${longest}`,
    `${counts.length} sent or tried again: ${counts.filter(([, times]) => times === 0).length} never handed over, ${counts.filter(([, times]) => times > 1).length} more than once, ${rows[0]?.count} recorded as sent. Past messages ${sum === sumAfter ? 'are as they were' : `differ: ${sum} before, ${sumAfter} after`}. Calls that failed: ${heard.failures.length}${heard.failures.length > 0 ? ` (${[...new Set(heard.failures)].slice(0, 5).join('; ')})` : ''}.`,
    readingTable(before, after),
  ].join('\n\n');
}

function readingTable(before: Readings, after: Readings): string {
  const figures = readingRows([before, after]);
  return markdown(
    ['ms', 'before, p50', 'p95', 'after, p50', 'p95'],
    [...before.keys()].map((kind, index) => [kind, ...(figures[index] ?? []).map(short)]),
  );
}

type Wired = ReturnType<typeof import('@postern/postgres').postgres>;

async function withEarlier<T>({ earlier, url }: Migration, run: (wired: Wired) => Promise<T>): Promise<T> {
  const entry = join(earlier, 'node_modules', '@postern', 'postgres', 'dist', 'index.js');
  const { postgres }: typeof import('@postern/postgres') = await import(pathToFileURL(entry).href);
  const pool = openPool(url, 4);
  const wired = postgres({ pool });
  try {
    return await run(wired);
  } finally {
    await wired.close();
    await pool.end();
  }
}

/** Sees what others wait for, every 20 ms; `stop` answers the longest wait. */
function watch(pool: pg.Pool) {
  const longest = new Map<string, number>();
  const ending = new AbortController();
  const looking = (async () => {
    while (!ending.signal.aborted) {
      const { rows } = await pool.query<{ what: string; ms: number }>(
        `select left(regexp_replace(b.query, '\\s+', ' ', 'g'), 70) as what,
          max(extract(epoch from clock_timestamp() - w.query_start) * 1000)::float8 as ms
        from pg_stat_activity w, unnest(pg_blocking_pids(w.pid)) blocker, pg_stat_activity b
        where w.wait_event_type = 'Lock' and b.pid = blocker group by 1`,
      );
      for (const { what, ms } of rows) longest.set(what, Math.max(ms, longest.get(what) ?? 0));
      await pause(20);
    }
  })();
  return {
    async stop() {
      ending.abort();
      await looking;
      const [first] = [...longest].sort(([, a], [, b]) => b - a);
      return first
        ? `Longest wait for a lock: ${short(first[1])} ms, held by "${first[0]}".`
        : 'Nobody was seen waiting for a lock.';
    },
  };
}
