import { AsyncResource } from 'node:async_hooks';
import { longestTimerMs } from '../model/times.ts';

/** Not sooner: the storage's clock, which decides what is due, may be a little behind ours. Nor does a time long past spin. */
const minTimerMs = 10;
/** Times further ahead than these many are left to the rounds: each asks the storage what is next. */
const keptTimes = 1_000;

/** Says when the worker looks: the only one that does. A look that waits for its time keeps no process alive; one that is due does. */
export class Alarm {
  readonly #now: () => Date;
  readonly #ring: () => void;
  /** When to ring by what the queue told, in ms. */
  readonly #times = new Set<number>();
  /** And by what the last look found to be next. */
  #next: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Immediate | undefined;
  #stopped = false;

  constructor(now: () => Date, ring: () => void) {
    this.#now = now;
    // A wake-up may come out of a host's transaction, in whose context nothing else is to run.
    this.#ring = AsyncResource.bind(ring);
  }

  /** Once for all calls in one turn of the event loop. */
  soon(): void {
    if (this.#stopped) return;
    this.#soon ??= setImmediate(() => {
      this.#soon = undefined;
      this.#ring();
    });
  }

  /** Rings then, too; at once for a time that has come. */
  at(time: Date): void {
    if (time <= this.#now()) this.soon();
    else this.#keep(time.getTime());
  }

  /** What a look found to be next, in place of what the one before found. Not at once, though it may be due already. */
  next(time: Date): void {
    if (this.#stopped) return;
    this.#next = Math.max(time.getTime(), this.#now().getTime() + minTimerMs);
    this.#arm();
  }

  stop(): void {
    this.#stopped = true;
    this.#times.clear();
    this.#next = undefined;
    clearImmediate(this.#soon);
    clearTimeout(this.#timer);
  }

  #keep(time: number): void {
    if (this.#stopped) return;
    // Whole centiseconds, so that a thousand messages due about one time are one look.
    this.#times.add(Math.ceil(time / 10) * 10);
    if (this.#times.size > keptTimes) this.#times.delete(Math.max(...this.#times));
    this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const earliest = Math.min(this.#next ?? Number.POSITIVE_INFINITY, ...this.#times);
    if (earliest === Number.POSITIVE_INFINITY) return;
    const delay = earliest - this.#now().getTime();
    this.#timer = setTimeout(
      () => this.#pass(),
      Math.min(Math.max(delay, minTimerMs), longestTimerMs),
    ).unref();
  }

  #pass(): void {
    const now = this.#now().getTime();
    const passed = [...this.#times].filter((time) => time <= now);
    for (const time of passed) this.#times.delete(time);
    const due = passed.length > 0 || (this.#next !== undefined && this.#next <= now);
    if (due) this.#next = undefined;
    this.#arm();
    if (due) this.soon();
  }
}
