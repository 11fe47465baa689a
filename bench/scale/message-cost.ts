import { present } from 'postern/adapter';
import { markdown, short } from '../shared/figures.ts';
import { bodiesOf, type MailSize, mailsOf } from './mails.ts';
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
import { endMonth, prune } from './pruning.ts';
import { grown, type TableSize, tableSizes, totalOf } from './sizes.ts';

/** What is sent. */
export interface Sending {
  readonly messages: number;
  readonly size: MailSize;
}

/** Sends, hands over and makes searchable, round by round; prunes the older half; answers what each message took. */
export async function messageCost(bench: Bench, { messages, size }: Sending): Promise<string> {
  const { service } = bench;
  const costs = new Map<string, Cost[]>();
  const phase = async (name: string, run: () => Promise<number>) => {
    const cost = await costOf(bench, run);
    costs.set(name, [...(costs.get(name) ?? []), cost]);
    process.stderr.write(
      `${name}: ${short(cost.count / cost.seconds)} a second, ${short(cost.node)} + ${short(cost.server)} µs, ${short(cost.wal)} bytes of WAL each\n`,
    );
  };
  const roundSize = Math.min(10_000, Math.ceil(messages / 3));
  const rounds = Math.ceil(messages / roundSize);
  const bodies = bodiesOf(2_000, size);
  const before = await tableSizes(service.pool);
  let half = new Date();
  for (let round = 0; round < rounds; round += 1) {
    if (round === Math.floor(rounds / 2)) half = new Date();
    const mails = mailsOf(roundSize, bodies);
    const keyless = mails.map((mail) => present({ ...mail, idempotencyKey: undefined }));
    if (round % 3 === 0) await phase('recorded by send, 16 callers', () => sendSingly(service, mails));
    else if (round % 3 === 1) await phase('the same without a key', () => sendSingly(service, keyless));
    else await phase('recorded by sendMany', () => sendTogether(service, mails));
    await phase('handed over', () => handOver(service, roundSize));
    await phase('made searchable', () => makeSearchable(service, roundSize));
  }
  await service.pool.query('vacuum analyze');
  const sizes = sizeTable(grown(before, await tableSizes(service.pool)), rounds * roundSize);
  const one = await prune(bench, half);
  await endMonth(bench);
  const month = await prune(bench, new Date());
  return [
    `${rounds * roundSize} mails of ${size.text} characters of text and ${size.html} of HTML`,
    phaseTable(costs),
    sizes,
    `One by one, the older half:\n\n${one}`,
    `The rest, as a month that is over:\n\n${month}`,
  ].join('\n\n');
}

function sizeTable(tables: readonly TableSize[], count: number): string {
  const sum = (read: (table: TableSize) => number) => tables.reduce((all, table) => all + read(table), 0);
  const all = {
    name: 'all',
    heap: sum(({ heap }) => heap),
    toast: sum(({ toast }) => toast),
    indexes: sum(({ indexes }) => indexes),
  };
  const rows = [...tables.filter((table) => totalOf(table) / count >= 1), all].map((table) => [
    table.name,
    ...[table.heap, table.toast, table.indexes, totalOf(table)].map((bytes) => short(bytes / count)),
  ]);
  return markdown(['bytes a message', 'rows', 'long values', 'indexes', 'in all'], rows);
}
