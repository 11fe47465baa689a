/** Why nothing is posted to a webhook any more: a person's decision, its answer 410, or three days in which it took nothing. */
export type WebhookDisabledReason = 'by_hand' | 'gone' | 'failing';

/** What became of one post that was not taken. */
export type WebhookFailure =
  /** Another answer than 2xx. */
  | 'refused'
  /** An answer that names another address: it is not followed. */
  | 'redirected'
  | 'timed_out'
  /** Nobody answers there, or the connection broke. */
  | 'unreachable'
  /** Its certificate is not accepted, or there is no common encryption. */
  | 'tls'
  /** Its name has no address that may be called. */
  | 'no_public_address';

/** A URL that is told what becomes of a site's messages. Its secrets are not here but sealed, in the site's vault. */
export interface WebhookRecord {
  readonly site: string;
  /** Unique in its site. */
  readonly id: string;
  readonly url: string;
  /** Which events it is told; all of them where it is absent; never empty. */
  readonly types?: readonly string[];
  readonly description?: string;
  /** It stands in the host's configuration: what is stored of it is how it fares. */
  readonly inCode?: true;
  readonly createdAt: Date;
  /** Who made it, as the host names users. */
  readonly createdBy?: string;
  /** Nothing is posted since then. */
  readonly disabled?: {
    readonly at: Date;
    readonly reason: WebhookDisabledReason;
    /** Who did it, where a person did. */
    readonly by?: string;
  };
}

/** As it is stored. `revision` is 1 for a new one, and one more after each change. */
export interface StoredWebhook extends WebhookRecord {
  readonly revision: number;
}

/** One post to a webhook. No bodies, neither ours nor theirs. */
export interface WebhookDelivery {
  /** Sorts by time. */
  readonly id: string;
  /** When it ended. */
  readonly at: Date;
  /** `webhook-id`: the event's, the same in each attempt. */
  readonly eventId: string;
  /** Such as `message.delivered`. */
  readonly type: string;
  /** From 1. */
  readonly attempt: number;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** Absent where it was taken. */
  readonly failure?: WebhookFailure;
  /** How long it took, in ms. */
  readonly ms: number;
}

/** Names a webhook. */
export interface WebhookKey {
  readonly site: string;
  readonly id: string;
}

/** Webhooks and what was posted to them, keyed by (site, id). */
export interface WebhookStore {
  /** `undefined` where there is none. */
  find(key: WebhookKey): Promise<StoredWebhook | undefined>;
  /** All of a site, by (createdAt, id). */
  list(site: string): Promise<readonly StoredWebhook[]>;
  /**
   * All sites' by (site, id), in the order of their code units in UTF-8; what follows `after`, at most `limit`. `disabled`: only those that are;
   * cheap, for a probe each few seconds.
   */
  all(query: {
    readonly after?: WebhookKey;
    readonly disabled?: true;
    readonly limit: number;
  }): Promise<readonly StoredWebhook[]>;
  /**
   * Compare and set: `revision` is the one read, 0 for a new one. `false`, and nothing changed, where it is another by now. `createdAt`
   * and `createdBy` stay as they were first stored.
   */
  save(webhook: WebhookRecord, revision: number): Promise<boolean>;
  /** With what was posted to it. `false` where there was none. */
  delete(key: WebhookKey): Promise<boolean>;
  /** Writes down one post; nothing where the webhook is gone. */
  log(key: WebhookKey, delivery: WebhookDelivery): Promise<void>;
  /** What was posted, newest first by (at, id). `since`: not what is older; `taken`: only what was taken. */
  deliveries(
    query: WebhookKey & {
      readonly before?: { readonly at: Date; readonly id: string };
      readonly since?: Date;
      readonly taken?: true;
      readonly limit: number;
    },
  ): Promise<readonly WebhookDelivery[]>;
  /** Removes what was posted before a time, and all but the newest `keep` by (at, id). */
  trim(query: WebhookKey & { readonly before: Date; readonly keep: number }): Promise<void>;
}
