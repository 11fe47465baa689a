import type { FailureClass } from 'postern';
import type { Verdict } from '../../adapters/smtp/src/bounces/verdict.ts';

/** What a report that says so must be read as. */
interface Wanted {
  readonly types: readonly Verdict['type'][];
  /** Any of these; none for what is no failure. */
  readonly classes?: readonly FailureClass[];
  /** Whether the address is put on the suppression list. */
  readonly suppresses: 'always' | 'may' | 'never';
}

const bounced = ['undelivered', 'delayed'] as const;
const later = ['temporary', 'network', 'throttled'] as const;
const refusals = ['blocked', 'content', 'sender', 'configuration', 'throttled'] as const;

/** What a mail of the set is about, as its expectation says (README.md). */
export const reasons = {
  unknown: { types: ['undelivered'], classes: ['recipient'], suppresses: 'always' },
  gone: { types: ['undelivered'], classes: ['recipient', 'blocked', ...later], suppresses: 'may' },
  full: { types: bounced, classes: ['temporary'], suppresses: 'never' },
  size: { types: bounced, classes: ['content', 'temporary'], suppresses: 'never' },
  throttled: { types: bounced, classes: [...later, 'blocked'], suppresses: 'never' },
  expired: { types: bounced, classes: later, suppresses: 'never' },
  network: { types: bounced, classes: [...later, 'blocked'], suppresses: 'never' },
  refused: { types: bounced, classes: refusals, suppresses: 'never' },
  other: { types: bounced, classes: [...refusals, ...later], suppresses: 'never' },
  delivered: { types: ['delivered', 'sent'], suppresses: 'never' },
  complaint: { types: ['complained'], suppresses: 'always' },
  'opt-out': { types: ['unsubscribed'], suppresses: 'always' },
} as const satisfies Readonly<Record<string, Wanted>>;

export type Reason = keyof typeof reasons;

/** Whether the core would write to the address no more. */
export function suppresses({ type, failure }: Verdict): boolean {
  return type === 'complained' || type === 'unsubscribed' || failure?.class === 'recipient';
}

/** A status that begins with 4 may count as `temporary`, whatever the refusal was about. */
export function fits(verdict: Verdict, reason: Reason, status: string | undefined): boolean {
  const { types, classes, suppresses: wanted }: Wanted = reasons[reason];
  if (!types.includes(verdict.type)) return false;
  if (wanted === 'never' && suppresses(verdict)) return false;
  const of = verdict.failure?.class;
  if (!classes || of === undefined) return !classes && of === undefined;
  return classes.includes(of) || (status?.startsWith('4') === true && of === 'temporary');
}
