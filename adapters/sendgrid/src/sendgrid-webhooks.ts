import { isRefusedWith, type ProviderApi, type WebhookRegistration } from 'postern/adapter';
import { z } from 'zod';

const path = '/user/webhooks/event/settings';

/** What SendGrid is to tell. */
const settings = {
  enabled: true,
  processed: true,
  delivered: true,
  deferred: true,
  bounce: true,
  dropped: true,
  spam_report: true,
  unsubscribe: true,
  group_unsubscribe: true,
  group_resubscribe: false,
  open: true,
  click: true,
};

const webhook = z.object({ id: z.string().optional(), url: z.string().optional() });
const all = z.object({ webhooks: z.array(webhook) });
const signed = z.object({ public_key: z.string().min(1) });

/** One webhook for this URL, signed. Others of the account stay as they are, but for a first one that has no URL yet. */
export async function registerWebhook(api: ProviderApi, url: string): Promise<WebhookRegistration> {
  const id = (await idOf(api, url)) ?? (await create(api, url));
  const own = id === '' ? '' : `/${encodeURIComponent(id)}`;
  await api.request({ method: 'PATCH', path: `${path}${own}`, json: { ...settings, url } });
  const json = { enabled: true };
  const { body } = await api.request({ method: 'PATCH', path: `${path}/signed${own}`, json, answer: signed });
  return { ...(id === '' ? {} : { id }), signingSecret: body.public_key };
}

/** `''`: the account's first, which needs no id, and which an account that may have one only has; `undefined`: there is none for this URL. */
async function idOf(api: ProviderApi, url: string): Promise<string | undefined> {
  try {
    const { body: first } = await api.request({ path, answer: webhook });
    if (first.url === url || first.url === '') return '';
  } catch (error) {
    if (!isRefusedWith(error, 404)) throw error;
  }
  const { body } = await api.request({ path: `${path}/all`, answer: all });
  return body.webhooks.find((one) => one.url === url)?.id;
}

async function create(api: ProviderApi, url: string): Promise<string> {
  const answer = z.object({ id: z.string().min(1) });
  return (await api.request({ path, json: { ...settings, url }, answer })).body.id;
}
