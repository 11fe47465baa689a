import { parseTime } from '../model/times.ts';

/** A header in which a provider says when its limit is over, besides or instead of `Retry-After`. */
export interface ResetHeader {
  /** Its name in lower case: `x-ratelimit-reset`. */
  readonly name: string;
  /** `seconds` from now (Brevo, Resend), or a `time`: since 1970, in seconds (SendGrid) or ms (Mailgun). */
  readonly holds: 'seconds' | 'time';
}

/** A channel must not stop for ever by one header. */
const maxMs = 3_600_000;

/**
 * When a provider may be asked again, in ms from now, 0 to an hour; `undefined` where it does not say. `Retry-After` goes first: seconds or
 * a date (RFC 9110 §10.2.3).
 *
 * @param headers - by their names in lower case
 */
export function readRetryAfter(
  headers: Readonly<Record<string, string | undefined>>,
  now: Date,
  resets: readonly ResetHeader[] = [],
): number | undefined {
  const asked = headers['retry-after'];
  const waits = [
    asked === undefined ? undefined : (secondsIn(asked) ?? dateIn(asked, now)),
    ...resets.map(({ name, holds }) => {
      const value = headers[name];
      if (value === undefined) return undefined;
      return holds === 'seconds' ? secondsIn(value) : timeIn(value, now);
    }),
  ];
  const ms = waits.find((wait) => wait !== undefined && !Number.isNaN(wait));
  return ms === undefined ? undefined : Math.min(Math.max(Math.ceil(ms), 0), maxMs);
}

/** In ms. */
function secondsIn(value: string): number | undefined {
  return /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) * 1000 : undefined;
}

/** In ms from now; a date of HTTP names its month. `Date.parse` alone would read one in `-5`. */
function dateIn(value: string, now: Date): number | undefined {
  return /[A-Za-z]{3}/.test(value) ? parseTime(value) - now.getTime() : undefined;
}

/** In ms from now. Seconds since 1970 have ten digits until the year 2286, ms thirteen. */
function timeIn(value: string, now: Date): number | undefined {
  const since = secondsIn(value);
  if (since === undefined) return undefined;
  const ms = Number(value) > 1e11 ? Number(value) : since;
  return ms - now.getTime();
}
