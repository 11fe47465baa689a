/*
 * Interfaces: what the core asks of adapters; types only, and nothing of ours is called from here. `storage/` is
 * the record, a file a store (this one gathers them; what the message store takes and answers is apart from it, in
 * `messages.ts`), and alone says what is so; `queue.ts` says that something waits, and may forget. `transport.ts` hands one
 * message over and says whether it was taken; what comes back later is in `provider-events.ts`, its part in setting
 * senders up in `sender-registry.ts`, where it keeps secrets in `vault.ts`. `dns-resolver.ts` answers what DNS says,
 * or that it did not answer. Two are for the host: `consumers.ts` (who its users are) and `before-send.ts` (its last
 * word). Storage, queue, transport and DNS are held to their words by the suites of `src/testing`; interface and
 * suite change together.
 */
import type { AlertStore } from './alerts.ts';
import type { AuditStore } from './audit.ts';
import type { LimitStore } from './limits.ts';
import type { MessageStore } from './message-store.ts';
import type { OutcomeStore } from './outcomes.ts';
import type { SecretStore } from './secrets.ts';
import type { SeenStore } from './seen.ts';
import type { SenderStore } from './senders.ts';
import type { SubscriptionStore } from './subscriptions.ts';
import type { SuppressionStore } from './suppressions.ts';
import type { TemplateStore } from './templates.ts';
import type { Tx } from './transaction.ts';
import type { WebhookStore } from './webhooks.ts';

/**
 * The record: where messages, senders and the rest live. Adapters implement it and run `storageSuite` of
 * `postern/testing`. What a call returns is a snapshot: later changes do not show in it, and changing it
 * changes nothing.
 */
export interface Storage {
  /** Named in errors, such as `postgres`. */
  readonly name: string;
  /** Read by the core: nothing is asked of a storage that it does not declare. */
  readonly capabilities: StorageCapabilities;
  /** Messages, their content and events. */
  readonly messages: MessageStore;
  /** Senders and their one-time codes. */
  readonly senders: SenderStore;
  /** The templates that people write. */
  readonly templates: TemplateStore;
  /** Addresses that are not sent to. */
  readonly suppressions: SuppressionStore;
  /** Durable events: what is subscribed to, and what waits to be handed out. */
  readonly subscriptions: SubscriptionStore;
  /** Sealed documents. */
  readonly secrets: SecretStore;
  /** Limits, held by all processes together. */
  readonly limits: LimitStore;
  /** Who changed what. */
  readonly audit: AuditStore;
  /** What came in already. */
  readonly seen: SeenStore;
  /** Alerts that stand. */
  readonly alerts: AlertStore;
  /** What became of messages, summed up for rates. */
  readonly outcomes: OutcomeStore;
  /** URLs that are told what becomes of messages. */
  readonly webhooks: WebhookStore;
  /**
   * Runs `run` so that whatever it asks of this storage, and of directories that belong to it, happens in the
   * host's transaction. What sending looks up would otherwise need a second connection, which a pool, or
   * PGlite, may not have before the transaction ends. A move, and a change of the suppression list, is undone
   * where the transaction rolls back. Storages without it are asked outside, and move nothing in a transaction.
   */
  within?<T>(tx: Tx, run: () => Promise<T>): Promise<T>;
  /**
   * Work that sending is spared (documents for the search, sums, what has expired), until none is left or
   * `signal` aborts, when it ends soon and without an error. A started worker calls it about once a second and
   * a round of `deliverDue()` once, so it is cheap where there is nothing to do and paces itself. Safe in many
   * processes at once, and cut short at any time: the next call goes on.
   */
  upkeep?(signal: AbortSignal): Promise<void>;
  /** Which schema it holds and which one this release knows, for health; it may be newer. Absent where there is none to be migrated. */
  schema?(): Promise<SchemaState>;
  /** Called by `messaging.start()`: throws `storage_not_ready` with what to do (migrate, unlock). */
  check?(): Promise<void>;
}

/** A storage's schema, by the numbers of its migrations. */
export interface SchemaState {
  /** What is there; 0 where nothing is. */
  readonly version: number;
  /** What this release needs. */
  readonly wanted: number;
}

/** What a storage can do beyond what every one does. */
export interface StorageCapabilities {
  /** `insert` takes part in a host's transaction. Default: it cannot. */
  readonly transactions: boolean;
  /** Survives the end of the process. */
  readonly durable: boolean;
}
