import { postgres } from '@postern/postgres';
import { openPool } from '../shared/pool.ts';
import { quantile } from '../shared/rounds.ts';
import { startBenchServer } from '../shared/server.ts';
import { writeSuppressions } from './write-suppressions.ts';

const rows = Number(process.argv[2] ?? 1_000_000);
const runs = 100;
const site = 'acme';

const server = await startBenchServer();
try {
  const pool = openPool(await server.create('suppressions'), 4);
  const { storage, migrate, close } = postgres({ pool });
  await migrate();
  await writeSuppressions(pool, site, rows);
  const page = { site, channel: 'email', limit: 51 } as const;
  const middle = {
    at: new Date(Date.now() - 200 * 86_400_000),
    address: 'someone5@example.com',
    reason: 'bounced',
  } as const;
  const asked = {
    'first page': page,
    'first page, complained (few, old)': { ...page, reasons: ['complained'] },
    'first page, opted_out': { ...page, reasons: ['opted_out'] },
    'first page, manual (none)': { ...page, reasons: ['manual'] },
    'page in the middle': { ...page, before: middle },
    'page in the middle, bounced or complained': {
      ...page,
      before: middle,
      reasons: ['bounced', 'complained'],
    },
  } as const;
  console.log(
    `${rows} entries, ${rows / 10} opt-outs of a topic\n\n| page of 50 | median ms | 95 % |\n|---|--:|--:|`,
  );
  for (const [what, query] of Object.entries(asked)) {
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const began = performance.now();
      await storage.suppressions.list(query);
      times.push(performance.now() - began);
    }
    console.log(`| ${what} | ${quantile(times, 0.5).toFixed(1)} | ${quantile(times, 0.95).toFixed(1)} |`);
  }
  await close();
  await pool.end();
} finally {
  await server.stop();
}
