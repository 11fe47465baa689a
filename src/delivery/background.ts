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

/** What goes on beside a started worker. The sweep and the upkeep have jitter, so that many processes do not go in step. Answers the stop. */
export function startRecovery(
  engine: Engine,
  worker: DeliveryWorker,
  { reconciliation, alerts }: { readonly reconciliation: Reconciliation; readonly alerts: Alerts },
): () => Promise<void> {
  const { sweepEveryMs } = engine.delivery;
  const stopping = new AbortController();
  const jittered = (ms: number) => ms * (0.8 + 0.4 * engine.random());
  const stops = [
    repeat(
      engine,
      'the sweep',
      () => jittered(sweepEveryMs),
      () => sweep(engine, worker),
    ),
    startRenewal(engine, worker),
    repeat(
      engine,
      'reconciling',
      () => sweepEveryMs,
      () => reconciliation.run(stopping.signal),
    ),
    repeat(
      engine,
      'work in the background',
      () => jittered(upkeepEveryMs),
      async () => engine.storage.upkeep?.(stopping.signal),
    ),
    repeat(
      engine,
      'looking for alerts',
      () => jittered(lookEveryMs),
      () => alerts.run(),
    ),
  ];
  return async () => {
    stopping.abort();
    await Promise.all(stops.map((stop) => stop()));
    await engine.outcomes.flush();
  };
}

/** Keeps the leases of what a worker has in flight. Answers the stop. */
export function startRenewal(engine: Engine, worker: DeliveryWorker): () => Promise<void> {
  return repeat(
    engine,
    'renewing leases',
    () => engine.delivery.leaseMs / 3,
    () => worker.renewLeases(),
  );
}

function repeat(
  engine: Engine,
  what: string,
  delayMs: () => number,
  task: () => Promise<void>,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = task()
        .catch((error: unknown) => engine.events.fault(error, what))
        .finally(next);
    }, delayMs()).unref();
  };
  next();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
