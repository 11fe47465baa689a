import type { StoredWebhook, WebhookKey } from '../interfaces/storage/webhooks.ts';
import { present } from '../model/present.ts';
import type { Engine } from '../wiring.ts';

const pageSize = 500;

/** Those of all sites, as they are stored; where it is asked for, only those that are disabled. */
export async function everyWebhook(
  { storage }: Pick<Engine, 'storage'>,
  wanted: { readonly disabled?: true } = {},
): Promise<readonly StoredWebhook[]> {
  const found: StoredWebhook[] = [];
  for (let after: WebhookKey | undefined; ; after = found.at(-1)) {
    const page = await storage.webhooks.all(present({ ...wanted, after, limit: pageSize }));
    found.push(...page);
    if (page.length < pageSize) return found;
  }
}
