import type { StandInMail } from './stand-in-mail.ts';
import type { StandInWebhook } from './stand-in-webhooks.ts';

/** What happened to a mail, by Postmark's `RecordType`; https://postmarkapp.com/developer/webhooks/webhooks-overview. */
export type StandInEvent = {
  /** When it happened. Default: now. */
  readonly at?: Date;
} & (
  | { readonly record: 'Delivery' | 'Open' | 'SpamComplaint'; readonly details?: string }
  | { readonly record: 'Bounce'; readonly type: string; readonly details?: string }
  | { readonly record: 'Click'; readonly link: string }
  | {
      readonly record: 'SubscriptionChange';
      readonly origin: 'Recipient' | 'Customer' | 'Admin';
      /** `null`: the address may be sent to again. */
      readonly reason: 'HardBounce' | 'SpamComplaint' | 'ManualSuppression' | null;
    }
);

/** What Postmark reports of a mail that arrives. */
export const delivered: readonly StandInEvent[] = [{ record: 'Delivery' }];

/** … of one that its recipient calls spam, */
export const complained: readonly StandInEvent[] = [
  { record: 'Delivery' },
  { record: 'SpamComplaint' },
  { record: 'SubscriptionChange', origin: 'Recipient', reason: 'SpamComplaint' },
];

/** … of one whose recipient wants no more of that stream, */
export const unsubscribed: readonly StandInEvent[] = [
  { record: 'Delivery' },
  { record: 'SubscriptionChange', origin: 'Recipient', reason: 'ManualSuppression' },
];

/** … and of one that bounces, by the bounce's type. */
export function bounced(
  type = 'HardBounce',
  details = 'smtp;550 5.1.1 The email account that you tried to reach does not exist.',
): readonly StandInEvent[] {
  return [{ record: 'Bounce', type, details }];
}

/** https://postmarkapp.com/developer/api/bounce-api#bounce-types. */
const bounceCodes: Readonly<Record<string, number>> = {
  HardBounce: 1,
  Transient: 2,
  Unsubscribe: 16,
  Subscribe: 32,
  AutoResponder: 64,
  AddressChange: 128,
  DnsError: 256,
  SpamNotification: 512,
  OpenRelayTest: 1_024,
  Unknown: 2_048,
  SoftBounce: 4_096,
  VirusNotification: 8_192,
  ChallengeVerification: 16_384,
  BadEmailAddress: 100_000,
  SpamComplaint: 100_001,
  ManuallyDeactivated: 100_002,
  Unconfirmed: 100_003,
  Blocked: 100_006,
  SMTPApiError: 100_007,
  InboundError: 100_008,
  DMARCPolicy: 100_009,
  TemplateRenderingFailed: 100_010,
};

/** Whether a webhook asked for it. */
export function isWanted({ Triggers }: StandInWebhook, { record }: StandInEvent): boolean {
  return Triggers[record].Enabled;
}

/** An event as it is posted. */
export function payloadOf(
  mail: StandInMail,
  event: StandInEvent,
  { id, now }: { readonly id: number; readonly now: Date },
): object {
  const at = timeOf(event.at ?? now);
  const common = {
    RecordType: event.record,
    MessageID: mail.MessageID,
    MessageStream: mail.MessageStream,
    ServerID: 23,
    Tag: mail.Tag ?? '',
    Metadata: mail.Metadata,
  };
  switch (event.record) {
    case 'Delivery':
      return {
        ...common,
        Recipient: mail.recipient,
        DeliveredAt: at,
        Details: event.details ?? 'smtp;250 2.0.0 OK',
      };
    case 'Open':
      return { ...common, ...reader, Recipient: mail.recipient, ReceivedAt: at, FirstOpen: true };
    case 'Click':
      return {
        ...common,
        ...reader,
        Recipient: mail.recipient,
        ReceivedAt: at,
        ClickLocation: 'HTML',
        OriginalLink: event.link,
      };
    case 'SubscriptionChange':
      return {
        ...common,
        Recipient: mail.recipient,
        ChangedAt: at,
        Origin: event.origin,
        SuppressSending: event.reason !== null,
        SuppressionReason: event.reason,
      };
    default: {
      const type = event.record === 'Bounce' ? event.type : 'SpamComplaint';
      return {
        ...common,
        ID: id,
        Type: type,
        TypeCode: bounceCodes[type] ?? 0,
        Name: type.replace(/(?<=[a-z])(?=[A-Z])/g, ' '),
        Description: '',
        Details: event.details ?? '',
        Email: mail.recipient,
        From: mail.From,
        BouncedAt: at,
        DumpAvailable: true,
        Inactive: type === 'HardBounce' || type === 'SpamComplaint',
        CanActivate: type !== 'SpamComplaint',
        Subject: mail.Subject ?? '',
      };
    }
  }
}

const reader = {
  Client: { Name: 'Chrome 35.0.1916.153', Company: 'Google', Family: 'Chrome' },
  OS: { Name: 'OS X 10.7 Lion', Company: 'Apple Computer, Inc.', Family: 'OS X 10' },
  Platform: 'Desktop',
  UserAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_7_5)',
  Geo: {},
};

/** As Postmark writes them: seven digits of a second. */
function timeOf(at: Date): string {
  return at.toISOString().replace('Z', '0000Z');
}
