import { channels } from '../model/channel.ts';
import { longestTimerMs } from '../model/times.ts';
import { checkSecret } from '../secrets/rotation.ts';
import type { Engine } from '../wiring.ts';
import type { Alerts } from './alerts.ts';
import { startRecovery, sweep } from './background.ts';
import type { Pauses } from './pauses.ts';
import type { Reconciliation } from './reconcile.ts';
import { warnOfSafeMode } from './safe-mode.ts';
import { endsWithin } from './within.ts';
import { DeliveryWorker } from './worker.ts';

/** When a round of `deliverDue()` ends before nothing is due any more. Both end it as `stop()` ends a worker. */
export interface RoundOptions {
  /** Aborted, it claims no more and resolves as with `maxMs`; it does not reject. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** How long it may claim, in ms. What is under way then may end within `delivery.drainMs`. */
  readonly maxMs?: number | undefined;
}

/** What outlives a round: pauses hold also for the next, and the provider is not asked again at once. */
export interface Lasting {
  readonly pauses: Pauses;
  readonly reconciliation: Reconciliation;
  readonly subscribers: {
    /** Has inboxes gather, for what happens from now on. */
    prepare(): Promise<void>;
    /** Hands durable events out that are due, until none is or the signal aborts. */
    round(signal: AbortSignal): Promise<void>;
  };
  readonly alerts: Alerts;
}

/** A round that hands over for longer does the rest beside it, as a started worker does: it may never come to the end of what is due. */
const besideAfterMs = 500;
/** After a handler or a provider was told to end. */
const patienceMs = 5_500;
/** For a transport to close. */
const closingMs = 2_000;

interface Shared {
  readonly worker: DeliveryWorker;
  /** Ends the events that are handed out beside. */
  readonly ending: AbortController;
  readonly stopRecovery: () => Promise<void>;
  /** What each round does; may outlast the round, which ends when its time is up. */
  readonly works: Set<Promise<void>>;
  rounds: number;
}

/**
 * All that a started worker does, once: for hosts without one. Rounds that overlap share a worker, so that a process keeps to its
 * `concurrency`; the last to end stops it and closes the transports. Nothing is left under way and nothing pending.
 */
export class Rounds {
  readonly #engine: Engine;
  readonly #lasting: Lasting;
  /** Whether a worker is started meanwhile, which needs the transports. */
  readonly #isStarted: () => boolean;
  readonly #running = new Map<AbortController, Promise<void>>();
  #shared: Shared | undefined;
  #closing: Promise<void> = Promise.resolve();
  #checked = false;

  constructor(engine: Engine, lasting: Lasting, isStarted: () => boolean) {
    this.#engine = engine;
    this.#lasting = lasting;
    this.#isStarted = isStarted;
  }

  /** @throws MessagingError `storage_not_ready`, `secret_changed` */
  async run(options: RoundOptions): Promise<void> {
    const ending = new AbortController();
    const running = withinTime(options, ending, (signal) => this.#run(signal));
    this.#running.set(ending, running);
    await running.finally(() => this.#running.delete(ending));
  }

  /** Ends those that are under way. */
  async end(): Promise<void> {
    const running = [...this.#running.values()];
    for (const ending of this.#running.keys()) ending.abort();
    await Promise.allSettled(running);
  }

  async #run(signal: AbortSignal): Promise<void> {
    await whatCameIn();
    await Promise.race([this.#closing.then(() => this.#check()), whenAborted(signal)]);
    if (signal.aborted) return;
    this.#shared ??= this.#open();
    const shared = this.#shared;
    shared.rounds += 1;
    const work = this.#work(shared.worker, signal).finally(() => shared.works.delete(work));
    shared.works.add(work);
    try {
      await Promise.race([work, whenAborted(signal)]);
    } finally {
      shared.rounds -= 1;
      if (shared.rounds === 0) await this.#close(shared);
    }
  }

  /** Once, for rounds follow each other fast. */
  async #check(): Promise<void> {
    if (this.#checked) return;
    await checkReady(this.#engine);
    this.#checked = true;
  }

  #open(): Shared {
    const worker = new DeliveryWorker(this.#engine, this.#lasting.pauses);
    const { subscribers } = this.#lasting;
    const ending = new AbortController();
    const round = { soonMs: besideAfterMs, handOut: () => subscribers.round(ending.signal) };
    const stopRecovery = startRecovery(this.#engine, worker, { ...this.#lasting, round });
    return { worker, ending, stopRecovery, works: new Set(), rounds: 0 };
  }

  async #work(worker: DeliveryWorker, signal: AbortSignal): Promise<void> {
    const { subscribers } = this.#lasting;
    await subscribers.prepare();
    await sweep(this.#engine, worker);
    await worker.deliverAll();
    await subscribers
      .round(signal)
      .catch((error: unknown) => this.#engine.events.fault(error, 'handing out events'));
    if (!signal.aborted) await tidy(this.#engine, this.#lasting, signal);
  }

  #close({ worker, ending, stopRecovery, works }: Shared): Promise<void> {
    this.#shared = undefined;
    ending.abort();
    const { drainMs } = this.#engine.delivery;
    const close = async () => {
      const worked = endsWithin(drainMs + patienceMs, Promise.allSettled(works));
      // Leases are renewed until the last hand-over has ended.
      await worker.stop(drainMs);
      await Promise.all([worked, endsWithin(drainMs + patienceMs, stopRecovery())]);
      await this.#engine.outcomes.flush();
      if (!this.#isStarted()) await closeTransports(this.#engine);
    };
    const closing = close();
    this.#closing = closing.catch(() => undefined);
    return closing;
  }
}

/** A function that was frozen learns here which of its connections have ended meanwhile, before it takes one of them for the first statement. */
async function whatCameIn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

/** Before anything is handed over. @throws MessagingError `storage_not_ready`, `secret_changed` */
export async function checkReady(engine: Engine): Promise<void> {
  const { storage, secrets, now } = engine;
  await storage.check?.();
  await checkSecret(storage.secrets, secrets, now());
  warnOfSafeMode(engine);
}

async function tidy(engine: Engine, { reconciliation, alerts }: Lasting, signal: AbortSignal): Promise<void> {
  const { storage, events } = engine;
  await reconciliation.run(signal).catch((error: unknown) => events.fault(error, 'reconciling'));
  if (signal.aborted) return;
  await storage.upkeep?.(signal).catch((error: unknown) => events.fault(error, 'work in the background'));
  await alerts.run().catch((error: unknown) => events.fault(error, 'looking for alerts'));
}

/** Lets go of connections; what is in use ends after its message. One that does not close, or fails at it, keeps nobody. */
export async function closeTransports({
  transports,
  events,
}: Pick<Engine, 'transports' | 'events'>): Promise<void> {
  const all = channels.flatMap((channel) => transports[channel]);
  await Promise.all(
    all.map(async (transport) => {
      const during = `closing the transport "${transport.name}"`;
      try {
        const isClosed = await endsWithin(closingMs, Promise.resolve(transport.close?.()));
        if (!isClosed) events.fault(new Error(`Not closed within ${closingMs} ms.`), during);
      } catch (error) {
        events.fault(error, during);
      }
    }),
  );
}

/** Runs with a signal that aborts by either option, or by `ending`; leaves no timer and no listener behind. */
export async function withinTime(
  { signal, maxMs }: RoundOptions,
  ending: AbortController,
  run: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const end = () => ending.abort();
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) end();
  const limited = maxMs !== undefined && maxMs <= longestTimerMs;
  const timer = limited ? setTimeout(end, maxMs) : undefined;
  try {
    await run(ending.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

export function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
