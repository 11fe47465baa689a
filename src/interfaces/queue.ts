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
   * Claims and hands over what is due, as far as slots are free, and resolves when it has claimed (not when the
   * hand-overs end). Cheap when nothing is due; concurrent calls are folded. `nextDueAt`: when to call again at the
   * latest, where something waits.
   */
  deliverDue(): Promise<{ readonly nextDueAt?: Date }>;
}

/** Resolves when no further wake-up will come. */
export type Stop = () => Promise<void>;

/**
 * Says *when* to look; the storage says *who* may send. Losing a wake-up costs delay, never a message: the worker's
 * own sweep looks every 15 s. A wake-up too many costs one query.
 */
export interface Queue {
  readonly name: string;
  /** Something waits. In `tx` where given: then the wake-up comes with its commit, or is found by polling. May be repeated. Must not throw for a wake-up lost. */
  push(due: readonly Due[], tx?: Tx): Promise<void>;
  /** Wakes the worker for what is due now, what is pushed by any process that shares the queue, and what falls due. Several workers may be started. */
  start(worker: Worker): Promise<Stop>;
}
