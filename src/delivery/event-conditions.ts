import type { StoredWebhook } from '../interfaces/storage/webhooks.ts';
import { alertOf } from '../model/alert.ts';
import type { AlertSettings } from '../model/alert-settings.ts';
import { noteText } from '../model/notes.ts';
import { present } from '../model/present.ts';
import { inboxOf, webhookOf } from '../model/webhook-inbox.ts';
import type { Engine } from '../wiring.ts';
import { everyWebhook } from './every-webhook.ts';
import { endsBelow, type Finding, minutesOf } from './finding.ts';

type Settings = Pick<AlertSettings, 'webhookDisabled' | 'subscriptionLagMs'>;

/** What keeps the events of messages from those who are to be told of them. */
export async function ofEvents(engine: Engine, settings: Settings): Promise<readonly Finding[]> {
  const { webhookDisabled, subscriptionLagMs } = settings;
  if (!webhookDisabled && subscriptionLagMs === false) return [];
  const disabled = await everyWebhook(engine, { disabled: true });
  return [
    ...(webhookDisabled ? failing(disabled) : []),
    ...(subscriptionLagMs === false ? [] : await lagging(engine, subscriptionLagMs, disabled)),
  ];
}

/** What a person disabled, or what said that it is gone, was meant so. */
function failing(disabled: readonly StoredWebhook[]): readonly Finding[] {
  const detail = noteText({ code: 'webhook_disabled' });
  return disabled
    .filter((webhook) => webhook.disabled?.reason === 'failing')
    .map(({ site, id }) => ({
      alert: alertOf({ kind: 'webhook_disabled', site, webhook: id, detail }),
      raises: true,
    }));
}

/** What waits for a webhook that is disabled waits as it should. */
async function lagging(
  { storage, timed }: Engine,
  limit: number,
  disabled: readonly StoredWebhook[],
): Promise<readonly Finding[]> {
  const waits = new Set(disabled.map(inboxOf));
  const states = await storage.subscriptions.list(timed());
  return states
    .filter(({ name, lagMs }) => lagMs >= limit * endsBelow && !waits.has(name))
    .map(({ name, site, lagMs }) => {
      const webhook = webhookOf(name, site);
      const minutes = minutesOf(lagMs);
      const detail = noteText(
        webhook
          ? { code: 'webhook_lagging', minutes }
          : { code: 'subscription_lagging', subscription: name, minutes },
      );
      const kind = 'subscription_lagging' as const;
      return {
        alert: alertOf(present({ kind, site, webhook, subscription: name, detail })),
        raises: lagMs >= limit,
      };
    });
}
