import type { Worker } from 'postern';

const longestTimerMs = 3_600_000;
/** A worker that says again and again that it should have been called already gets its turn, but not all turns. */
const shortestPauseMs = 50;
const pauseAfterFailureMs = 1_000;
/** Times further ahead than these many are left to polling, and to what the worker itself says is next. */
const keptTimes = 1_000;

/** Calls one worker: when woken, when something falls due, and now and then in any case. */
export class WorkerLoop {
  readonly #worker: Worker;
  readonly #pollMs: number;
  readonly #onFault: (error: unknown, during: string) => void;
  /** When to call, in ms, ascending. */
  #times: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Immediate | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #failing = false;
  #stopped = false;

  constructor(worker: Worker, pollMs: number, onFault: (error: unknown, during: string) => void) {
    this.#worker = worker;
    this.#pollMs = pollMs;
    this.#onFault = onFault;
  }

  /** One call for all wake-ups of a turn of the event loop; those during a call make one more after it. */
  wake(): void {
    if (this.#stopped) return;
    if (this.#running) this.#again = true;
    else this.#soon ??= setImmediate(() => this.#call());
  }

  wakeAt(times: readonly number[]): void {
    const now = Date.now();
    if (times.some((time) => time <= now)) this.wake();
    // Whole centiseconds, so that a thousand messages due about one time are one wake-up.
    const ahead = times.filter((time) => time > now).map((time) => Math.ceil(time / 10) * 10);
    if (ahead.length === 0) return;
    this.#times = [...new Set([...this.#times, ...ahead])].sort((a, b) => a - b).slice(0, keptTimes);
    if (!this.#running) this.#arm();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearImmediate(this.#soon);
    clearTimeout(this.#timer);
    await this.#running;
  }

  #call(): void {
    this.#soon = undefined;
    clearTimeout(this.#timer);
    const now = Date.now();
    this.#times = this.#times.filter((time) => time > now);
    this.#running = this.#round().finally(() => {
      this.#running = undefined;
      if (this.#again) {
        this.#again = false;
        this.wake();
      }
      this.#arm();
    });
  }

  async #round(): Promise<void> {
    try {
      const { nextDueAt } = await this.#worker.deliverDue();
      this.#failing = false;
      if (nextDueAt) this.wakeAt([Math.max(nextDueAt.getTime(), Date.now() + shortestPauseMs)]);
    } catch (error) {
      // Told once: a database that is away for an hour is one fault.
      if (!this.#failing) this.#onFault(error, 'claiming');
      this.#failing = true;
      this.wakeAt([Date.now() + pauseAfterFailureMs]);
    }
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    const now = Date.now();
    const poll = this.#pollMs * (0.8 + 0.4 * Math.random());
    const next = Math.max((this.#times[0] ?? Number.POSITIVE_INFINITY) - now, 0);
    this.#timer = setTimeout(() => this.wake(), Math.min(next, poll, longestTimerMs)).unref();
  }
}
