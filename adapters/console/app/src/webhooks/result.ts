import type { WebhookDelivery } from '../../../src/contract.ts';
import type { Catalogue } from '../strings/en/index.ts';

/** How a post ended, in words, with the status where there was an answer. */
export function resultOf(t: Catalogue, { status, failure }: WebhookDelivery): string {
  const shown = status === undefined ? '' : String(status);
  if (failure === undefined) return t.webhooks.taken(shown);
  return shown === '' ? t.webhooks.failures[failure] : `${t.webhooks.failures[failure]} (${shown})`;
}
