import {
  domainRegistry,
  MessagingError,
  noteText,
  type ProviderApi,
  present,
  type SenderRegistry,
  snsReader,
  type Transport,
} from 'postern/adapter';
import { z } from 'zod';
import { sesApi } from './ses-api.ts';
import { provider } from './ses-errors.ts';
import { readWebhook } from './ses-events.ts';
import { createIdentity, deleteIdentity, findIdentity, isVerified } from './ses-identity.ts';
import { mailOf } from './ses-mail.ts';
import { readSettings, type SesOptions } from './ses-options.ts';
import { subscribe } from './ses-subscription.ts';

/** E-mail by Amazon SES, with everything a transport can have there. */
export type SesTransport = Transport<'email'> & { readonly senders: SenderRegistry } & Required<
    Pick<Transport, 'webhook' | 'registerWebhook' | 'verify' | 'close'>
  >;

/**
 * E-mail by Amazon SES, API version 2.
 *
 * @throws MessagingError `invalid_config`
 */
export function ses(options: SesOptions): SesTransport {
  // In closures, not in properties: whoever prints the transport sees no credentials.
  const settings = readSettings(options);
  const { name, failures, codeSender, dmarc, topics, agent, clock } = settings;
  const api = sesApi(settings);
  const sns = snsReader({ topics, certificatesAt: settings.snsUrl, agent, clock });
  const { configurationSet } = settings;

  return {
    name,
    channel: 'email',
    ...present({ rate: settings.rate, maxConcurrent: settings.maxConcurrent }),
    capabilities: { handOverTimeoutMs: settings.timeoutMs, reportsDelivery: topics.length > 0 },

    send: (message, { correlation, signal }) =>
      failures.asResult(async () => {
        const json = await mailOf(message, present({ correlation, configurationSet }));
        const request = { path: '/v2/email/outbound-emails', json, answer: taken };
        const { body } = await api.request(request, signal);
        return {
          outcome: 'accepted',
          providerId: body.MessageId,
          response: noteText({ code: 'taken', provider }),
        };
      }),

    webhook: (request) => readWebhook(request, sns),

    registerWebhook: (url) => failures.orRefuse(() => subscribe(settings, url)),

    senders: domainRegistry({
      name,
      failures,
      codeSender,
      dmarc,
      find: (domain, signal) => findIdentity(api, domain, signal),
      create: (domain, signal) => createIdentity(api, domain, signal),
      verify: (domain, signal) => isVerified(api, domain, signal),
      remove: (domain, signal) => deleteIdentity(api, domain, signal),
    }),

    verify: () => failures.orRefuse(() => lookAtAccount(api)),

    async close() {
      api.close();
      sns.close();
    },
  };
}

const taken = z.object({ MessageId: z.string().min(1) });
const account = z.object({
  SendingEnabled: z.boolean().default(true),
  EnforcementStatus: z.string().optional(),
});

async function lookAtAccount(api: ProviderApi): Promise<void> {
  const { body } = await api.request({ path: '/v2/email/account', answer: account });
  if (body.SendingEnabled && body.EnforcementStatus !== 'SHUTDOWN') return;
  const said = 'Amazon SES sends nothing of this account in this region: look into its console.';
  throw new MessagingError('transport_misconfigured', said, { details: { class: 'configuration' } });
}
