import { multipartBody, type ProviderApi, type WebhookRegistration } from 'postern/adapter';
import { z } from 'zod';

/** Everything that says something of a mail. */
const eventTypes = [
  ...['accepted', 'delivered', 'permanent_fail', 'temporary_fail'],
  ...['opened', 'clicked', 'complained', 'unsubscribed'],
];

/** One webhook of ours for this URL, however often it is asked for: of the domain, or of all the account's. */
export function registerWebhook(
  api: ProviderApi,
  { url, domain }: { readonly url: string; readonly domain: string | undefined },
): Promise<WebhookRegistration> {
  return domain === undefined ? ofAccount(api, url) : ofDomain(api, domain, url);
}

const urls = z.object({ urls: z.array(z.string()).default([]) });
const byType = z.object({ webhooks: z.record(z.string(), urls.nullish()) });

/** https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/domain-webhooks. */
async function ofDomain(api: ProviderApi, domain: string, url: string): Promise<WebhookRegistration> {
  const name = encodeURIComponent(domain);
  const { body } = await api.request({ path: `/v3/domains/${name}/webhooks`, answer: byType });
  const isKnown = Object.values(body.webhooks).some((one) => one?.urls.includes(url));
  const form = new URLSearchParams({ url });
  for (const type of eventTypes) form.append('event_types', type);
  await api.request({ method: isKnown ? 'PUT' : 'POST', path: `/v4/domains/${name}/webhooks`, form });
  return {};
}

const ofAll = z.object({
  webhooks: z.array(z.object({ webhook_id: z.string(), url: z.string() })).nullish(),
});
const made = z.object({ webhook_id: z.string() });

/** https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/account-webhooks. What its list looks like is not in the public document [unconfirmed]. */
async function ofAccount(api: ProviderApi, url: string): Promise<WebhookRegistration> {
  const { body } = await api.request({ path: '/v1/webhooks', answer: ofAll });
  const known = body.webhooks?.find((one) => one.url === url)?.webhook_id;
  const request = {
    body: multipartBody([
      { name: 'url', value: url },
      { name: 'description', value: 'Postern' },
      ...eventTypes.map((type) => ({ name: 'event_types', value: type })),
    ]),
  };
  if (known !== undefined) {
    const path = `/v1/webhooks/${encodeURIComponent(known)}`;
    await api.request({ ...request, method: 'PUT', path });
    return { id: known };
  }
  const answer = await api.request({ ...request, path: '/v1/webhooks', answer: made });
  return { id: answer.body.webhook_id };
}
