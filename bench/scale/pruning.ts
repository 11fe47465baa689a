import { markdown, short } from '../shared/figures.ts';
import { type Bench, type Cost, costOf, makeSearchable } from './phases.ts';
import { freeBytes, tableSizes, totalOf } from './sizes.ts';

/** Makes this month one that is over, so that it can go as a whole. (Not on a month's first day, which has none before it.) */
export async function endMonth({ service: { pool } }: Bench): Promise<void> {
  await pool.query(
    'update postern.message_part set ends_at = now() where starts_at <= now() and ends_at > now()',
  );
  await pool.query('update postern.message_count set day = day - 1');
}

/** Removes what is older, then does what follows of it; answers what each took, and what the disk gets back. */
export async function prune(bench: Bench, olderThan: Date): Promise<string> {
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
  const { count } = pruning;
  const after = await costOf(bench, async () => {
    await makeSearchable(service, count);
    await service.pool.query('vacuum');
    return count;
  });
  const now = await look();
  const row = (name: string, cost: Cost) => [
    name,
    ...[cost.seconds, cost.node, cost.server, cost.wal, cost.images].map(short),
  ];
  return [
    markdown(
      [`${count} pruned`, 's in all', 'node, µs each', 'server, µs', 'WAL, bytes', 'of it images of pages'],
      [row('prune', pruning), row('the search made anew, and vacuum', after)],
    ),
    `Each gave ${short((before.size - now.size) / count)} bytes back to the disk, and left ${short((now.free - before.free) / count)} in the tables for the next ones.`,
  ].join('\n\n');
}
