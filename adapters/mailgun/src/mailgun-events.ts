import {
  eventTypes,
  type Failure,
  hmacMatches,
  jsonOf,
  type ProviderEvent,
  present,
  type WebhookRequest,
  type WebhookResult,
  withinTime,
} from 'postern/adapter';
import { z } from 'zod';
import type { MailgunSettings } from './mailgun-options.ts';

const optional = z.string().optional().catch(undefined);
/** As webhooks and the list of events have it; https://documentation.mailgun.com/docs/mailgun/user-manual/events/event-structure. */
export const mailgunEvent = z.object({
  id: z.string(),
  event: z.string(),
  /** Of a failure. */
  severity: optional,
  reason: optional,
  timestamp: z.number().positive().optional().catch(undefined),
  'user-variables': z.record(z.string(), z.unknown()).catch({}),
  message: z.object({ headers: z.object({ 'message-id': optional }).catch({}) }).catch({ headers: {} }),
  'delivery-status': z
    .object({
      code: z.number().optional().catch(undefined),
      'enhanced-code': optional,
      message: optional,
      description: optional,
    })
    .catch({}),
});
export type MailgunEvent = z.infer<typeof mailgunEvent>;

/** A failure by its severity, and by whether anything left: https://documentation.mailgun.com/docs/mailgun/user-manual/tracking-messages/track-failures. */
const typesOf = eventTypes({
  accepted: 'sent',
  delivered: 'delivered',
  'failed permanent': 'undelivered',
  'failed suppressed': 'failed',
  'failed temporary': 'delayed',
  rejected: 'failed',
  opened: 'opened',
  clicked: 'clicked',
  complained: 'complained',
  unsubscribed: 'unsubscribed',
});

/** What an event says of its message. */
export function typesOfEvent({ event, severity, reason }: MailgunEvent): readonly ProviderEvent['type'][] {
  if (event !== 'failed') return typesOf(event) ?? [];
  const isSuppressed = severity === 'permanent' && reason?.startsWith('suppress-');
  return typesOf(`failed ${isSuppressed ? 'suppressed' : severity}`) ?? [];
}

const signed = z.object({
  signature: z.object({
    timestamp: z.union([z.string(), z.number()]),
    token: z.string().min(1).max(200),
    signature: z.string(),
    /** Of the account above, where the domain is a subaccount's. */
    'parent-signature': optional,
  }),
  'event-data': z.unknown(),
});

/** Any other answer makes Mailgun post it again; of a delivery it never does. */
const answer = { contentType: 'text/plain; charset=utf-8', body: 'OK' };

/** So many tokens are remembered. */
const maxTokens = 10_000;

type Settings = Pick<MailgunSettings, 'clock' | 'failures' | 'replayWindowMs'> & {
  readonly webhookSigningKey: string;
};

/**
 * Reads a webhook: of one mail, of ours or of anybody's. The signature is over a time and a token, not over the event: so it counts for that time
 * only, a token stands for one event, and the event by the handle that its mail was sent with.
 */
export function webhookReader({ webhookSigningKey, clock, failures, replayWindowMs }: Settings) {
  const tokens = new Map<string, string>();

  /** Whether the token came with no other event before. */
  const isFirstUse = (token: string, event: string): boolean => {
    const known = tokens.get(token);
    if (known !== undefined) return known === event;
    tokens.set(token, event);
    const [oldest = ''] = tokens.keys();
    if (tokens.size > maxTokens) tokens.delete(oldest);
    return true;
  };

  return async (request: WebhookRequest): Promise<WebhookResult> => {
    const { data } = signed.safeParse(jsonOf(request));
    if (!data) return { kind: 'refused' };
    const { timestamp, token, signature, 'parent-signature': parent = '' } = data.signature;
    const isTheirs = [signature, parent].some((one) =>
      hmacMatches({ key: webhookSigningKey, data: [`${timestamp}`, token], signature: one }),
    );
    if (!isTheirs || !withinTime(timestamp, clock(), replayWindowMs)) return { kind: 'refused' };
    const { data: event } = mailgunEvent.safeParse(data['event-data']);
    if (!isFirstUse(token, event?.id ?? '')) return { kind: 'refused' };
    const events = event ? typesOfEvent(event).map((type) => reported(type, event)) : [];
    return { kind: 'accepted', events, inbound: [], answer };
  };

  function reported(type: ProviderEvent['type'], event: MailgunEvent): ProviderEvent {
    const handle = event['user-variables'].postern;
    return present({
      correlation: typeof handle === 'string' ? handle : undefined,
      type,
      at: timeOf(event) ?? clock(),
      providerId: event.message.headers['message-id'],
      detail: detailOf(event),
      dedupeKey: `mailgun/${event.id}`,
      failure: type === 'failed' || type === 'undelivered' ? failureOf(event) : undefined,
    });
  }

  function failureOf(event: MailgunEvent): Failure {
    const code = codeOf(event);
    const failure = failures.failureOf(code);
    // It may be about the address, or about anything else.
    return code === '550' || code === '5.1.0' ? { ...failure, unclear: true } : failure;
  }
}

/** Mailgun's own reason where it stopped the mail itself, else what the other side said: `5.1.1`, or `550`. */
function codeOf({ event, reason, 'delivery-status': status }: MailgunEvent): string | undefined {
  if (event === 'rejected') return event;
  if (reason !== undefined && /^suppress-|^(espblock|blacklisted)$/.test(reason)) return reason;
  const said = status['enhanced-code'] || /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(status.message ?? '')?.[0];
  return said || (status.code ? `${status.code}` : reason);
}

function detailOf({ event, severity, 'delivery-status': status }: MailgunEvent): string {
  const said = `${status.message || status.description || ''}`
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
  const word = severity === undefined ? event : `${event}, ${severity}`;
  return said === '' ? `Mailgun: ${word}` : `Mailgun: ${word} (${said})`;
}

/** Seconds with a fraction, in events; finer units are documented besides. */
function timeOf({ timestamp }: MailgunEvent): Date | undefined {
  if (timestamp === undefined) return undefined;
  let ms = timestamp * 1000;
  while (ms > 1e14) ms /= 1000;
  return new Date(ms);
}
