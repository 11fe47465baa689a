import type { NewMessage, Queue, Storage } from 'postern';

const callers = 16;
const singles = 4_000;

/** Single inserts a second from 16 callers, with the background that fills the search asleep and awake, in turn. */
export async function writeCost(
  storage: Storage,
  queue: Queue,
  site: string,
  rounds = 3,
): Promise<Record<'asleep' | 'awake', number>> {
  const rates = { asleep: [] as number[], awake: [] as number[] };
  for (let round = 0; round < rounds * 2; round += 1) {
    const awake = round % 2 === 1;
    // A worker that hands nothing over: what runs beside it is the upkeep of the search.
    const stop = awake ? await queue.start({ deliverDue: async () => ({}) }) : undefined;
    rates[awake ? 'awake' : 'asleep'].push(await rateOfInserts(storage, site, round));
    await stop?.();
  }
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return { asleep: median(rates.asleep), awake: median(rates.awake) };
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
    ...{ id, site, channel: 'email', origin: 'sys', status: 'queued', confidential: false },
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
