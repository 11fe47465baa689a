import { isRefusedWith, type ProviderApi, type WebhookRegistration } from 'postern/adapter';
import { z } from 'zod';

/** What Brevo is asked to report: everything that says something of a mail. */
const events = [
  ...['request', 'delivered', 'hardBounce', 'softBounce', 'blocked', 'spam', 'invalid', 'deferred'],
  ...['opened', 'uniqueOpened', 'click', 'unsubscribed'],
];

const listed = z.object({ webhooks: z.array(z.object({ id: z.int(), url: z.string() })) });
const created = z.object({ id: z.int() });

/** One webhook of ours for this URL, however often it is asked for. */
export async function registerWebhook(
  api: ProviderApi,
  { url, webhookToken }: { readonly url: string; readonly webhookToken: string },
): Promise<WebhookRegistration> {
  const auth = { type: 'bearer', token: webhookToken };
  const known = await list(api);
  const id = known.find((one) => one.url === url)?.id;
  if (id !== undefined) {
    await api.request({ method: 'PUT', path: `/webhooks/${id}`, json: { url, events, auth } });
    return { id: `${id}` };
  }
  const json = { url, description: 'Postern', type: 'transactional', channel: 'email', events, auth };
  const { body } = await api.request({ path: '/webhooks', json, answer: created });
  return { id: `${body.id}` };
}

async function list(api: ProviderApi): Promise<z.infer<typeof listed>['webhooks']> {
  try {
    const { body } = await api.request({
      path: '/webhooks',
      query: { type: 'transactional' },
      answer: listed,
    });
    return body.webhooks;
  } catch (error) {
    if (isRefusedWith(error, 404)) return [];
    throw error;
  }
}
