import type { HttpAnswer } from 'postern/testing';
import { brevoError } from './stand-in-refusal.ts';

/** Calls that Brevo takes: mails and SMS in a second, everything else in an hour. */
export interface StandInLimits {
  /** A second. Default 1,000. */
  readonly mail: number;
  /** A second. Default 150. */
  readonly sms: number;
  /** An hour. Default 100. */
  readonly other: number;
}

/** https://developers.brevo.com/docs/api-limits, of a general account. */
export const usualLimits: StandInLimits = { mail: 1_000, sms: 150, other: 100 };

const windowMs: Readonly<Record<keyof StandInLimits, number>> = { mail: 1_000, sms: 1_000, other: 3_600_000 };

/** Counts calls in windows that begin with the first call. */
export class StandInCounter {
  readonly #windows = new Map<keyof StandInLimits, { readonly begin: number; count: number }>();
  readonly #limits: StandInLimits;
  readonly #clock: () => Date;

  constructor(limits: StandInLimits, clock: () => Date) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** The headers of every answer, and the refusal of a call that is too many. */
  count(path: string): { readonly headers: Record<string, string>; readonly refused?: HttpAnswer } {
    const kind = kindOf(path);
    const now = this.#clock().getTime();
    const known = this.#windows.get(kind);
    const window = known && now < known.begin + windowMs[kind] ? known : { begin: now, count: 0 };
    this.#windows.set(kind, window);
    window.count += 1;
    const limit = this.#limits[kind];
    const headers = {
      'x-sib-ratelimit-limit': `${limit}`,
      'x-sib-ratelimit-remaining': `${Math.max(limit - window.count, 0)}`,
      'x-sib-ratelimit-reset': `${Math.ceil((window.begin + windowMs[kind] - now) / 1000)}`,
    };
    if (window.count <= limit) return { headers };
    return { headers, refused: brevoError(429, 'too_many_requests', 'Rate limit exceeded', headers) };
  }
}

function kindOf(path: string): keyof StandInLimits {
  if (path === '/v3/smtp/email') return 'mail';
  return path === '/v3/transactionalSMS/send' ? 'sms' : 'other';
}
