import type { WebhookDelivery, WebhookRecord } from '../interfaces/storage/webhooks.ts';
import type { MessageEventType } from '../model/status.ts';

/** A webhook as it stands. */
export interface Webhook extends WebhookRecord {
  /** Events that wait for it; more than 10,000 are counted as 10,000. */
  readonly waiting: number;
  /** Events set aside because it took none of them for three days, as `waiting`; `enable(id)` posts them again. */
  readonly parked: number;
  /** When the event that has waited longest was recorded. */
  readonly oldest?: Date;
}

/** A webhook to be made. */
export interface WebhookInput {
  /** `https:`, without a user, a password or a fragment; at most 2,000 characters. Its host is one of the public internet. */
  readonly url: string;
  /** Which events it is told, such as `delivered`. Default: all. */
  readonly types?: readonly MessageEventType[] | undefined;
  /** For people; at most 200 characters. */
  readonly description?: string | undefined;
  /** Who makes it, as the host names users: kept as `createdBy`. */
  readonly actor?: string | undefined;
}

/** What is to be another; what is left out stays. */
export interface WebhookChanges {
  readonly url?: string | undefined;
  /** `null`: all. */
  readonly types?: readonly MessageEventType[] | null | undefined;
  /** Empty: none. */
  readonly description?: string | undefined;
  /** Who changes it, as the host names users. */
  readonly actor?: string | undefined;
}

/** A webhook and what it signs with. */
export interface WebhookCreated {
  readonly webhook: Webhook;
  /** `whsec_…`, told this once: whoever receives verifies by it. */
  readonly secret: string;
}

/** A new secret. */
export interface WebhookSecretRotated {
  /** `whsec_…`, told this once. */
  readonly secret: string;
  /** Until then the earlier one signs too, a day from now. */
  readonly earlierUntil: Date;
}

/** One page of what was posted. */
export interface WebhookDeliveryPage {
  /** Newest first. */
  readonly items: readonly WebhookDelivery[];
  /** The cursor of the next page; absent on the last. */
  readonly next?: string;
}
