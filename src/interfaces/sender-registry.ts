import type { ExpectedRecord, RecordCheck } from '../model/domain-records.ts';
import type { Mailbox } from '../model/message.ts';
import type { Vault } from './vault.ts';

/** A sender as its provider knows it; `id` is ours, `providerId` the provider's, once it has one. */
export interface SenderIdentity extends Mailbox {
  readonly name: string;
  readonly id: string;
  readonly domain: string;
  readonly providerId?: string;
}

/** Whose sender it is, where keys may be kept, and the time to go by. */
export interface RegistryContext {
  readonly site: string;
  readonly vault: Vault;
  readonly now: Date;
}

/**
 * A provider's part in setting a sender up. Failures are thrown as `MessagingError` `sender_provider_failed` or
 * `sender_refused`.
 */
export interface SenderRegistry {
  /**
   * Who sends the one-time code: we do, through this transport, or the provider by itself when the sender is
   * registered.
   */
  readonly codeSentBy: 'us' | 'provider';
  /** The sender our code mail leaves with; default: the sender being validated. */
  readonly codeSender?: Mailbox;
  /** Makes the sender known. May be repeated. `addressValidated`: the provider knows the address already. */
  register(
    sender: SenderIdentity,
    context: RegistryContext,
  ): Promise<{ readonly providerId?: string; readonly addressValidated?: boolean }>;
  /** With `codeSentBy: 'provider'`: whether the provider takes the code. */
  confirmCode?(sender: SenderIdentity, code: string, context: RegistryContext): Promise<boolean>;
  /** The DNS records the domain needs, the same at every call until `checked` or a rotation changes them. */
  records(sender: SenderIdentity, context: RegistryContext): Promise<readonly ExpectedRecord[]>;
  /**
   * Told what a domain check saw (not called where DNS failed), before the domain counts as validated: `true`
   * where the provider agrees.
   */
  checked(sender: SenderIdentity, checks: readonly RecordCheck[], context: RegistryContext): Promise<boolean>;
  /**
   * Begins to replace the domain's DKIM keys: `records` then holds the new ones besides, as `optional`, and
   * `checked` changes over when they pass. May be repeated: a change under way goes on.
   */
  rotateKeys?(sender: SenderIdentity, context: RegistryContext): Promise<void>;
  /** Forgets the sender. May be repeated. */
  delete(sender: SenderIdentity, context: RegistryContext): Promise<void>;
}
