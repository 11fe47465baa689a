import type { DnsType, Transport } from 'postern';

/** What a provider's stand-in finds around it. */
export interface Surroundings {
  /** Whether the local DNS zone has a record as the provider asks for it. */
  readonly hasRecord: (record: ProviderRecord) => boolean;
  /** The pause before each report of what became of a message, in ms. */
  readonly paceMs: number;
}

interface ProviderRecord {
  readonly type: DnsType;
  /** The full name. */
  readonly name: string;
  readonly value: string;
}

/** One that mails go through here: by the transport of its package, to the stand-in that the package has for tests. */
export interface EmailProvider {
  /** As people write it. */
  readonly title: string;
  /** The names that the sender's CNAMEs point to, as a wildcard where there are several: the provider keeps keys there. Absent where there are none. */
  readonly keysAt?: string;
  start(around: Surroundings): Promise<EmailStandIn>;
}

export interface EmailStandIn {
  readonly transport: Transport<'email'>;
  /** What was handed over, then what the provider itself mailed to have addresses confirmed and nobody has acted on; each oldest first. */
  mails(): readonly ProviderMail[] | Promise<readonly ProviderMail[]>;
  /** Has the provider report to this URL. */
  reportTo(url: string): Promise<unknown>;
  close(): Promise<void>;
}

/** A mail that the stand-in took, or one of the provider's own. */
export interface ProviderMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** When it was taken; absent of the provider's own. */
  readonly takenAt?: Date;
  /** What names its hand-over; absent of the provider's own. */
  readonly handle?: string | undefined;
  /** Has the provider report that there is no such mailbox. Answers the statuses that its webhooks got. */
  readonly bounce?: () => Promise<readonly number[]>;
  /** Does what a reader does with the link in it. */
  readonly follow?: () => void;
}

/** One that SMS go through here. */
export interface SmsProvider {
  readonly title: string;
  start(around: Pick<Surroundings, 'paceMs'>): Promise<SmsStandIn>;
}

export interface SmsStandIn {
  readonly transport: Transport<'sms'>;
  /** What was handed over, oldest first. */
  taken(): readonly ProviderSms[];
  /** What phones wrote, oldest first. */
  written(): readonly PhoneReply[];
  /** Has what phones write posted to this URL; a message names the URL for its own reports itself. */
  reportTo(url: string): Promise<unknown>;
  close(): Promise<void>;
}

export interface ProviderSms {
  readonly id: string;
  readonly takenAt: Date;
  readonly to: string;
  /** A number, or a name, which nobody can reply to. */
  readonly from: string;
  readonly text: string;
  /** Holds what names its hand-over. */
  readonly handle: string;
  /** Has the provider report that it did not arrive, whatever was reported before. */
  readonly fail: () => Promise<readonly number[]>;
  /** The phone writes back. Answers the status that the webhook got. Absent where the provider does not tell. */
  readonly reply?: (text: string) => Promise<number>;
}

export interface PhoneReply {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly writtenAt: Date;
}

/** The provider mailed a code: `sender.confirm` takes it. */
export function codeMail(title: string, to: string, code: string): ProviderMail {
  const text = `${code} is the code that confirms ${to} to ${title}.`;
  return { from: title, to, subject: `${title}: confirm your address`, text };
}

/** The provider mailed a link: once it was followed, `sender.checkAddress` hears so. */
export function linkMail(title: string, to: string, follow: () => void): ProviderMail {
  const text = `Follow the link to confirm ${to} to ${title}.`;
  return { from: title, to, subject: `${title}: confirm your address`, text, follow };
}

/** As a person reads it. */
export function mailbox({
  name,
  address,
}: {
  readonly name?: string | undefined;
  readonly address: string;
}): string {
  return name ? `${name} <${address}>` : address;
}
