import { given, type Handlers } from './call.ts';

type Names =
  | 'webhooks'
  | 'createWebhook'
  | 'updateWebhook'
  | 'deleteWebhook'
  | 'rotateWebhook'
  | 'enableWebhook'
  | 'retryWebhook'
  | 'disableWebhook'
  | 'testWebhook'
  | 'webhookDeliveries';

export const webhookCalls: Handlers<Names> = {
  async webhooks({ messaging }) {
    return { items: await messaging.webhooks.list() };
  },
  async createWebhook({ messaging, body, user }) {
    return messaging.webhooks.create({ ...body, actor: user.id });
  },
  async updateWebhook({ messaging, params, body, user }) {
    return messaging.webhooks.update(params.id, { ...body, actor: user.id });
  },
  async deleteWebhook({ messaging, params, user }) {
    await messaging.webhooks.delete(params.id, { actor: user.id });
  },
  async rotateWebhook({ messaging, params, user }) {
    return messaging.webhooks.rotateSecret(params.id, { actor: user.id });
  },
  async enableWebhook({ messaging, params, user }) {
    return messaging.webhooks.enable(params.id, { actor: user.id });
  },
  async retryWebhook({ messaging, params, user }) {
    return { count: await messaging.webhooks.retry(params.id, { actor: user.id }) };
  },
  async disableWebhook({ messaging, params, user }) {
    return messaging.webhooks.disable(params.id, { actor: user.id });
  },
  async testWebhook({ messaging, params }) {
    return messaging.webhooks.test(params.id);
  },
  async webhookDeliveries({ messaging, params, query }) {
    return messaging.webhooks.deliveries(params.id, given(query));
  },
};
