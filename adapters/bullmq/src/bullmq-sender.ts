import type { Queue as BullQueue } from 'bullmq';
import type { Redis } from 'ioredis';
import { type Connection, connect } from './bullmq-connection.ts';
import type { Faults } from './bullmq-faults.ts';
import { within } from './bullmq-listener.ts';
import type { Settings } from './bullmq-options.ts';
import { queueName, type Word, type WordJob } from './bullmq-words.ts';

/** Between two sendings of wake-ups: what comes meanwhile goes together. */
const throttleMs = 10;
/** How long an answer of Redis may take where somebody waits for it. */
const answerMs = 1_000;

interface Opened {
  readonly connection: Connection;
  readonly queue: BullQueue<Word>;
}

/** The connection by which Redis is asked and told: opened when it is needed. Fails soon where there is no answer. */
export class Sender {
  readonly #settings: Settings;
  readonly #faults: Faults;
  readonly #waiting = new Map<string, WordJob>();
  #opened: Promise<Opened> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #last = Number.NEGATIVE_INFINITY;
  #sending: Promise<void> | undefined;
  #closed = false;

  constructor(settings: Settings, faults: Faults) {
    this.#settings = settings;
    this.#faults = faults;
  }

  /** The client, to ask it something. @throws the client's own errors */
  async client(): Promise<Redis> {
    return (await this.#open()).connection.client;
  }

  /** Returns at once: a wake-up that cannot be sent is one lost. */
  send(words: readonly WordJob[]): void {
    for (const word of words) this.#waiting.set(word.opts.jobId, word);
    this.#sendSoon();
  }

  /** Sends what waits, where Redis can be reached, and closes the connection. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) {
      clearTimeout(this.#timer);
      this.#send();
    }
    if (!this.#opened) return;
    if (!this.#faults.has('reaching Redis')) await within(answerMs, Promise.resolve(this.#sending));
    const { connection, queue } = await this.#opened;
    // Of a Redis that is away BullMQ does not take leave: it waits for it.
    if (connection.ready()) await within(answerMs, queue.close());
    connection.end();
  }

  #sendSoon(): void {
    // One at a time: while Redis is away what waits is held, each name once, and nothing piles up behind it.
    if (this.#closed || this.#sending || this.#waiting.size === 0) return;
    // The timer keeps the process: what was sent is to be known elsewhere before it ends.
    this.#timer ??= setTimeout(() => this.#send(), Math.max(this.#last + throttleMs - performance.now(), 0));
  }

  #send(): void {
    this.#timer = undefined;
    this.#last = performance.now();
    const words = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#sending = this.#open()
      .then(({ queue }) => queue.addBulk(words))
      .then(
        () => this.#faults.wentWell('sending a wake-up'),
        (error: unknown) => this.#faults.failed(error, 'sending a wake-up'),
      )
      .then(() => {
        this.#sending = undefined;
        this.#sendSoon();
      });
  }

  #open(): Promise<Opened> {
    this.#opened ??= this.#connect();
    return this.#opened;
  }

  async #connect(): Promise<Opened> {
    const { connection: source, prefix } = this.#settings;
    const { Queue } = await import('bullmq');
    const connection = await connect(
      source,
      { maxRetriesPerRequest: 1, commandTimeout: answerMs },
      {
        onError: (error) => this.#faults.failed(error, 'reaching Redis'),
        onReady: () => this.#faults.wentWell('reaching Redis'),
      },
    );
    const queue = new Queue<Word>(queueName, {
      connection: connection.client,
      prefix,
      streams: { events: { maxLen: 10 } },
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true, stackTraceLimit: 0 },
    });
    // Told by what failed, or by the connection.
    queue.on('error', () => undefined);
    return { connection, queue };
  }
}
