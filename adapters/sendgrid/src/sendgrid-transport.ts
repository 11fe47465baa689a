import { domainRegistry, MessagingError, present, type Transport, unreadableAnswer } from 'postern/adapter';
import { z } from 'zod';
import { sendGridDomains } from './sendgrid-domain.ts';
import { mailOf } from './sendgrid-mail.ts';
import { readSettings, type SendGridOptions, sendGridOf } from './sendgrid-settings.ts';
import { eventsOf } from './sendgrid-webhook.ts';
import { registerWebhook } from './sendgrid-webhooks.ts';

/** E-mail by SendGrid. With a `verificationKey` it has `webhook` besides. */
export type SendGridTransport = Transport<'email'> &
  Required<Pick<Transport, 'senders' | 'registerWebhook' | 'verify' | 'close'>>;

/** Beyond the time-out of a request, so that its own end is told and not ours. */
const graceMs = 1_000;

/**
 * E-mail by SendGrid's API, and its domains.
 *
 * @throws MessagingError `invalid_config`
 */
export function sendgrid(options: SendGridOptions): SendGridTransport {
  // In closures, not in properties: whoever prints the transport sees no credentials.
  const settings = readSettings(options);
  const { api, failures } = sendGridOf(settings);
  const { name, rate, maxConcurrent, timeoutMs, verificationKey, clock, baseUrl, codeSender } = settings;

  return {
    name,
    channel: 'email',
    ...present({ rate, maxConcurrent }),
    capabilities: {
      handOverTimeoutMs: timeoutMs + graceMs,
      reportsDelivery: verificationKey !== undefined,
    },
    senders: domainRegistry({
      name,
      failures,
      codeSender,
      dmarc: 'v=DMARC1; p=none;',
      ...sendGridDomains(api, baseUrl.hostname.includes('.eu.') ? 'eu' : undefined),
    }),

    send: (message, { correlation, signal }) =>
      failures.asResult(async () => {
        const request = { path: '/mail/send', json: mailOf(message, correlation) };
        const { headers } = await api.request(request, signal);
        // The answer has no body: by this header it is SendGrid's own.
        const providerId = headers['x-message-id'];
        if (!providerId) throw unreadableAnswer('SendGrid');
        return { outcome: 'accepted', providerId };
      }),

    ...present({
      webhook:
        verificationKey && (async (request) => eventsOf(request, { key: verificationKey, clock, failures })),
    } satisfies { webhook: Transport['webhook'] | undefined }),

    registerWebhook: (url) => failures.orRefuse(() => registerWebhook(api, url)),

    verify: () =>
      failures.orRefuse(async () => {
        const { body } = await api.request({ path: '/scopes', answer: scopes });
        if (body.scopes.includes('mail.send')) return;
        throw new MessagingError(
          'transport_misconfigured',
          'The API key of SendGrid must not send mail: give it the permission "Mail Send".',
        );
      }),

    async close() {
      api.close();
    },
  };
}

const scopes = z.object({ scopes: z.array(z.string()) });
