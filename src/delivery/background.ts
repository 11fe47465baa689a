import type { Engine } from '../wiring.ts';
import { Reconciliation } from './reconcile.ts';
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
      maxLost,
      limit: batch,
      ...timed(),
    });
    for (const message of lost) events.message('lost', message);
    if (lost.length < batch) break;
  }
  await worker.deliverDue();
  await worker.deliverQuarantined();
}

/** Repeats the sweep (with jitter, so that many processes do not sweep in step) and the renewal of leases. Answers the stop. */
export function startRecovery(engine: Engine, worker: DeliveryWorker): () => Promise<void> {
  const { sweepEveryMs, leaseMs } = engine.delivery;
  const stopSweep = repeat(
    engine,
    'the sweep',
    () => sweepEveryMs * (0.8 + 0.4 * engine.random()),
    () => sweep(engine, worker),
  );
  const stopRenewal = repeat(
    engine,
    'renewing leases',
    () => leaseMs / 3,
    () => worker.renewLeases(),
  );
  const stopping = new AbortController();
  const reconciliation = new Reconciliation(engine);
  const stopReconciling = repeat(
    engine,
    'reconciling',
    () => sweepEveryMs,
    () => reconciliation.run(stopping.signal),
  );
  return async () => {
    stopping.abort();
    await Promise.all([stopSweep(), stopRenewal(), stopReconciling()]);
  };
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
