import type { Channel, ChannelRules, StatisticsKey } from 'postern';
import type { Consumer, Session } from '../../../src/contract.ts';

/** What messages are counted by. */
export type Figure = 'day' | StatisticsKey;

/** What differs between the channels in these pages, a row each; words are in the catalogues of `strings/`. */
interface ChannelFacts {
  readonly icon: 'mail' | 'phone';
  /** Has a subject, which then has to be given; the site's prefix stands before it, or before the text where there is none. */
  readonly hasSubject: boolean;
  /** May be formatted; then the text may be left to be made of it. */
  readonly hasHtml: boolean;
  /** May bring a way to opt out, or pass opt-outs. */
  readonly choosesOptOuts: boolean;
  /** Where a consumer's address for it stands. */
  readonly consumerField: ChannelRules['consumerField'];
  /** The same as people write it, where that may be another. */
  readonly readableField?: keyof Consumer & 'readableEmail';
  /** The keyboard that addresses are typed on. */
  readonly addressInput: 'email' | 'tel';
  /** What one address looks like as it is typed; the server has the last word. */
  readonly address: RegExp;
  /** What stands before an address in a link. */
  readonly scheme: RegExp;
  /** Lines of the field for the text, empty. */
  readonly rows: number;
  readonly textLimit: keyof Session['limits'] & ('body' | 'sms');
  readonly overviewCall: 'emailOverview' | 'smsOverview';
  readonly senderCall: 'emailSender' | 'smsSender';
  readonly previewCall: 'previewEmail' | 'previewSms';
  readonly sendCall: 'sendEmail' | 'sendSms';
  /** What its messages are counted by on the overview. */
  readonly countedBy: readonly Figure[];
  /** What mailbox providers bear: shares of what was handed over. */
  readonly rateLimits?: { readonly bounced: number; readonly complained: number };
  /** For many at once: what it would come to, and sending. */
  readonly checkCall: 'checkEmails' | 'checkTexts';
  readonly sendManyCall: 'sendEmails' | 'sendTexts';
  /** Files may go with it. */
  readonly takesFiles: boolean;
  /** Sends what is being written to whoever writes it. */
  readonly testCall?: 'testEmail';
}

/** The channels' rows. A third one does not compile before it has its own; `test/channels.test.ts` lists what else it needs. */
export const channelFacts: Readonly<Record<Channel, ChannelFacts>> = {
  email: {
    icon: 'mail',
    hasSubject: true,
    hasHtml: true,
    choosesOptOuts: true,
    consumerField: 'email',
    readableField: 'readableEmail',
    addressInput: 'email',
    address: /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/,
    scheme: /^mailto:/i,
    rows: 8,
    textLimit: 'body',
    overviewCall: 'emailOverview',
    senderCall: 'emailSender',
    previewCall: 'previewEmail',
    sendCall: 'sendEmail',
    checkCall: 'checkEmails',
    sendManyCall: 'sendEmails',
    countedBy: ['day', 'hour', 'template', 'domain'],
    rateLimits: { bounced: 0.02, complained: 0.001 },
    takesFiles: true,
    testCall: 'testEmail',
  },
  sms: {
    icon: 'phone',
    hasSubject: false,
    hasHtml: false,
    choosesOptOuts: false,
    consumerField: 'phone',
    addressInput: 'tel',
    address: /^\+?[(\d][\d\s()./-]{4,}$/,
    scheme: /^(tel|sms):/i,
    rows: 4,
    textLimit: 'sms',
    overviewCall: 'smsOverview',
    senderCall: 'smsSender',
    previewCall: 'previewSms',
    sendCall: 'sendSms',
    checkCall: 'checkTexts',
    sendManyCall: 'sendTexts',
    countedBy: ['day', 'hour', 'template'],
    takesFiles: false,
  },
};

/** All channels, in the order in which they are shown. */
export const channels: readonly Channel[] = Object.keys(channelFacts).filter(isChannel);

/** The one most used: it stands in where none is named. */
export const mainChannel: Channel = 'email';

/** The calls whose answers count messages, and those that answer the sender, of every channel. */
export const overviewCalls = channels.map((channel) => channelFacts[channel].overviewCall);
export const senderCalls = channels.map((channel) => channelFacts[channel].senderCall);

/** Whether a word from outside names a channel. */
export function isChannel(word: unknown): word is Channel {
  return typeof word === 'string' && Object.hasOwn(channelFacts, word);
}

/** The first that the service has a transport for. */
export function firstOffered({ channels: offered }: Session): Channel {
  return channels.find((channel) => offered[channel]) ?? mainChannel;
}
