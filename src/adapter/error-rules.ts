import type { SendResult } from '../interfaces/transport.ts';
import type { Channel, FailureClass } from '../model/message.ts';
import { noteText } from '../model/notes.ts';

/** What an error of a provider's is about, and with that what is done. */
export const errorClasses = [
  /** Refused for good: the recipient does not want it. */
  'opted_out',
  /** Refused for good: nobody is reached at this address. Where a channel's refusals suppress, this one does. */
  'recipient',
  /** Refused for good: a filter, a country. */
  'blocked',
  /** Refused for good: not from this sender to this recipient. */
  'sender',
  /** Refused for good: the message itself. */
  'content',
  /** No message is taken: credentials, account, settings. The channel pauses. */
  'configuration',
  /** No message is taken so fast. The channel pauses. */
  'throttled',
  /** Not taken, tried again. */
  'temporary',
  /** It did not arrive, and may another time; not tried again by itself. */
  'undelivered',
  /** It may have been taken. */
  'ambiguous',
] as const;
/** One of {@link errorClasses}. */
export type ErrorClass = (typeof errorClasses)[number];

/** What an error means. A rule fits by one of its codes or statuses; codes go before statuses, and of those that fit the first decides. */
export interface ErrorRule {
  /** The provider's own error codes, any of these; a number is the same as its digits. */
  readonly codes?: readonly (string | number)[];
  /** The first digits of an HTTP status, any of these: `'429'`, or `'5'` for every server error. Not of reports. */
  readonly status?: readonly string[];
  /** What the error is about. */
  readonly class: ErrorClass;
  /** What to do about it, for people: of `noteText`, so that it can be worded in any language (`HintParameters`), or a sentence of yours. */
  readonly hint?: string;
}

/** What is looked at after a provider's own rules: codes come and go, and without a known one the HTTP status has to do. */
export const statusRules: readonly ErrorRule[] = [
  { status: ['429'], class: 'throttled' },
  { status: ['401', '403'], class: 'configuration', hint: noteText({ code: 'check_credentials' }) },
  // No such account, or another server at that address; redirects are not followed.
  { status: ['404', '405', '3'], class: 'configuration', hint: noteText({ code: 'check_base_url' }) },
  { status: ['408', '5'], class: 'ambiguous' },
  { status: ['4'], class: 'content' },
];

/** What follows from an error of a class, and how it is told. */
export interface Meaning {
  readonly outcome: Exclude<SendResult['outcome'], 'accepted'>;
  readonly class: FailureClass;
  readonly sentence: string;
}

/** The meanings, in the words of a provider and a channel. */
export function meaningsOf(provider: string, channel: Channel): Readonly<Record<ErrorClass, Meaning>> {
  const rejected = (of: FailureClass, sentence: string) =>
    ({ outcome: 'rejected', class: of, sentence }) as const;
  return {
    opted_out: rejected('opted_out', noteText({ code: 'opted_out' })),
    recipient: rejected('recipient', noteText({ code: 'unreachable', channel })),
    blocked: rejected('blocked', noteText({ code: 'blocked', provider })),
    sender: rejected('sender', noteText({ code: 'sender_unfit' })),
    content: rejected('content', noteText({ code: 'content_refused', provider })),
    configuration: {
      outcome: 'paused',
      class: 'configuration',
      sentence: noteText({ code: 'settings_refused', provider }),
    },
    throttled: { outcome: 'paused', class: 'throttled', sentence: noteText({ code: 'throttled', provider }) },
    temporary: {
      outcome: 'retry',
      class: 'temporary',
      sentence: noteText({ code: 'temporary', provider }),
    },
    undelivered: rejected('temporary', noteText({ code: 'undelivered' })),
    ambiguous: {
      outcome: 'unknown',
      class: 'ambiguous',
      sentence: noteText({ code: 'ambiguous', provider }),
    },
  };
}
