import { once } from 'node:events';
import type { EmailInput } from 'postern';
import { metered } from '../shared/cpu.ts';
import { markdown, short } from '../shared/figures.ts';
import { median } from '../shared/rounds.ts';
import type { Service } from './service.ts';
import { withWal } from './wal.ts';

/** What a stretch took for each message of it. */
export interface Cost {
  readonly count: number;
  readonly seconds: number;
  /** µs of CPU. */
  readonly node: number;
  /** µs of CPU, of all of the server's processes; NaN where it cannot be told. */
  readonly server: number;
  /** Bytes written ahead, and what of them were images of pages. */
  readonly wal: number;
  readonly images: number;
}

/** Where it is measured. */
export interface Bench {
  readonly service: Service;
  readonly serverPid: number;
}

/** Runs and measures; `run` answers how many messages it was for. */
export async function costOf({ service, serverPid }: Bench, run: () => Promise<number>): Promise<Cost> {
  const { result: took, wal } = await withWal(service.pool, () => metered([serverPid], run));
  const count = took.result;
  return {
    count,
    seconds: took.seconds,
    node: took.node / count,
    server: (took.server ?? Number.NaN) / count,
    wal: wal.bytes / count,
    images: wal.images / count,
  };
}

/** By 16 callers that send one by one. */
export async function sendSingly(service: Service, mails: readonly EmailInput[]): Promise<number> {
  const { email } = service.messagingOf({ upkeep: false });
  const left = mails.values();
  const caller = async () => {
    for (const mail of left) await email.send(mail);
  };
  await Promise.all(Array.from({ length: 16 }, caller));
  return mails.length;
}

/** By 500, as `sendMany` does. */
export async function sendTogether(service: Service, mails: readonly EmailInput[]): Promise<number> {
  const { accepted, rejections } = await service.messagingOf({ upkeep: false }).email.sendMany(mails);
  if (accepted !== mails.length) throw rejections[0]?.error ?? new Error('Not all were accepted.');
  return accepted;
}

/** All that wait, until they are recorded as sent. */
export async function handOver(service: Service, count: number): Promise<number> {
  const messaging = service.messagingOf({ upkeep: false });
  const ended = new EventTarget();
  let sent = 0;
  messaging.on('message.sent', () => {
    sent += 1;
    if (sent === count) ended.dispatchEvent(new Event('all'));
  });
  const all = once(ended, 'all', { signal: AbortSignal.timeout(600_000) });
  await messaging.start();
  await all;
  await messaging.stop();
  return sent;
}

/** Their search documents, and counts added up. */
export async function makeSearchable(service: Service, count: number): Promise<number> {
  await service.storage.upkeep?.(new AbortController().signal);
  return count;
}

/** A row for each phase: medians of its rounds, but for WAL, of which nothing is left out. */
export function phaseTable(costs: ReadonlyMap<string, readonly Cost[]>): string {
  const rows = [...costs].map(([phase, rounds]) => [
    phase,
    String(rounds.length),
    short(median(rounds.map(({ node }) => node))),
    short(median(rounds.map(({ server }) => server))),
    short(mean(rounds.map(({ node, server }) => node + server))),
    short(mean(rounds.map(({ wal }) => wal))),
    short(mean(rounds.map(({ images }) => images))),
  ]);
  return markdown(
    ['a message', 'rounds', 'node, µs', 'server, µs', 'both, mean', 'WAL, bytes', 'of it images of pages'],
    rows,
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
