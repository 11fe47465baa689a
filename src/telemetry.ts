import { isMessagingError } from './errors.ts';
import type { Events } from './events.ts';
import type {
  HandingOver,
  HandingOverEnd,
  Processing,
  ProcessingEnd,
  QueueFigures,
  RecordedMessage,
  Recording,
  Telemetry,
  Watch,
} from './interfaces/telemetry.ts';
import { present } from './model/present.ts';
import { messageEventTypes } from './model/status.ts';

/** What the messages of a call belong to. */
export interface Trace {
  /** To be stored with each. */
  readonly traceparent: string | undefined;
  /** One was recorded. */
  recorded(message: RecordedMessage): void;
}

/** What something came to: a value, or what it threw. */
type Settled<T> = { readonly value: T } | { readonly error: unknown };

const longestTraceparent = 200;

/** Calls a host's telemetry so that it can neither break nor hold up what it watches. */
export class Probe {
  readonly #telemetry: Telemetry;
  readonly #events: Events;

  constructor(telemetry: Telemetry, events: Events) {
    this.#telemetry = telemetry;
    this.#events = events;
    for (const type of messageEventTypes)
      events.on(`message.${type}`, ({ message: { channel } }) => {
        this.#safely(() => telemetry.happened({ type, channel }));
      });
  }

  /** Runs what records messages. */
  recording<T>(begun: Recording, run: (trace: Trace) => Promise<T>): Promise<T> {
    const recorded: RecordedMessage[] = [];
    const watch = this.#safely(() => this.#telemetry.recording(begun));
    const note = ({ id, origin, priority, status }: RecordedMessage) =>
      recorded.push({ id, origin, priority, status });
    return this.#watch(
      watch,
      () => run({ traceparent: this.#traceparentOf(watch), recorded: note }),
      (settled) => present({ recorded, error: 'error' in settled ? errorType(settled.error) : undefined }),
    );
  }

  /** Runs one claim, from the last checks to how it ended. */
  processing<T>(begun: Processing, run: () => Promise<T>, endOf: (value: T) => ProcessingEnd): Promise<T> {
    const watch = this.#safely(() => this.#telemetry.processing(begun));
    return this.#watch(watch, run, (settled) =>
      'value' in settled ? endOf(settled.value) : { outcome: 'error' },
    );
  }

  /** Runs one transport's `send`; what it throws counts as `unknown`. */
  handingOver<T>(begun: HandingOver, run: () => Promise<T>, endOf: (value: T) => HandingOverEnd): Promise<T> {
    const watch = this.#safely(() => this.#telemetry.handingOver(begun));
    return this.#watch(watch, run, (settled) =>
      'value' in settled ? endOf(settled.value) : { outcome: 'unknown', failure: 'transport_fault' },
    );
  }

  /** This process begins to hand over. Answers what ends it. */
  delivering(queue: () => Promise<QueueFigures | undefined>): () => void {
    const end = this.#safely(() => this.#telemetry.delivering(queue));
    return () => {
      if (typeof end === 'function') this.#safely(end);
    };
  }

  async #watch<T, End>(
    watch: Watch<End> | undefined,
    run: () => Promise<T>,
    endOf: (settled: Settled<T>) => End,
  ): Promise<T> {
    if (!watch) return run();
    let running: Promise<T> | undefined;
    // Once, however often a telemetry calls it, and also where it does not.
    const once = () => {
      running ??= run();
      return running;
    };
    this.#safely(() => watch.within?.(() => void once()));
    try {
      const value = await once();
      this.#safely(() => watch.end(endOf({ value })));
      return value;
    } catch (error) {
      this.#safely(() => watch.end(endOf({ error })));
      throw error;
    }
  }

  #traceparentOf(watch: Watch<never> | undefined): string | undefined {
    const given: unknown = this.#safely(() => watch?.traceparent);
    return typeof given === 'string' && given.length <= longestTraceparent && /^[\x21-\x7e]+$/.test(given)
      ? given
      : undefined;
  }

  /** Answers what it answered, and nothing where it threw. */
  #safely<T>(tell: () => T): T | undefined {
    const failed = (error: unknown) => {
      this.#events.faultOnce('telemetry', error, 'telemetry');
    };
    try {
      const answer = tell();
      // One that is asynchronous, against its type, must not end the process by a rejection.
      if (answer instanceof Promise) answer.catch(failed);
      return answer;
    } catch (error) {
      failed(error);
      return undefined;
    }
  }
}

/** A `MessagingError`'s code, else the error's name. */
function errorType(error: unknown): string {
  return isMessagingError(error) ? error.code : errorName(error);
}

/** What kind of error it is; nothing that it says. */
export function errorName(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  return /^\w{1,60}$/.test(name) ? name : 'Error';
}
