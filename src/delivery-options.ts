import { z } from 'zod';
import { defaultRetryPolicy } from './delivery/retry.ts';
import { MessagingError } from './errors.ts';
import type { Rate } from './interfaces/transport.ts';
import { refusalOf } from './model/arguments.ts';
import { perChannel, type UnknownPolicy } from './model/channel.ts';
import type { Channel } from './model/message.ts';
import type { DeliverySettings, RetryPolicy } from './wiring.ts';

/** How messages are handed over: how many at once, how often, and for how long. Every option has a default. */
export interface DeliveryOptions {
  /** Hand-overs under way at once in this process, by channel; default 10 for e-mail, 5 for SMS; 1 to 500. Over all processes: a transport's `maxConcurrent`. */
  readonly concurrency?: Partial<Record<Channel, number>>;
  /** Default: 8 attempts within about three hours. */
  readonly retry?: Partial<RetryPolicy>;
  /**
   * What to do where a hand-over may or may not have succeeded. `resend`: once more, under the same Message-ID, so that most
   * mail systems show it once. `hold`: leave it `unknown`. Default: `resend` for e-mail, `hold` for SMS.
   */
  readonly unknown?: Partial<Record<Channel, UnknownPolicy>>;
  /** For how long a worker has a message to itself before another may take it up, in ms; renewed while it works. Default 60,000; at least 1,000. */
  readonly leaseMs?: number;
  /** What each site may send in a channel, over all processes. Default: no limit. A transport's own limit is an option of the transport. */
  readonly perSender?: Partial<Record<Channel, Rate | undefined>>;
  /** How often crashes and lost wake-ups are looked for, in ms, ± 20 %. Default 15,000; at least 100. */
  readonly sweepEveryMs?: number;
  /** How long `stop()` lets hand-overs end before it aborts them, in ms. Default 25,000. */
  readonly drainMs?: number;
}

const whole = (min: number, max: number) => z.number().int().min(min).max(max);
const rate = z.strictObject({ perSecond: z.number().positive(), burst: z.number().min(1) });

const delivery = z.strictObject({
  concurrency: z
    .strictObject(perChannel(({ concurrency }) => whole(1, 500).default(concurrency)))
    .prefault({}),
  retry: z
    .strictObject({
      attempts: whole(1, 100).default(defaultRetryPolicy.attempts),
      firstDelayMs: whole(0, 86_400_000).default(defaultRetryPolicy.firstDelayMs),
      factor: z.number().min(1).max(10).default(defaultRetryPolicy.factor),
      maxDelayMs: whole(0, 86_400_000).default(defaultRetryPolicy.maxDelayMs),
    })
    .prefault({}),
  unknown: z
    .strictObject(perChannel(({ unknown }) => z.enum(['resend', 'hold']).default(unknown)))
    .prefault({}),
  perSender: z.strictObject(perChannel(() => rate.optional())).prefault({}),
  leaseMs: whole(1_000, 3_600_000).default(60_000),
  sweepEveryMs: whole(100, 3_600_000).default(15_000),
  drainMs: whole(0, 3_600_000).default(25_000),
});

/** @throws MessagingError `invalid_config` */
export function readDelivery(options: DeliveryOptions | undefined): DeliverySettings {
  const refused = refusalOf(delivery, options ?? {});
  if (!refused) return delivery.parse(options ?? {});
  const path = ['delivery', refused.path].filter(Boolean).join('.');
  throw new MessagingError('invalid_config', `"${path}" ${refused.message}.`);
}
