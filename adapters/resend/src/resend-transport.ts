import {
  type Attachment,
  calendarFile,
  domainRegistry,
  mailboxText,
  noteText,
  type Outgoing,
  type ProviderApi,
  ProviderError,
  present,
  providerApi,
  type SenderRegistry,
  type Transport,
} from 'postern/adapter';
import { z } from 'zod';
import { createDomain, findDomain, verifyDomain } from './resend-domain.ts';
import { provider } from './resend-errors.ts';
import { type ResendOptions, type ResendSettings, readSettings } from './resend-options.ts';
import { eventNames, readWebhook } from './resend-webhook.ts';

/** E-mail by Resend, with everything a transport can have there. */
export type ResendTransport = Transport<'email'> & { readonly senders: SenderRegistry } & Required<
    Pick<Transport, 'webhook' | 'registerWebhook' | 'verify' | 'close'>
  >;

const dayMs = 86_400_000;

/**
 * E-mail by Resend's API.
 *
 * @throws MessagingError `invalid_config`
 */
export function resend(options: ResendOptions): ResendTransport {
  // In closures, not in properties: whoever prints the transport sees no credentials.
  const settings = readSettings(options);
  const { name, failures, codeSender, dmarc } = settings;
  const api = apiOf(settings);

  return {
    name,
    channel: 'email',
    ...present({ rate: settings.rate, maxConcurrent: settings.maxConcurrent }),
    capabilities: {
      handOverTimeoutMs: settings.timeoutMs,
      deduplicatesForMs: dayMs,
      reportsDelivery: true,
    },

    send: (message, { correlation, signal }) =>
      failures.asResult(async () => {
        const headers = { 'Idempotency-Key': correlation };
        const request = { path: '/emails', headers, json: mailOf(message, correlation), answer: taken };
        const { body } = await api.request(request, signal);
        return { outcome: 'accepted', providerId: body.id, response: noteText({ code: 'taken', provider }) };
      }),

    webhook: (request) => readWebhook(request, settings),

    registerWebhook: (url) => failures.orRefuse(() => registerWebhook(api, url)),

    senders: domainRegistry({
      name,
      failures,
      codeSender,
      dmarc,
      find: (domain, signal) => findDomain(api, domain, signal),
      create: (domain, signal) => createDomain(api, { domain, region: settings.region }, signal),
      verify: (id, signal) => verifyDomain(api, id, signal),
      remove: (id, signal) =>
        api.request({ method: 'DELETE', path: `/domains/${encodeURIComponent(id)}` }, signal),
    }),

    verify: () => failures.orRefuse(() => lookAtDomains(api)),

    async close() {
      api.close();
    },
  };
}

function apiOf({ apiKey, baseUrl, timeoutMs, agent, clock }: ResendSettings): ProviderApi {
  return providerApi({
    provider,
    baseUrl,
    timeoutMs,
    agent,
    clock,
    headers: () => ({ Authorization: `Bearer ${apiKey}`, 'User-Agent': 'postern' }),
    errorCode,
    resets: [{ name: 'ratelimit-reset', holds: 'seconds' }],
  });
}

const errorBody = z.object({ name: z.string().max(100), statusCode: z.number().nullish() });

/** One name stands for two things, told apart by the status. */
function errorCode(body: unknown): string | undefined {
  const { data } = errorBody.safeParse(body);
  if (data?.name === 'validation_error' && data.statusCode === 403) return 'validation_error_403';
  return data?.name;
}

const taken = z.object({ id: z.string().min(1) });

/** The same for the same message and handle, as the idempotency key wants it. */
function mailOf(message: Outgoing, correlation: string): object {
  const { from, to, replyTo, subject = '', text, html, headers, messageId, calendar } = message;
  const files = calendar ? [...message.attachments, calendarFile(calendar)] : message.attachments;
  return present({
    from: mailboxText(from),
    to: [mailboxText(to)],
    reply_to: replyTo && mailboxText(replyTo),
    subject,
    text,
    html,
    headers: present({ ...headers, 'Message-ID': messageId }),
    attachments: files.length > 0 ? files.map(attachmentOf) : undefined,
    tags: [{ name: 'postern', value: correlation }],
  });
}

function attachmentOf({ filename, contentType, content, contentId }: Attachment): object {
  return present({ filename, content, content_type: contentType, content_id: contentId });
}

/** A key for sending only may not look at domains, which is as good a sign that it is one. */
async function lookAtDomains(api: ProviderApi): Promise<void> {
  try {
    await api.request({ path: '/domains', query: { limit: 1 } });
  } catch (error) {
    if (!(error instanceof ProviderError && error.fault.kind === 'refused')) throw error;
    if (error.fault.code !== 'restricted_api_key') throw error;
  }
}

const webhooks = z.object({
  data: z.array(z.object({ id: z.string(), endpoint: z.string(), events: z.array(z.string()).nullish() })),
});
const webhook = z.object({ id: z.string(), signing_secret: z.string().exactOptional() });

async function registerWebhook(api: ProviderApi, url: string) {
  const { body } = await api.request({ path: '/webhooks', query: { limit: 100 }, answer: webhooks });
  const known = body.data.find(({ endpoint }) => endpoint === url);
  if (!known) {
    const json = { endpoint: url, events: eventNames };
    return registered((await api.request({ path: '/webhooks', json, answer: webhook })).body);
  }
  const path = `/webhooks/${encodeURIComponent(known.id)}`;
  if (!eventNames.every((name) => known.events?.includes(name)))
    await api.request({ method: 'PATCH', path, json: { events: eventNames, status: 'enabled' } });
  return registered((await api.request({ path, answer: webhook })).body);
}

function registered({ id, signing_secret: signingSecret }: z.infer<typeof webhook>) {
  return present({ id, signingSecret });
}
