import { parseEmailAddress, readEmailAddress } from './address.ts';
import { lazily } from './lazily.ts';
import type { Channel, Message } from './message.ts';

/** What a hand-over that may or may not have succeeded means: send once more under the same Message-ID, or hold. */
export type UnknownPolicy = 'resend' | 'hold';

/** What differs between the channels, a row each; all else is the same for every channel. */
export interface ChannelRules {
  /** Its name within a sentence. */
  readonly word: string;
  /** What its messages go to, within a sentence. */
  readonly addressWord: string;
  /** Where a consumer's address for it stands: a field of `Consumer`, which each directory reads. */
  readonly consumerField: 'email' | 'phone';
  /** Has a subject, which then has to be given. */
  readonly hasSubject: boolean;
  /** Its addresses end in a domain, which messages may be counted by. */
  readonly hasDomain: boolean;
  /** Has links that lead out of what is sent: its texts may show `{{ unsubscribeUrl }}`. */
  readonly hasUnsubscribe: boolean;
  /** Has an HTML part; where not, it is refused. */
  readonly hasHtml: boolean;
  /** What stands before the subject, or before the text where there is none, unless the site says otherwise; `{site}` is its name. */
  readonly prefix: string;
  /** Whether an address that was refused for good is not sent to again: a mailbox stays away, a number may work tomorrow. */
  readonly refusalSuppresses: boolean;
  /** Hand-overs at a time in a process, by default. */
  readonly concurrency: number;
  /** What follows, by default, where it stays open whether a message was taken. */
  readonly unknown: UnknownPolicy;
  /**
   * Reads an address from outside, as it is sent to; a number without `+` is one of `country`, `field` is named in the refusal. What
   * reading needs is loaded by the first call (for numbers 1 MB of numbering plans).
   * @throws MessagingError `invalid_address`, `invalid_phone`
   */
  readAddress(
    input: string,
    context: { readonly country?: string | undefined; readonly field?: string },
  ): Promise<string>;
  /** The form in which addresses are compared and kept on the suppression list. */
  addressKey(address: string): string;
  /**
   * Reads an entry of `safeMode.allow`: an address, or many by `*` at one end. In the form in which they are compared; `undefined` where it
   * is none of this channel. Numbers are read by their form alone, with `+`.
   */
  readAllowed(entry: string): string | undefined;
  /** Such entries, for a sentence. */
  readonly allowExamples: readonly string[];
  /** What a table calls its column of addresses, here and elsewhere; small letters and digits alone. */
  readonly addressHeadings: readonly string[];
  /** The id that a message carries in itself, the same for every attempt; absent where there is none. */
  messageId?(id: string, senderAddress: string): string;
}

/** `*@domain`, or one address; a star elsewhere, which an address may hold, would be meant as one of these. */
function readAllowedMailboxes(entry: string): string | undefined {
  const typed = entry.trim();
  const all = typed.startsWith('*@');
  const verdict = readEmailAddress(all ? typed.replace('*', 'anybody') : typed);
  if (!verdict.ok || verdict.value.local.includes('*')) return undefined;
  return all ? `*@${verdict.value.domain}` : verdict.value.address.toLowerCase();
}

/** E.164 (at most 15 digits), or its beginning and `*`; spaces, brackets and dashes between are left out. */
function readAllowedNumbers(entry: string): string | undefined {
  const typed = entry.replace(/[\s().-]/g, '');
  return /^\+[1-9](?:\d{0,13}\*|\d{6,14})$/.test(typed) ? typed : undefined;
}

/** Reads numbers, with the numbering plans of all countries. */
export const phoneReader = lazily(() => import('./phone.ts'));

/** The channels' rules. A third channel is a row here; `test/channels.test.ts` lists where else one does not compile before it is filled in. */
export const channelRules: Readonly<Record<Channel, ChannelRules>> = {
  email: {
    word: 'e-mail',
    addressWord: 'e-mail address',
    consumerField: 'email',
    hasSubject: true,
    hasHtml: true,
    hasDomain: true,
    hasUnsubscribe: true,
    prefix: '[{site}] ',
    refusalSuppresses: true,
    concurrency: 10,
    unknown: 'resend',
    readAddress: async (input, { field = 'to' }) => parseEmailAddress(input, field).address,
    addressKey: (address) => address.toLowerCase(),
    readAllowed: readAllowedMailboxes,
    allowExamples: ['*@acme.example', 'jo@acme.example'],
    addressHeadings: ['email', 'emailaddress', 'mail', 'emailadresse'],
    messageId: (id, sender) => `<${id}@${sender.slice(sender.lastIndexOf('@') + 1)}>`,
  },
  sms: {
    word: 'SMS',
    addressWord: 'phone number',
    consumerField: 'phone',
    hasSubject: false,
    hasHtml: false,
    hasDomain: false,
    hasUnsubscribe: false,
    prefix: '{site}: ',
    refusalSuppresses: false,
    concurrency: 5,
    unknown: 'hold',
    readAddress: async (input, { country }) => (await phoneReader()).parsePhone(input, country).number,
    addressKey: (address) => address,
    readAllowed: readAllowedNumbers,
    allowExamples: ['+44*', '+447400123456'],
    addressHeadings: ['phone', 'phonenumber', 'mobile', 'mobilenumber', 'telefonnummer', 'rufnummer'],
  },
};

/** All channels, in the order in which they are shown. */
export const channels: readonly Channel[] = Object.keys(channelRules).filter(isChannel);

/** One for each channel, made of its rules. */
export function perChannel<T>(make: (rules: ChannelRules, channel: Channel) => T): Record<Channel, T> {
  return { email: make(channelRules.email, 'email'), sms: make(channelRules.sms, 'sms') };
}

/** Whether a word from outside names a channel. */
export function isChannel(word: unknown): word is Channel {
  return typeof word === 'string' && Object.hasOwn(channelRules, word);
}

/** The form in which addresses are compared and kept on the suppression list. */
export function addressKey(channel: Channel, address: string): string {
  return channelRules[channel].addressKey(address);
}

/** The id that a message bears in itself (e-mail: its Message-ID); `undefined` where its channel has none. */
export function messageIdOf({
  channel,
  id,
  sender,
}: Pick<Message, 'channel' | 'id' | 'sender'>): string | undefined {
  return channelRules[channel].messageId?.(id, sender.address);
}
