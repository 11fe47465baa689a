import type { SendResult } from '../interfaces/transport.ts';
import { channelRules } from '../model/channel.ts';
import type { Channel, FailureClass } from '../model/message.ts';

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
  /** What to do about it, for people; one sentence. */
  readonly hint?: string;
}

/** What is looked at after a provider's own rules: codes come and go, and without a known one the HTTP status has to do. */
export const statusRules: readonly ErrorRule[] = [
  { status: ['429'], class: 'throttled' },
  { status: ['401', '403'], class: 'configuration', hint: 'Check the account and its credentials.' },
  // No such account, or another server at that address; redirects are not followed.
  { status: ['404', '405', '3'], class: 'configuration', hint: 'Check the account and "baseUrl".' },
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
  const { word, addressWord } = channelRules[channel];
  const rejected = (of: FailureClass, sentence: string) =>
    ({ outcome: 'rejected', class: of, sentence }) as const;
  return {
    opted_out: rejected('opted_out', 'The recipient does not want messages from this sender.'),
    recipient: rejected('recipient', `This ${addressWord} cannot receive ${word}.`),
    blocked: rejected('blocked', `${provider} or a network behind it blocks this message.`),
    sender: rejected('sender', 'This sender cannot reach this recipient.'),
    content: rejected('content', `${provider} does not take this message.`),
    configuration: {
      outcome: 'paused',
      class: 'configuration',
      sentence: `${provider} takes no messages with these settings.`,
    },
    throttled: { outcome: 'paused', class: 'throttled', sentence: `${provider} asks to send more slowly.` },
    temporary: {
      outcome: 'retry',
      class: 'temporary',
      sentence: `${provider} takes no more at the moment, or the message waited there too long.`,
    },
    undelivered: rejected(
      'temporary',
      'The recipient could not be reached, or no reason was given: it may work later.',
    ),
    ambiguous: {
      outcome: 'unknown',
      class: 'ambiguous',
      sentence: `${provider} did not say whether it took the message.`,
    },
  };
}
