import {
  eventTypes,
  hasBasic,
  itemsOf,
  jsonOf,
  type ProviderEvent,
  type ProviderFailures,
  parseTime,
  present,
  type WebhookRequest,
  type WebhookResult,
} from 'postern/adapter';
import { z } from 'zod';
import { metadataKeys } from './postmark-find.ts';
import { webhookUser } from './postmark-webhooks.ts';

/**
 * By `RecordType`, a bounce by its type besides; https://postmarkapp.com/developer/webhooks/webhooks-overview and
 * https://postmarkapp.com/developer/api/bounce-api#bounce-types. What Postmark goes on trying, and what is no bounce at all, settles nothing.
 */
const typesOf = eventTypes({
  Delivery: 'delivered',
  Open: 'opened',
  Click: 'clicked',
  SpamComplaint: 'complained',
  Unsubscribed: 'unsubscribed',
  'Bounce HardBounce': 'undelivered',
  'Bounce SoftBounce': 'undelivered',
  'Bounce BadEmailAddress': 'undelivered',
  'Bounce Unknown': 'undelivered',
  'Bounce SpamNotification': 'undelivered',
  'Bounce VirusNotification': 'undelivered',
  'Bounce Blocked': 'undelivered',
  'Bounce DMARCPolicy': 'undelivered',
  'Bounce ManuallyDeactivated': 'failed',
  'Bounce Unconfirmed': 'failed',
  'Bounce SMTPApiError': 'failed',
  'Bounce TemplateRenderingFailed': 'failed',
  'Bounce SpamComplaint': 'complained',
  'Bounce Unsubscribe': 'unsubscribed',
  'Bounce Transient': 'delayed',
  'Bounce DnsError': 'delayed',
  'Bounce ChallengeVerification': 'delayed',
});

const optional = z.string().optional().catch(undefined);
const posted = z.object({
  RecordType: z.string(),
  MessageID: optional,
  Metadata: z.record(z.string(), z.unknown()).catch({}),
  /** Of a bounce. */
  Type: optional,
  Details: optional,
  /** Of a change of subscription. */
  Origin: optional,
  SuppressSending: z.boolean().optional().catch(undefined),
  SuppressionReason: optional,
  BouncedAt: optional,
  DeliveredAt: optional,
  ReceivedAt: optional,
  ChangedAt: optional,
});
type Posted = z.infer<typeof posted>;

/** Any other answer makes Postmark post it again. */
const answer = { contentType: 'text/plain; charset=utf-8', body: 'OK' };

/** A webhook of the server: of one mail, of ours or of anybody's. It names its hand-over by the metadata that it was sent with. */
export function eventsOf(
  request: WebhookRequest,
  {
    webhookToken,
    failures,
    clock,
  }: {
    readonly webhookToken: string;
    readonly failures: ProviderFailures;
    readonly clock: () => Date;
  },
): WebhookResult {
  if (!hasBasic(request, { user: webhookUser, password: webhookToken })) return { kind: 'refused' };
  const events = itemsOf(jsonOf(request), posted).flatMap((one) =>
    (typesOf(wordOf(one)) ?? []).map((type) => eventOf(type, one, { failures, clock })),
  );
  return { kind: 'accepted', events, inbound: [], answer };
}

/** A subscription changes by bounces and complaints, which are told for themselves, and by people at Postmark. */
function wordOf({ RecordType, Type, ...change }: Posted): string {
  if (RecordType === 'Bounce') return `Bounce ${Type}`;
  if (RecordType !== 'SubscriptionChange') return RecordType;
  const { Origin, SuppressSending, SuppressionReason } = change;
  const left = SuppressSending && Origin === 'Recipient' && SuppressionReason === 'ManualSuppression';
  return left ? 'Unsubscribed' : RecordType;
}

function eventOf(
  type: ProviderEvent['type'],
  one: Posted,
  { failures, clock }: { readonly failures: ProviderFailures; readonly clock: () => Date },
): ProviderEvent {
  const { RecordType, Type, MessageID, Metadata, Details } = one;
  const stamp = one.BouncedAt ?? one.DeliveredAt ?? one.ReceivedAt ?? one.ChangedAt ?? '';
  const time = parseTime(stamp);
  const handle = Metadata[metadataKeys.handle];
  const word = (RecordType === 'Bounce' && Type) || RecordType;
  const said = onOneLine(Details);
  return present({
    correlation: typeof handle === 'string' ? handle : undefined,
    type,
    at: Number.isNaN(time) ? clock() : new Date(time),
    providerId: MessageID,
    detail: said === '' ? `Postmark: ${word}` : `Postmark: ${word} (${said})`,
    // Of bounces there is an ID besides, of more digits than a number of JavaScript holds.
    dedupeKey: `postmark/${word}/${MessageID}/${stamp}`,
    failure: type === 'undelivered' || type === 'failed' ? failures.failureOf(Type) : undefined,
  });
}

function onOneLine(text = ''): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
}
