import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Messaging, Storage } from 'postern';
import { median, quantile } from '../shared/rounds.ts';
import { batchId, insertSender } from './fill.ts';
import { neighbour } from './site.ts';

interface Site {
  readonly messaging: Messaging;
  readonly storage: Storage;
}

/** Messages of one call, as the console's page asks for. */
const most = 2_000;
/** As one call of the host's may. */
const atOnce = 100_000;
const calls = 5;
const askedEveryMs = 200;

/** What canceling a large batch takes, call by call, also where much of it was canceled before; and what a neighbour notices. */
export async function batchTable(pool: pg.Pool, { messaging, storage }: Site): Promise<string> {
  const { email } = messaging;
  const times = new Map<string, number[]>();
  const timed = async (what: string, act: () => Promise<unknown>) => {
    const began = performance.now();
    await act();
    times.set(what, [...(times.get(what) ?? []), performance.now() - began]);
  };
  for (let run = 0; run < 5; run += 1) await timed('its figures', () => email.batch(batchId));
  for (let run = 0; run < 5; run += 1)
    await timed('its first page', () => email.history({ batch: batchId, limit: 50 }));
  const cancel = async (what: string) => {
    for (let call = 0; call < calls; call += 1) await timed(what, () => email.cancelBatch(batchId, { most }));
  };
  await cancel(`canceling ${most} of it, the newest`);
  const half = Math.round((await waitingOf(pool)) / 2);
  const began = performance.now();
  for (let left = half; left > 0; left -= atOnce)
    await email.cancelBatch(batchId, { most: Math.min(left, atOnce) });
  const ms = performance.now() - began;
  await cancel(`canceling ${most} of it, half canceled`);
  await insertSender(storage, neighbour.id).catch(() => undefined);
  const waits = await besides(messaging, () => cancel(`canceling ${most} of it, a neighbour sending`));
  const rows = [...times].map(
    ([what, all]) => `| ${what} | ${median(all).toFixed(0)} | ${quantile(all, 1).toFixed(0)} |`,
  );
  return [
    '| a batch | median ms | max ms |\n|---|--:|--:|',
    ...rows,
    `| canceling half of it, ${half}, by ${atOnce} a call | ${ms.toFixed(0)} | |`,
    `| a neighbour’s mail, from \`send\` to the transport’s answer | ${median(waits).toFixed(0)} | ${quantile(waits, 1).toFixed(0)} |`,
  ].join('\n');
}

async function waitingOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(
    'select count(*) from postern.message m join postern.message_job j on j.message_id = m.id where m.batch = $1',
    [batchId],
  );
  return Number(rows[0]?.count);
}

/** How long a neighbour's mails take meanwhile, each waited for. */
async function besides(messaging: Messaging, run: () => Promise<unknown>): Promise<readonly number[]> {
  const waits: number[] = [];
  let going = true;
  const { email } = messaging.forSite(neighbour.id);
  const asking = (async () => {
    while (going) {
      const began = performance.now();
      await email.send({ to: { address: 'jo@people.example' }, subject: 'Hello', text: 'Hello' });
      waits.push(performance.now() - began);
      await pause(askedEveryMs);
    }
  })();
  await run().finally(() => {
    going = false;
  });
  await asking;
  return waits;
}
