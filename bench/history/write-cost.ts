import { setTimeout as pause } from 'node:timers/promises';
import type { Storage } from 'postern';
import type { NewMessage } from 'postern/adapter';

const callers = 16;
const singles = 4_000;

/** Single inserts a second from 16 callers, with the background that fills the search asleep and awake, in turn. */
export async function writeCost(
  storage: Storage,
  site: string,
  rounds = 3,
): Promise<Record<'asleep' | 'awake', number>> {
  const rates = { asleep: [] as number[], awake: [] as number[] };
  for (let round = 0; round < rounds * 2; round += 1) {
    const awake = round % 2 === 1;
    const ending = new AbortController();
    const upkeep = awake ? keepUp(storage, ending.signal) : undefined;
    rates[awake ? 'awake' : 'asleep'].push(await rateOfInserts(storage, site, round));
    ending.abort();
    await upkeep;
  }
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return { asleep: median(rates.asleep), awake: median(rates.awake) };
}

/** As a started worker does. */
async function keepUp(storage: Storage, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await storage.upkeep?.(signal);
    await pause(1_000, undefined, { signal }).catch(() => undefined);
  }
}

async function rateOfInserts({ messages }: Storage, site: string, round: number): Promise<number> {
  let next = 0;
  const began = performance.now();
  const lane = async () => {
    while (next < singles) {
      next += 1;
      await messages.insert([newMessage(site, `new_${round}_${String(next).padStart(6, '0')}`)]);
    }
  };
  await Promise.all(Array.from({ length: callers }, lane));
  return (singles * 1000) / (performance.now() - began);
}

function newMessage(site: string, id: string): NewMessage {
  return {
    ...{
      id,
      site,
      channel: 'email',
      origin: 'sys',
      status: 'queued',
      priority: 'normal',
      confidential: false,
    },
    to: { address: 'jo@customer.example' },
    sender: { address: 'hello@acme.example' },
    subject: `Invoice ${id}`,
    preview: 'Your invoice',
    createdAt: new Date(),
    content: {
      subject: `Invoice ${id}`,
      text: 'Your invoice is ready and will be paid by card. '.repeat(20),
    },
    fingerprint: id,
  };
}
