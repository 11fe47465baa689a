import type { Engine } from '../wiring.ts';
import { type Alerts, lookEveryMs } from './alerts.ts';
import type { Reconciliation } from './reconcile.ts';
import { sweepRepeats } from './repetition.ts';
import type { DeliveryWorker } from './worker.ts';

/** Leases a message may lose before it is held as `unknown` whatever the policy: it seems to kill its worker. */
const maxLost = 3;
const batch = 500;

/** One sweep: what a crash, a lost wake-up or an expired lease left behind. Safe to run in every process at once. */
export async function sweep(engine: Engine, worker: DeliveryWorker): Promise<void> {
  const { storage, events, delivery, timed } = engine;
  for (;;) {
    const lost = await storage.messages.sweep({
      policy: delivery.unknown,
      repeats: sweepRepeats(engine),
      maxLost,
      limit: batch,
      ...timed(),
    });
    for (const message of lost) {
      events.message('lost', message);
      if (message.status === 'unknown') events.message('unknown', message);
    }
    if (lost.length < batch) break;
  }
  await expire(engine);
  await worker.deliverDue();
  await worker.deliverQuarantined();
}

/** Ends what waits in vain: nobody has to claim it to learn that it is too late. */
async function expire({ storage, events, timed }: Engine): Promise<void> {
  for (;;) {
    const expired = await storage.messages.expire({ limit: batch, ...timed() });
    for (const message of expired) events.message('failed', message);
    if (expired.length < batch) return;
  }
}

/** About how often the storage is asked to tidy up; it paces itself. */
const upkeepEveryMs = 1_000;
/** How often a round looks for events to be handed out, beside what it hands over. */
const handOutEveryMs = 1_000;

interface Beside {
  readonly reconciliation: Reconciliation;
  readonly alerts: Alerts;
  /** Where it may be over soon: how long all but the sweep waits for its first turn at most, and what hands durable events out. */
  readonly round?: { readonly soonMs: number; handOut(): Promise<void> };
}

/** What goes on beside a worker. The sweep and the upkeep have jitter, so that many processes do not go in step. Answers the stop. */
export function startRecovery(
  engine: Engine,
  worker: DeliveryWorker,
  { reconciliation, alerts, round }: Beside,
): () => Promise<void> {
  const { sweepEveryMs } = engine.delivery;
  const stopping = new AbortController();
  const jittered = (ms: number) => ms * (0.8 + 0.4 * engine.random());
  const soon = (ms: () => number) => (first: boolean) =>
    first && round ? Math.min(round.soonMs, ms()) : ms();
  const stops = [
    repeat(
      engine,
      'the sweep',
      () => jittered(sweepEveryMs),
      () => sweep(engine, worker),
    ),
    repeat(
      engine,
      'renewing leases',
      () => engine.delivery.leaseMs / 3,
      () => worker.renewLeases(),
    ),
    repeat(
      engine,
      'reconciling',
      soon(() => sweepEveryMs),
      () => reconciliation.run(stopping.signal),
    ),
    repeat(
      engine,
      'work in the background',
      soon(() => jittered(upkeepEveryMs)),
      async () => engine.storage.upkeep?.(stopping.signal),
    ),
    repeat(
      engine,
      'looking for alerts',
      soon(() => jittered(lookEveryMs)),
      () => alerts.run(),
    ),
  ];
  if (round)
    stops.push(
      repeat(
        engine,
        'handing out events',
        soon(() => jittered(handOutEveryMs)),
        () => round.handOut(),
      ),
    );
  return async () => {
    stopping.abort();
    await Promise.all(stops.map((stop) => stop()));
    await engine.outcomes.flush();
  };
}

function repeat(
  engine: Engine,
  what: string,
  delayMs: (first: boolean) => number,
  task: () => Promise<void>,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const next = (first: boolean) => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = task()
        .catch((error: unknown) => engine.events.fault(error, what))
        .finally(() => next(false));
    }, delayMs(first)).unref();
  };
  next(true);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
