import {
  credentialOption,
  type ErrorRule,
  eventTypes,
  hmacMatches,
  itemsOf,
  jsonOf,
  noteText,
  type ProviderEvent,
  type ProviderOptions,
  present,
  providerApi,
  providerFailures,
  providerOptions,
  readProviderOptions,
  type Transport,
  type WebhookRequest,
  withinTime,
} from 'postern/adapter';
import { z } from 'zod';

/** What {@link pigeon} needs, besides what every transport over an API takes. */
export interface PigeonOptions extends ProviderOptions {
  /** The account's bearer token. */
  readonly token: string;
  /** The number or name that messages come from until a site sets its own. */
  readonly from: string;
  /** Signs the account's webhook. Without it nothing is heard of a message after it was taken. */
  readonly webhookSecret?: string;
}

const schema = z.strictObject({
  ...providerOptions({ name: 'pigeon', baseUrl: 'https://api.pigeon.example/v1' }),
  token: credentialOption(),
  from: z.string().min(1),
  webhookSecret: credentialOption().optional(),
});

const provider = 'Pigeon';

/** Pigeon's list of errors, of answers and of reports. */
const errorRules: readonly ErrorRule[] = [
  { codes: ['invalid_number', 'number_not_in_service'], class: 'recipient' },
  { codes: ['recipient_opted_out'], class: 'opted_out' },
  { codes: ['carrier_filtered'], class: 'blocked' },
  { codes: ['sender_not_allowed'], class: 'sender', hint: noteText({ code: 'check_sender_registration' }) },
  { codes: ['text_too_long'], class: 'content' },
  { codes: ['out_of_credit'], class: 'configuration', hint: noteText({ code: 'no_credit', provider }) },
  { codes: ['overloaded'], class: 'temporary' },
  { codes: ['phone_unreachable', 'validity_expired'], class: 'undelivered' },
];

const typesOf = eventTypes({ queued: [], sent: 'sent', delivered: 'delivered', failed: 'undelivered' });

/** One of a batch, about a message of ours: only what is used is read. */
const report = z.object({
  id: z.string(),
  type: z.string(),
  time: z.coerce.date(),
  message_id: z.string(),
  reference: z.string().optional(),
  error: z.string().optional(),
});

/** One of a batch: somebody answered. */
const received = z.object({
  type: z.literal('received'),
  message_id: z.string(),
  from: z.string(),
  to: z.string(),
  text: z.string(),
});

const batch = z.object({ events: z.unknown() }).catch({ events: [] });
const refusal = z.object({ error: z.object({ code: z.string() }) });

/**
 * SMS by Pigeon.
 *
 * @throws MessagingError `invalid_config`, which names the option and never repeats its value
 */
export function pigeon(options: PigeonOptions): Transport<'sms'> {
  const settings = readProviderOptions('pigeon', schema, options);
  const { token, from, webhookSecret, baseUrl, timeoutMs, agent, clock } = settings;
  const failures = providerFailures({
    provider,
    channel: 'sms',
    rules: [...settings.errors, ...errorRules],
  });
  const api = providerApi({
    provider,
    baseUrl,
    timeoutMs,
    agent,
    clock,
    headers: () => ({ authorization: `Bearer ${token}` }),
    errorCode: (body) => refusal.safeParse(body).data?.error.code,
  });

  const eventsOf = (event: z.infer<typeof report>): readonly ProviderEvent[] =>
    (typesOf(event.type) ?? []).map((type) =>
      present({
        correlation: event.reference,
        type,
        at: event.time,
        providerId: event.message_id,
        failure: type === 'undelivered' ? failures.failureOf(event.error) : undefined,
        detail: `Pigeon: ${event.type}`,
        dedupeKey: `pigeon/${event.id}`,
      }),
    );

  /** `Pigeon-Signature` is the HMAC, in hex, of `<Pigeon-Timestamp>.<body>`. */
  const isOurs = ({ headers, body }: WebhookRequest): boolean => {
    const timestamp = headers.get('pigeon-timestamp') ?? '';
    const signature = headers.get('pigeon-signature') ?? '';
    return (
      webhookSecret !== undefined &&
      withinTime(timestamp, clock(), 5 * 60_000) &&
      hmacMatches({ key: webhookSecret, data: [timestamp, '.', body], signature })
    );
  };

  return {
    name: settings.name,
    channel: 'sms',
    ...present({ rate: settings.rate, maxConcurrent: settings.maxConcurrent }),
    capabilities: { handOverTimeoutMs: timeoutMs + 1_000, reportsDelivery: webhookSecret !== undefined },
    defaultSender: { address: from },

    send: (message, { signal, correlation }) =>
      failures.asResult(async () => {
        const { body } = await api.request(
          {
            path: '/messages',
            json: {
              from: message.from.address,
              to: message.to.address,
              text: message.text,
              reference: correlation,
            },
            answer: z.object({ id: z.string() }),
          },
          signal,
        );
        return { outcome: 'accepted', providerId: body.id };
      }),

    async webhook(request) {
      if (!isOurs(request)) return { kind: 'refused' };
      const { events } = batch.parse(jsonOf(request));
      return {
        kind: 'accepted',
        events: itemsOf(events, report).flatMap(eventsOf),
        inbound: itemsOf(events, received).map(({ message_id: providerId, from, to, text }) => ({
          from,
          to,
          text,
          providerId,
        })),
      };
    },

    verify: () =>
      failures.orRefuse(async () => {
        await api.request({ path: '/account' });
      }),

    async close() {
      api.close();
    },
  };
}
