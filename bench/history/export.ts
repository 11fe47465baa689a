import { parseArgs } from 'node:util';
import { memoryTransport } from '@postern/memory';
import { postgres } from '@postern/postgres';
import { Messaging, type StatusCounts } from 'postern';
import { openPool } from '../shared/pool.ts';
import { startBenchServer } from '../shared/server.ts';
import { writeHistory } from './write-history.ts';

/** All of a history as CSV, read as fast as it comes: how long, how large, and what memory it takes meanwhile. Then what counting takes, of what matches and by groups. */
const { values: options } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } });
const rows = Number(options.rows);

const totalOf = (counts: StatusCounts) => Object.values(counts).reduce((sum, count) => sum + count, 0);

const server = await startBenchServer();
try {
  const pool = openPool(await server.create('export'), 10);
  const { storage, queue, migrate, close } = postgres({ pool });
  await migrate();
  await writeHistory(pool, 'acme', rows);
  const messaging = new Messaging({
    ...{ storage, queue, email: memoryTransport({ channel: 'email' }) },
    site: { id: 'acme', name: 'Acme' },
    secret: 'a secret for a bench, long enough for it',
  });
  const began = performance.now();
  let [bytes, lines, most] = [0, 0, 0];
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  for await (const part of messaging.email.export()) {
    bytes += part.byteLength;
    for (const byte of part) if (byte === 10) lines += 1;
    most = Math.max(most, process.memoryUsage().rss - before);
  }
  const seconds = (performance.now() - began) / 1_000;
  console.log(
    `${lines - 1} rows, ${(bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(1)} s; memory grew by ${(most / 1e6).toFixed(0)} MB at most`,
  );
  for (const match of [
    {},
    { status: 'failed' },
    { origin: 'web' },
    { template: 'none' },
    { term: 'a' },
  ] as const) {
    const start = performance.now();
    const { count, more } = await messaging.email.count(match);
    console.log(
      `count(${JSON.stringify(match)}): ${count}${more ? ' or more' : ''} in ${(performance.now() - start).toFixed(0)} ms`,
    );
  }
  for (const by of ['hour', 'template', 'domain'] as const) {
    const yearAgo = new Date(Date.now() - 365 * 86_400_000);
    for (const from of by === 'hour' ? [undefined] : [undefined, yearAgo]) {
      const times: number[] = [];
      let counted = '';
      for (let run = 0; run < 5; run += 1) {
        const start = performance.now();
        const { groups, others, countedBackTo } = await messaging.email.statistics(
          from ? { by, from } : { by },
        );
        times.push(performance.now() - start);
        const messages = [...groups, others].reduce((sum, { counts }) => sum + totalOf(counts), 0);
        counted = `${messages} messages in ${groups.length + others.groups} groups${countedBackTo ? ', not all' : ''}`;
      }
      const median = times.sort((a, b) => a - b)[2] ?? 0;
      console.log(
        `statistics by ${by}${from ? ', a year' : ''}: ${counted} in ${median.toFixed(0)} ms (median of 5)`,
      );
    }
  }
  await close();
  await pool.end();
} finally {
  await server.stop();
}
