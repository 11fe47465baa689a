import type { Channel, MessageId } from '../model/message.ts';
import type { Tx } from './storage/transaction.ts';

/** A message that waits. Without `dueAt` it is due now. */
export interface Due {
  readonly id: MessageId;
  readonly channel: Channel;
  readonly dueAt?: Date;
}

/** What the queue wakes: one in each started `Messaging`. */
export interface Worker {
  /**
   * Something waits, or may: now, or from `at` on. Returns at once and never throws. The worker keeps the time,
   * folds what comes in one turn of the event loop into one look, asks the storage what is next after each
   * look, and comes back by itself when one failed. A wake-up too many costs one query.
   */
  wake(at?: Date): void;
}

/** Resolves when no further wake-up will come. */
export type Stop = () => Promise<void>;

/**
 * Carries word that something waits from where it was sent to the workers, in this process and others. It keeps
 * no times and repeats nothing: *when* to look is the worker's, *who* may send the storage's. Losing word costs
 * delay, never a message: the worker's own sweep looks every 15 s.
 */
export interface Queue {
  readonly name: string;
  /**
   * Something waits. In `tx` where given: then the wake-up comes with its commit, or is found by polling. May
   * be repeated. Must not throw for a wake-up lost.
   */
  push(due: readonly Due[], tx?: Tx): Promise<void>;
  /**
   * From now on the worker is woken for what is pushed by any process that shares the queue, with the time
   * where that lies ahead; once at the start, for what was pushed before; and now and then, where word may be
   * lost on the way. Several workers may be started.
   */
  start(worker: Worker): Promise<Stop>;
}
