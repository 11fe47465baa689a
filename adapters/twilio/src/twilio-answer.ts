import { parseTime, present } from 'postern/adapter';
import { z } from 'zod';
import { type ApiAnswer, TwilioError } from './twilio-exchange.ts';
import type { TwilioFault } from './twilio-outcome.ts';

/** Both error formats of Twilio's, its own and RFC 9457, have the code at the same place. */
const errorBody = z.object({ code: z.int().min(1) });

/** @throws TwilioError where the answer is no success, or a success that cannot be read: then the message may exist. */
export function bodyOf({ status, text, retryAfter }: ApiAnswer, now: Date): unknown {
  const body = parsed(text);
  if (status >= 200 && status < 300) {
    if (typeof body === 'object' && body !== null) return body;
    throw unreadable();
  }
  const code = errorBody.safeParse(body).data?.code;
  const retryAfterMs = readRetryAfter(retryAfter, now);
  const fault: TwilioFault = present({ kind: 'refused', status, code, retryAfterMs });
  throw new TwilioError(fault);
}

/** The other side answered something: the message may exist. */
export function unreadable(): TwilioError {
  return new TwilioError({ kind: 'broken', code: 'EBADANSWER', sent: true });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const maxRetryAfterMs = 3_600_000;

/** Seconds or a date (RFC 9110 §10.2.3); at most an hour, since a channel must not stop for ever by one header. */
function readRetryAfter(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : parseTime(header) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), maxRetryAfterMs);
}
