import type { Webhook, WebhookDelivery } from 'postern';
import { z } from 'zod';
import { instant } from './common.ts';

type Reason = NonNullable<Webhook['disabled']>['reason'];
const reasons: { readonly [Name in Reason]: Name } = {
  by_hand: 'by_hand',
  gone: 'gone',
  failing: 'failing',
};
type Failure = NonNullable<WebhookDelivery['failure']>;
const failures: { readonly [Name in Failure]: Name } = {
  refused: 'refused',
  redirected: 'redirected',
  timed_out: 'timed_out',
  unreachable: 'unreachable',
  tls: 'tls',
  no_public_address: 'no_public_address',
};

export const webhook = z.object({
  id: z.string(),
  url: z.string(),
  /** Absent: all events. */
  types: z.array(z.string()).optional(),
  description: z.string().optional(),
  /** It stands in the service's configuration: it can be tested and disabled here, and nothing else. */
  inCode: z.boolean().optional(),
  createdAt: instant,
  createdBy: z.string().optional(),
  /** Nothing is posted to it; by hand, by its answer 410, or because it took nothing for three days. */
  disabled: z.object({ at: instant, reason: z.enum(reasons), by: z.string().optional() }).optional(),
  /** Events that wait, and those set aside; at most 10,000 are counted. */
  waiting: z.number(),
  parked: z.number(),
  oldest: instant.optional(),
});

export const webhooks = z.object({ items: z.array(webhook) });

/** The secret is told this once. */
export const webhookCreated = z.object({ webhook, secret: z.string() });
export const webhookSecret = z.object({ secret: z.string(), earlierUntil: instant });

/** How many events are posted once more. */
export const webhookRetried = z.object({ count: z.number() });

/** One post. No bodies. */
export const webhookDelivery = z.object({
  id: z.string(),
  at: instant,
  eventId: z.string(),
  type: z.string(),
  attempt: z.number(),
  /** The HTTP status, where there was an answer. */
  status: z.number().optional(),
  /** Absent where it was taken. */
  failure: z.enum(failures).optional(),
  ms: z.number(),
});
export const webhookDeliveryPage = z.object({
  items: z.array(webhookDelivery),
  next: z.string().optional(),
});
