import type { ProviderApi, WebhookRegistration } from 'postern/adapter';
import { z } from 'zod';

/** The user that webhooks come as. */
export const webhookUser = 'postern';

const listed = z.object({ Webhooks: z.array(z.object({ ID: z.int(), Url: z.string() })) });
const made = z.object({ ID: z.int() });

const quiet = { Enabled: true, IncludeContent: false };
const Triggers = {
  Open: { Enabled: true, PostFirstOpenOnly: true },
  Click: { Enabled: true },
  Delivery: { Enabled: true },
  Bounce: quiet,
  SpamComplaint: quiet,
  SubscriptionChange: { Enabled: true },
};

/** One webhook of ours for this URL in the stream, however often it is asked for; https://postmarkapp.com/developer/api/webhooks-api. */
export async function registerWebhook(
  api: ProviderApi,
  {
    url,
    webhookToken,
    messageStream,
  }: { readonly url: string; readonly webhookToken: string; readonly messageStream: string },
): Promise<WebhookRegistration> {
  const { body } = await api.request({
    path: '/webhooks',
    query: { MessageStream: messageStream },
    answer: listed,
  });
  const known = body.Webhooks.find(({ Url }) => Url === url);
  const json = {
    Url: url,
    HttpAuth: { Username: webhookUser, Password: webhookToken },
    Triggers,
  };
  const { body: one } = known
    ? await api.request({ method: 'PUT', path: `/webhooks/${known.ID}`, json, answer: made })
    : await api.request({
        path: '/webhooks',
        json: { ...json, MessageStream: messageStream },
        answer: made,
      });
  return { id: `${one.ID}` };
}
