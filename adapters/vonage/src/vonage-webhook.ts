import {
  eventTypes,
  type Inbound,
  itemsOf,
  jsonOf,
  type ProviderEvent,
  type ProviderFailures,
  present,
  type WebhookRequest,
  type WebhookResult,
} from 'postern/adapter';
import { z } from 'zod';
import { reportCode } from './vonage-errors.ts';
import { isSigned } from './vonage-jwt.ts';
import { whole } from './vonage-sender.ts';

/** https://developer.vonage.com/en/messages/concepts/messages-status-callbacks. */
const typesOf = eventTypes({
  submitted: 'sent',
  delivered: 'delivered',
  read: ['delivered', 'opened'],
  // A carrier's word, after the message was taken.
  rejected: 'undelivered',
  // It never left Vonage.
  undeliverable: 'failed',
});

const optional = z.string().optional().catch(undefined);
const callback = z.object({
  message_uuid: z.string().min(1),
  channel: z.literal('sms'),
  status: optional,
  client_ref: optional,
  timestamp: optional,
  error: z.unknown().optional(),
  from: optional,
  to: optional,
  text: optional,
});
type Callback = z.infer<typeof callback>;

/** A status or an inbound message; nothing of it is looked at before its signature. */
export function readWebhook(
  request: WebhookRequest,
  {
    secret,
    clock,
    failures,
  }: { readonly secret: string; readonly clock: () => Date; readonly failures: ProviderFailures },
): WebhookResult {
  if (!isSigned(request, secret, clock())) return { kind: 'refused' };
  const read = itemsOf(jsonOf(request), callback);
  return {
    kind: 'accepted',
    events: read.flatMap((one) => eventsOf(one, clock(), failures)),
    inbound: read.flatMap(inboundOf),
    // Vonage wants a 200.
    answer: { contentType: 'text/plain; charset=utf-8', body: '' },
  };
}

function eventsOf(
  { message_uuid, status = '', client_ref, timestamp = '', error }: Callback,
  now: Date,
  failures: ProviderFailures,
): readonly ProviderEvent[] {
  const at = new Date(timestamp);
  return (typesOf(status) ?? []).map((type) =>
    present({
      correlation: client_ref,
      type,
      at: Number.isNaN(at.getTime()) ? now : at,
      providerId: message_uuid,
      failure:
        type === 'undelivered' || type === 'failed' ? failures.failureOf(reportCode(error)) : undefined,
      detail: `Vonage: ${status}`,
      dedupeKey: `vonage/${message_uuid}/${status}/${type}`,
    }),
  );
}

/** Names and short codes write too, but nobody can be asked not to send to them. */
function inboundOf({ message_uuid, status, from = '', to = '', text = '' }: Callback): readonly Inbound[] {
  const sender = whole(from);
  if (status !== undefined || to === '' || !sender.startsWith('+')) return [];
  return [{ from: sender, to: whole(to), text, providerId: message_uuid }];
}
