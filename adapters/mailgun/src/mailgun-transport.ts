import {
  calendarFile,
  domainOf,
  domainRegistry,
  type FormPart,
  MessagingError,
  mailboxText,
  multipartBody,
  type Outgoing,
  type ProviderApi,
  present,
  providerApi,
  type Transport,
} from 'postern/adapter';
import { z } from 'zod';
import { createDomain, findDomain, removeDomain, verifyDomain } from './mailgun-domain.ts';
import { provider } from './mailgun-errors.ts';
import { webhookReader } from './mailgun-events.ts';
import { findMessage, messageIdOf } from './mailgun-find.ts';
import { type MailgunOptions, type MailgunSettings, readSettings } from './mailgun-options.ts';
import { registerWebhook } from './mailgun-webhooks.ts';

/** E-mail by Mailgun. Without a `domain` it has `senders`, with a `webhookSigningKey` `webhook` besides. */
export type MailgunTransport = Transport<'email'> &
  Required<Pick<Transport, 'registerWebhook' | 'find' | 'verify' | 'close'>>;

/** Beyond the time-out of a request, so that its own end is told and not ours. */
const graceMs = 1_000;

const taken = z.object({ id: z.string().min(1) });

/**
 * E-mail by Mailgun's API, and its domains.
 *
 * @throws MessagingError `invalid_config`
 */
export function mailgun(options: MailgunOptions): MailgunTransport {
  // In closures, not in properties: whoever prints the transport sees no keys.
  const settings = readSettings(options);
  const { name, rate, maxConcurrent, timeoutMs, domain, webhookSigningKey, failures } = settings;
  const api = apiOf(settings);
  /** Mails go through this domain. */
  const through = ({ from }: Outgoing) => domain ?? domainOf(from.address);
  const senders = domainRegistry({
    name,
    failures,
    codeSender: settings.codeSender,
    dmarc: settings.dmarc,
    find: (wanted, signal) => findDomain(api, wanted, signal),
    create: (wanted, signal) => createDomain(api, wanted, signal),
    verify: (id, signal) => verifyDomain(api, id, signal),
    remove: (id, signal) => removeDomain(api, id, signal),
  });

  return {
    name,
    channel: 'email',
    ...present({
      rate,
      maxConcurrent,
      senders: domain === undefined ? senders : undefined,
      webhook:
        webhookSigningKey === undefined ? undefined : webhookReader({ ...settings, webhookSigningKey }),
    }),
    capabilities: {
      handOverTimeoutMs: timeoutMs + graceMs,
      reportsDelivery: webhookSigningKey !== undefined,
    },

    send: (message, { correlation, signal }) =>
      (message.senderState === 'ready' ? failures : settings.unreadyFailures).asResult(async () => {
        const path = `/v3/${encodeURIComponent(through(message))}/messages`;
        const body = multipartBody(partsOf(message, correlation));
        const { body: one } = await api.request({ path, body, answer: taken }, signal);
        return { outcome: 'accepted', providerId: one.id.replace(/^<|>$/g, '') };
      }),

    registerWebhook: (url) => failures.orRefuse(() => registerWebhook(api, { url, domain })),

    find: (message, since, signal) =>
      failures.orRefuse(() => findMessage(api, message, { domain: through(message), since, signal })),

    verify: () => failures.orRefuse(() => verify(api, domain)),

    async close() {
      api.close();
    },
  };
}

function apiOf({ baseUrl, timeoutMs, agent, clock, apiKey }: MailgunSettings): ProviderApi {
  return providerApi({
    provider,
    baseUrl,
    timeoutMs,
    agent,
    clock,
    headers: () => ({ authorization: `Basic ${Buffer.from(`api:${apiKey}`).toString('base64')}` }),
    resets: [{ name: 'x-ratelimit-reset', holds: 'time' }],
  });
}

/** https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/messages. Opens and clicks are followed as the domain is set. */
function partsOf(message: Outgoing, correlation: string): readonly FormPart[] {
  const { from, to, replyTo, subject = '', text, html, headers, calendar } = message;
  const files = calendar ? [...message.attachments, calendarFile(calendar)] : message.attachments;
  const own = present({
    'Message-Id': messageIdOf(message),
    'Reply-To': replyTo && mailboxText(replyTo),
  });
  const fields: Readonly<Record<string, string | undefined>> = {
    from: mailboxText(from),
    to: mailboxText(to),
    subject,
    text,
    html,
    'v:postern': correlation,
  };
  return [
    ...Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    ...Object.entries({ ...headers, ...own }).map(([name, value]) => ({ name: `h:${name}`, value })),
    ...files.map(({ filename, contentType, content, contentId }) => ({
      // What the HTML shows by `cid:` is named by its file's name.
      ...(contentId === undefined
        ? { name: 'attachment', filename }
        : { name: 'inline', filename: contentId }),
      value: Buffer.from(content, 'base64'),
      contentType,
    })),
  ];
}

async function verify(api: ProviderApi, domain: string | undefined): Promise<void> {
  if (domain === undefined) {
    const answer = z.object({ total_count: z.int() });
    await api.request({ path: '/v4/domains', query: { limit: 1 }, answer });
    return;
  }
  const answer = z.object({ domain: z.object({ state: z.string() }) });
  const { body } = await api.request({ path: `/v4/domains/${encodeURIComponent(domain)}`, answer });
  const { state } = body.domain;
  if (state === 'active') return;
  throw new MessagingError('transport_misconfigured', `The domain at Mailgun is ${state}.`, {
    details: { state },
  });
}
