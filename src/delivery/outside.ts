import type { BeforeSendVerdict } from '../interfaces/before-send.ts';
import type { SendResult } from '../interfaces/transport.ts';
import { type Failure, failureClasses } from '../model/message.ts';
import { noteText } from '../model/notes.ts';
import { present } from '../model/present.ts';
import { storableText } from '../model/text.ts';

// What a host's hook and a transport answer comes from outside: it is read here before it reaches a schedule or the record.

const minuteMs = 60_000;
const longestDelayMs = 366 * 86_400_000;
const textLimit = 2_000;

/** A verdict with its delay in ms; `fault` says what was wrong with it, for the host. */
export type Verdict =
  | { readonly kind: 'go' }
  | { readonly kind: 'veto'; readonly reason: string }
  | { readonly kind: 'delay'; readonly afterMs: number; readonly fault?: string };

/**
 * Reads what `beforeSend` answered. A delay is at least a minute, so that a hook that always says "later" cannot keep a worker busy; what
 * cannot be read delays too: sending against the host's rules is worse.
 */
export function readVerdict(verdict: BeforeSendVerdict, now: Date): Verdict {
  const given: unknown = verdict;
  if (given === undefined || given === null) return { kind: 'go' };
  const unread = (fault: string): Verdict => ({ kind: 'delay', afterMs: minuteMs, fault });
  if (typeof given !== 'object') return unread('answered neither nothing, nor { veto }, nor { delayUntil }');
  if ('veto' in given) {
    return typeof given.veto === 'string'
      ? { kind: 'veto', reason: storableText(given.veto, textLimit) }
      : unread('answered a veto whose reason is no text');
  }
  if (!('delayUntil' in given)) return unread('answered an object without veto and delayUntil');
  const afterMs = given.delayUntil instanceof Date ? given.delayUntil.getTime() - now.getTime() : Number.NaN;
  if (Number.isNaN(afterMs)) return unread('answered a delayUntil that is no date');
  if (afterMs <= 0) return unread('answered a delayUntil that is not in the future');
  return { kind: 'delay', afterMs: Math.min(Math.max(afterMs, minuteMs), longestDelayMs) };
}

/** A result that can be written down; `fault` says what was wrong with it. */
export interface ReadResult {
  readonly result: SendResult;
  readonly fault?: string;
}

/** Reads what a transport answered. What is no answer at all leaves it open whether the message was taken. */
export function readResult(answer: SendResult): ReadResult {
  const given: unknown = answer;
  if (typeof given !== 'object' || given === null || !('outcome' in given)) {
    return { result: unreadable, fault: 'answered no result' };
  }
  switch (answer.outcome) {
    case 'accepted': {
      const providerId = textOf(answer.providerId);
      return { result: present({ outcome: 'accepted', providerId, response: textOf(answer.response) }) };
    }
    case 'rejected':
    case 'unknown':
      return { result: { outcome: answer.outcome, failure: failureOf(answer.failure) } };
    case 'retry':
    case 'paused': {
      const { outcome, afterMs } = answer;
      const failure = failureOf(answer.failure);
      if (afterMs === undefined || isWait(afterMs)) return { result: present({ outcome, failure, afterMs }) };
      const fault = 'answered an afterMs that is no time from 0 ms to a year';
      return { result: { outcome, failure }, fault };
    }
    default:
      return { result: unreadable, fault: 'answered an outcome that does not exist' };
  }
}

const unreadable: SendResult = {
  outcome: 'unknown',
  failure: { class: 'transport_fault', message: noteText({ code: 'unreadable_answer' }) },
};

function isWait(ms: unknown): boolean {
  return typeof ms === 'number' && ms >= 0 && ms <= longestDelayMs;
}

/** A failure quotes the other side, which may say anything. */
function failureOf(failure: unknown): Failure {
  const given = typeof failure === 'object' && failure !== null ? failure : {};
  const { class: named, code, message, unclear }: { readonly [K in keyof Failure]?: unknown } = given;
  return present({
    class: failureClasses.find((one) => one === named) ?? 'transport_fault',
    code: textOf(code),
    message: textOf(message) ?? noteText({ code: 'no_more_said' }),
    unclear: unclear === true ? true : undefined,
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? storableText(value, textLimit) : undefined;
}
