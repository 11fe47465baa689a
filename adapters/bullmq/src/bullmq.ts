import { type LimitStore, type Queue, readOptions } from 'postern/adapter';
import { Faults } from './bullmq-faults.ts';
import { RedisLimits } from './bullmq-limits.ts';
import { type BullMqOptions, readSettings } from './bullmq-options.ts';
import { BullMqQueue } from './bullmq-queue.ts';
import { Sender } from './bullmq-sender.ts';

/** What `bullmq()` gives: `queue` and `limits` for `new Messaging({ … })`, and what the host calls itself. */
export interface BullMq {
  /** Wakes workers on any machine. Use it with a storage that all of them share. */
  readonly queue: Queue;
  /**
   * Limits that all machines keep together, in Redis: the `rate` and the `maxConcurrent` of transports, and `delivery.perSender`.
   * While Redis cannot be asked they are kept by `fallback`, which is `storage.limits`: its buckets are full then, so that one
   * burst more may go, and it learns what is under way within a third of `delivery.leaseMs`.
   */
  limits(fallback: LimitStore): LimitStore;
  /** After `messaging.stop()`: sends what is still to be sent and closes the connections that this opened. May be repeated. */
  close(): Promise<void>;
}

/** Wake-ups and limits by Redis; the storage stays the record. Opens nothing before it is used. @throws MessagingError `invalid_config` */
export function bullmq(options: BullMqOptions): BullMq {
  const settings = readOptions('bullmq', options, () => readSettings(options));
  const { prefix } = settings;
  const faults = new Faults(settings.onFault);
  const sender = new Sender(settings, faults);
  const queue = new BullMqQueue(settings, faults, sender);
  return {
    queue,
    limits: (fallback) => new RedisLimits({ sender, faults, prefix }, fallback),
    close: () => queue.close(),
  };
}
