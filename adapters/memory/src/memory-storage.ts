import { AsyncLocalStorage } from 'node:async_hooks';
import { MessagingError, readOptions, type Storage, type SubscriptionStore, type Tx } from 'postern/adapter';
import { MemoryAlerts } from './memory-alerts.ts';
import { MemoryAudit } from './memory-audit.ts';
import { MemoryLimits } from './memory-limits.ts';
import { MemoryMessages } from './memory-messages.ts';
import { MemoryOutcomes } from './memory-outcomes.ts';
import { MemorySecrets } from './memory-secrets.ts';
import { MemorySeen } from './memory-seen.ts';
import { MemorySenders } from './memory-senders.ts';
import { MemorySubscriptions } from './memory-subscriptions.ts';
import { MemorySuppressions } from './memory-suppressions.ts';
import { MemoryTemplates } from './memory-templates.ts';
import { MemoryTransaction, openTransaction } from './memory-transaction.ts';
import { MemoryWebhooks } from './memory-webhooks.ts';

/** What a test decides. */
export interface MemoryStorageOptions {
  /** What the time is where a call does not say. Default: the computer's clock. */
  readonly clock?: () => Date;
}

/** Everything in this process's memory: gone with it, and seen by no other. */
export class MemoryStorage implements Storage {
  readonly name = 'memory';
  readonly capabilities = { transactions: true, durable: false } as const;
  readonly messages: MemoryMessages;
  readonly senders: MemorySenders;
  readonly templates = new MemoryTemplates();
  readonly suppressions: MemorySuppressions;
  readonly subscriptions: SubscriptionStore;
  readonly audit: MemoryAudit;
  readonly secrets = new MemorySecrets();
  readonly limits: MemoryLimits;
  readonly seen: MemorySeen;
  readonly alerts: MemoryAlerts;
  readonly outcomes = new MemoryOutcomes();
  readonly webhooks = new MemoryWebhooks();
  readonly #transactions = new WeakSet<MemoryTransaction>();
  readonly #joined = new AsyncLocalStorage<MemoryTransaction>();

  constructor({ clock = () => new Date() }: MemoryStorageOptions = {}) {
    const undo = (effect: () => void) => this.#joined.getStore()?.onRollBack(effect);
    const subscriptions = new MemorySubscriptions(clock);
    this.subscriptions = subscriptions;
    this.messages = new MemoryMessages(clock, this.#transactions, undo, subscriptions);
    this.suppressions = new MemorySuppressions(undo);
    this.audit = new MemoryAudit(undo);
    this.senders = new MemorySenders(clock);
    this.limits = new MemoryLimits(clock);
    this.seen = new MemorySeen(clock);
    this.alerts = new MemoryAlerts(clock);
  }

  /** What `run` changes shows at once, and is undone where the transaction rolls back. @throws MessagingError `invalid_argument` */
  async within<T>(tx: Tx, run: () => Promise<T>): Promise<T> {
    return this.#joined.run(openTransaction(tx, this.#transactions), run);
  }

  /**
   * Runs `run` with a transaction to pass on as `tx`: what is sent in it is recorded, and due, once `run` resolves; never
   * where it throws. Stands in for the transaction of a host's database in tests.
   */
  async transaction<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
    const transaction = new MemoryTransaction();
    this.#transactions.add(transaction);
    try {
      const result = await run(transaction);
      transaction.commit();
      return result;
    } catch (error) {
      if (transaction.isOpen) transaction.rollBack();
      throw error;
    }
  }
}

/** A storage in memory, empty. @throws MessagingError `invalid_config` */
export function memoryStorage(options?: MemoryStorageOptions): MemoryStorage {
  return readOptions('memoryStorage', options, () => {
    if (options?.clock !== undefined && typeof options.clock !== 'function')
      throw new MessagingError('invalid_config', 'memoryStorage: "clock" is a function.');
    return new MemoryStorage(options);
  });
}
