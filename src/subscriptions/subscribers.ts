import { randomUUID } from 'node:crypto';
import { withinTime } from '../delivery/round.ts';
import { MessagingError } from '../errors.ts';
import type { NewSubscription } from '../interfaces/storage/subscriptions.ts';
import { present } from '../model/present.ts';
import type { Engine } from '../wiring.ts';
import { Drain } from './drain.ts';
import type { Subscriber } from './subscriber.ts';

/** How often the storage is asked what is due, ± 20 %: what other processes record, and what failed, comes by it. */
const lookEveryMs = 1_000;
/** What happens in this process is looked for so soon after it, together with what follows. */
const soonMs = 20;

interface Entry {
  readonly subscriber: Subscriber;
  readonly ending: AbortController;
  /** Its inbox is there. */
  made: boolean;
  drain: Drain | undefined;
  draining: Promise<void> | undefined;
}

/**
 * All that this process has subscribed to. Started, it hands out until it is stopped; a round hands out what is due.
 * One query says which of them have something; only those are held, and no longer than there is something.
 */
export class Subscribers {
  readonly #engine: Engine;
  readonly #holder = randomUUID();
  readonly #entries = new Map<string, Entry>();
  #started: AbortController | undefined;
  #looking: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isSoon = false;
  #failing = false;
  #deaf: () => void = () => undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** @throws MessagingError `conflict` where this process has the name already */
  add(subscriber: Subscriber): () => Promise<void> {
    const { name } = subscriber;
    if (this.#entries.has(name))
      throw new MessagingError(
        'conflict',
        `This process has subscribed as "${name}" already: end that first, or take another name.`,
      );
    const entry: Entry = {
      subscriber,
      ending: new AbortController(),
      made: false,
      drain: undefined,
      draining: undefined,
    };
    this.#entries.set(name, entry);
    if (this.#started) this.#soon();
    return async () => {
      if (this.#entries.get(name) === entry) this.#entries.delete(name);
      entry.ending.abort();
      await entry.draining?.catch(() => undefined);
    };
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** The inboxes are there when it resolves. */
  async start(): Promise<void> {
    await this.prepare();
    if (this.#started) return;
    this.#started = new AbortController();
    this.#deaf = this.#engine.events.onAny(() => this.#soon());
    this.#soon();
  }

  /** Hands out no more; what is under way may end for `delivery.drainMs`, and is told to then. */
  async stop(): Promise<void> {
    this.#started?.abort();
    this.#started = undefined;
    this.#deaf();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#looking;
    await Promise.allSettled([...this.#entries.values()].map(({ draining }) => draining));
  }

  /** Hands out what is due, until nothing is or the signal aborts. */
  async round(signal: AbortSignal): Promise<void> {
    if (this.#entries.size === 0 || signal.aborted) return;
    await this.prepare();
    for (let more = true; more && !signal.aborted; ) {
      const due = await this.#due();
      const ends = await Promise.all(due.map((entry) => this.#handOrWait(entry, signal)));
      more = ends.includes(true);
    }
  }

  /** Makes the inboxes that are not there yet: what is recorded from then on is not missed. */
  async prepare(): Promise<void> {
    const { storage, timed } = this.#engine;
    for (const entry of this.#entries.values()) {
      if (entry.made) continue;
      await storage.subscriptions.open(wantedBy(entry.subscriber), timed());
      entry.made = true;
    }
  }

  async #due(): Promise<readonly Entry[]> {
    const { storage, timed } = this.#engine;
    const names = [...this.#entries.values()]
      .filter(({ made }) => made)
      .map(({ subscriber }) => subscriber.name);
    if (names.length === 0) return [];
    const due = await storage.subscriptions.due({ names, holder: this.#holder, ...timed() });
    return due.flatMap((name) => this.#entries.get(name) ?? []);
  }

  /** Answers whether there may be more. What is under way already may have looked before this was due: it is waited for. */
  async #handOrWait(entry: Entry, stopping: AbortSignal): Promise<boolean> {
    if (!entry.draining) return (await this.#hand(entry, stopping)) > 0;
    entry.drain?.wake();
    await entry.draining.catch(() => undefined);
    return true;
  }

  /** Answers how many events it handed out. */
  async #hand(entry: Entry, stopping: AbortSignal): Promise<number> {
    const drain = new Drain(this.#engine, entry.subscriber, this.#holder);
    entry.drain = drain;
    const ending = new AbortController();
    const run = () => withinTime({ signal: entry.ending.signal }, ending, (signal) => drain.run(signal));
    entry.draining = withinTime({ signal: stopping }, ending, run).finally(() => {
      entry.draining = undefined;
      entry.drain = undefined;
    });
    await entry.draining;
    return drain.handed;
  }

  #soon(): void {
    if (this.#isSoon) return;
    this.#isSoon = true;
    this.#lookIn(soonMs);
  }

  #lookIn(ms: number): void {
    if (!this.#started) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isSoon = false;
      this.#looking ??= this.#look().finally(() => {
        this.#looking = undefined;
        // Asked for meanwhile, it is on its way.
        if (!this.#isSoon) this.#lookIn(lookEveryMs * (0.8 + 0.4 * this.#engine.random()));
      });
    }, ms).unref();
  }

  async #look(): Promise<void> {
    const signal = this.#started?.signal;
    if (!signal || this.#entries.size === 0) return;
    try {
      await this.prepare();
      for (const entry of await this.#due()) {
        if (entry.draining) entry.drain?.wake();
        else this.#drain(entry, signal);
      }
      this.#failing = false;
    } catch (error) {
      this.#tell(error, 'looking for events');
    }
  }

  #drain(entry: Entry, signal: AbortSignal): void {
    this.#hand(entry, signal).then(
      (handed) => {
        // What came at the very end of it.
        if (handed > 0) this.#soon();
      },
      (error: unknown) => this.#tell(error, `the subscription ${entry.subscriber.name}`),
    );
  }

  /** Told once: a database that is away for an hour is one fault. */
  #tell(error: unknown, during: string): void {
    if (!this.#failing) this.#engine.events.fault(error, during);
    this.#failing = true;
  }
}

function wantedBy({ name, types, site, from }: Subscriber): NewSubscription {
  return present({ name, types, site, from });
}
