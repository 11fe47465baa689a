import assert from 'node:assert/strict';
import type { Due, Queue, Worker } from '../interfaces/queue.ts';
import { createId } from '../model/ids.ts';
import type { Transaction } from './storage/harness.ts';

/** What an adapter gives the suite for each test. */
export interface QueueHarness {
  /** The queue to be tested, with nothing pushed. */
  readonly queue: Queue;
  /** A transaction of the host's that `push` understands; commits when `run` resolves, rolls back when it throws. */
  readonly transaction?: Transaction;
  /** The clock that the queue goes by, where a test can move it. Without it the suite waits, some tenths of a second. */
  readonly clock?: { now(): Date; advance(ms: number): Promise<void> };
  /** Called after each test, also one that failed. */
  close(): Promise<void>;
}

/** What a wake-up may take at most, in ms: a queue may poll. */
const patienceMs = 15_000;

/** A worker that notes for when it is woken. */
export class TestWorker implements Worker {
  /** For each wake-up the time it names, or that it came at. */
  readonly calls: Date[] = [];
  readonly #now: () => Date;
  readonly #watchers = new Set<() => void>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  wake(at?: Date): void {
    const now = this.#now();
    this.calls.push(at && at > now ? at : now);
    for (const watch of this.#watchers) watch();
  }

  /** Resolves once this holds after a call. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const watch = () => {
        if (!holds()) return;
        this.#watchers.delete(watch);
        resolve();
      };
      this.#watchers.add(watch);
      watch();
    });
  }
}

export interface QueueContext {
  readonly queue: Queue;
  readonly transaction: Transaction | undefined;
  readonly now: () => Date;
  readonly newWorker: () => TestWorker;
  /** Waits, moving the clock where there is one. */
  readonly within: (event: Promise<unknown>, what: string) => Promise<void>;
  /** Starts a worker and waits until it was called for the first time. */
  readonly startWorker: (worker: TestWorker) => Promise<() => Promise<void>>;
  /** Pushes, and waits until the worker is called after it. */
  readonly wakes: (worker: TestWorker, due?: Partial<Due>) => Promise<void>;
}

export function newDue(overrides: Partial<Due> = {}): Due {
  return { id: createId('msg', new Date()), channel: 'email', ...overrides };
}

export function contextOf({ queue, transaction, clock }: QueueHarness): QueueContext {
  const now = clock ? () => clock.now() : () => new Date();
  const newWorker: QueueContext['newWorker'] = () => new TestWorker(now);
  const within: QueueContext['within'] = async (event, what) => {
    let happened = false;
    const noted = event.then(() => {
      happened = true;
    });
    if (clock) {
      for (let passed = 0; !happened && passed < patienceMs; passed += 50) await clock.advance(50);
      assert.ok(happened, `${what} within ${patienceMs} ms`);
      return;
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const error = new assert.AssertionError({ message: `${what} within ${patienceMs} ms` });
      timer = setTimeout(() => reject(error), patienceMs);
    });
    await Promise.race([noted, late]).finally(() => clearTimeout(timer));
  };
  const startWorker: QueueContext['startWorker'] = async (worker) => {
    const stop = await queue.start(worker);
    await within(
      worker.until(() => worker.calls.length > 0),
      'the worker is called when it starts',
    );
    return stop;
  };
  const wakes: QueueContext['wakes'] = async (worker, due) => {
    const before = worker.calls.length;
    await queue.push([newDue(due)]);
    await within(
      worker.until(() => worker.calls.length > before),
      'a push wakes the worker',
    );
  };
  return { queue, transaction, now, newWorker, within, startWorker, wakes };
}

/** Resolves once the worker was woken for this time or a little after it. */
export function wokenFor(worker: TestWorker, time: Date, slackMs: number): Promise<void> {
  return worker.until(() =>
    worker.calls.some((call) => call >= time && call.getTime() < time.getTime() + slackMs),
  );
}
