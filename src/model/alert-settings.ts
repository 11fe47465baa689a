import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import { refusalOf } from './arguments.ts';
import type { Priority } from './priority.ts';

/** When a rate is too high. */
export interface RateThreshold {
  /** The share above which it is raised, from 0 to 1. It is cleared below four fifths of it. */
  readonly share: number;
  /** With fewer sent in the window nothing is said: a share of ten is chance. */
  readonly least: number;
}

/** When to raise alerts. Each may be left out (its default) or be `false` (never). */
export interface AlertOptions {
  /** Over how long rates are taken, in ms. Default 24 hours; from 1 to 168 hours. */
  readonly windowMs?: number;
  /** Of e-mails. Default above 5 % of at least 100: Amazon SES reviews accounts there, and stops them at 10 %. */
  readonly bounceRate?: Partial<RateThreshold> | false;
  /** Of e-mails. Default above 0.1 % of at least 1,000: Amazon SES reviews accounts there and stops them at 0.5 %; Google asks for less than 0.1 % and never 0.3 %. */
  readonly complaintRate?: Partial<RateThreshold> | false;
  /** How long a channel may hand nothing over, in ms. Default 5 minutes. */
  readonly channelPausedMs?: number | false;
  /** How long what is due may wait, in ms, by priority. Default: a minute for `high`, 5 minutes for `normal`, an hour for `low`. */
  readonly overdueMs?: Partial<Record<Priority, number | false>> | false;
  /** A sender's domain that is lost. Default `true`. */
  readonly domainLost?: boolean;
  /** A webhook that was disabled because it took nothing for three days. Default `true`. */
  readonly webhookDisabled?: boolean;
  /** How long a subscription's events may be due, in ms; parked ones are not. Default 10 minutes. */
  readonly subscriptionLagMs?: number | false;
}

/** What has been due for longer is late, unless the host says otherwise. */
export const lateAfterMs: Readonly<Record<Priority, number>> = {
  high: 60_000,
  normal: 5 * 60_000,
  low: 60 * 60_000,
};

const hourMs = 3_600_000;
const whole = (min: number, max: number) => z.number().int().min(min).max(max);
const rate = (share: number, least: number) =>
  z
    .union([
      z.literal(false),
      z.strictObject({
        share: z.number().min(0).max(1).default(share),
        least: whole(1, 1_000_000_000).default(least),
      }),
    ])
    .prefault({});
const waitMs = (ms: number) => z.union([z.literal(false), whole(1_000, 30 * 24 * hourMs)]).default(ms);

const settings = z.strictObject({
  windowMs: whole(hourMs, 168 * hourMs).default(24 * hourMs),
  bounceRate: rate(0.05, 100),
  complaintRate: rate(0.001, 1_000),
  channelPausedMs: waitMs(5 * 60_000),
  overdueMs: z
    .union([
      z.literal(false),
      z.strictObject({
        high: waitMs(lateAfterMs.high),
        normal: waitMs(lateAfterMs.normal),
        low: waitMs(lateAfterMs.low),
      }),
    ])
    .prefault({}),
  domainLost: z.boolean().default(true),
  webhookDisabled: z.boolean().default(true),
  subscriptionLagMs: waitMs(10 * 60_000),
});

/** With all defaults filled in. */
export type AlertSettings = Readonly<z.output<typeof settings>>;

/** `undefined`: no alerts at all. @throws MessagingError `invalid_config` */
export function readAlerts(given: unknown): AlertSettings | undefined {
  if (given === false) return undefined;
  const refused = refusalOf(settings, given ?? {});
  if (!refused) return settings.parse(given ?? {});
  const path = ['alerts', refused.path].filter(Boolean).join('.');
  throw new MessagingError('invalid_config', `"${path}" ${refused.message}.`);
}
