import { type KeyObject, verify } from 'node:crypto';
import {
  eventTypes,
  itemsOf,
  jsonOf,
  type ProviderEvent,
  type ProviderFailures,
  present,
  type WebhookRequest,
  type WebhookResult,
  withinTime,
} from 'postern/adapter';
import { z } from 'zod';
import { codeOf } from './sendgrid-errors.ts';
import { handleName } from './sendgrid-mail.ts';

/** https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event. */
const typesOf = eventTypes({
  processed: 'sent',
  delivered: 'delivered',
  deferred: 'delayed',
  bounce: 'undelivered',
  dropped: 'failed',
  open: 'opened',
  click: 'clicked',
  spamreport: 'complained',
  unsubscribe: 'unsubscribed',
  group_unsubscribe: 'unsubscribed',
});

/**
 * SendGrid brings a batch again for a day, and does not say whether it signs it anew [unconfirmed]: a shorter time could lose events.
 * What is replayed within it is known by its id, and changes nothing.
 */
const toleranceMs = 25 * 3_600_000;

const optional = z.string().optional().catch(undefined);
const batched = z.object({
  event: z.string(),
  timestamp: z.number().int().min(1).max(1e11).optional().catch(undefined),
  sg_event_id: optional,
  sg_message_id: optional,
  [handleName]: optional,
  bounce_classification: optional,
  reason: optional,
  status: optional,
  sg_machine_open: z.boolean().optional().catch(undefined),
});

/** Reads a batch of events of the account, whoever's messages they are of; nothing of it before its signature. */
export function eventsOf(
  request: WebhookRequest,
  {
    key,
    clock,
    failures,
  }: { readonly key: KeyObject; readonly clock: () => Date; readonly failures: ProviderFailures },
): WebhookResult {
  if (!isSigned(request, key, clock())) return { kind: 'refused' };
  const events = itemsOf(jsonOf(request), batched).flatMap((item) => {
    const { event, timestamp, sg_event_id, sg_message_id, sg_machine_open } = item;
    // What loads images for everybody says nothing of the reader.
    const types = sg_machine_open ? [] : (typesOf(event) ?? []);
    return types.map(
      (type): ProviderEvent =>
        present({
          correlation: item[handleName],
          type,
          at: timestamp === undefined ? clock() : new Date(timestamp * 1000),
          // As the answer to the hand-over names it: without the server that took it.
          providerId: sg_message_id?.replace(/\.(filter|recvd).*$/, ''),
          failure: type === 'undelivered' || type === 'failed' ? failures.failureOf(codeOf(item)) : undefined,
          detail: `SendGrid: ${event}`,
          dedupeKey: sg_event_id && `sendgrid/${sg_event_id}`,
        }),
    );
  });
  return { kind: 'accepted', events, inbound: [] };
}

/** ECDSA over the time and the bytes as they came. */
function isSigned({ headers, body }: WebhookRequest, key: KeyObject, now: Date): boolean {
  const signature = headers.get('x-twilio-email-event-webhook-signature') ?? '';
  const timestamp = headers.get('x-twilio-email-event-webhook-timestamp') ?? '';
  if (!withinTime(timestamp, now, toleranceMs)) return false;
  const signed = Buffer.concat([Buffer.from(timestamp), body]);
  return verify('sha256', signed, key, Buffer.from(signature, 'base64'));
}
