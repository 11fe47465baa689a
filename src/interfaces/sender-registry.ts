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

/** Whose sender it is, where keys may be kept, the time to go by and the time there is. */
export interface RegistryContext {
  readonly site: string;
  readonly vault: Vault;
  readonly now: Date;
  /** Aborts after 60 s, or where the caller gave up: end soon. The core waits no longer. */
  readonly signal: AbortSignal;
  /** Another sender is in the same domain, whosever: what belongs to the domain, and not to this sender, stays with the provider. */
  readonly shared: boolean;
  /** One of this site: what its vault holds of the domain is that one's too, and stays. */
  readonly sharedInSite: boolean;
  /** One of another site: what the provider says of the domain may be that site's doing. */
  readonly sharedAcrossSites: boolean;
}

/** What every registry does, whoever confirms the address. */
interface DomainRegistry {
  /**
   * Makes the sender known. May be repeated. With `providerId` the provider knows it already, perhaps by another name or
   * by another address of the same domain: it is changed, or made anew in its place. `addressValidated`: the provider
   * takes the address as it is.
   */
  register(
    sender: SenderIdentity,
    context: RegistryContext,
  ): Promise<{ readonly providerId?: string; readonly addressValidated?: boolean }>;
  /** The DNS records the domain needs, the same at every call until `checked` or a rotation changes them. */
  records(sender: SenderIdentity, context: RegistryContext): Promise<readonly ExpectedRecord[]>;
  /**
   * Told what a domain check saw of this registry's records (not called where DNS failed), before the domain counts as
   * validated: `true` where all passed and the provider agrees. It is called for each check, as often as people press the
   * button: a registry that asks its provider does so only where all its records passed, and not again within a cool-down
   * of its own.
   */
  checked(sender: SenderIdentity, checks: readonly RecordCheck[], context: RegistryContext): Promise<boolean>;
  /**
   * Begins to replace the domain's DKIM keys: `records` then holds the new ones besides, as `optional`, and
   * `checked` changes over when they pass. May be repeated: a change under way goes on.
   */
  rotateKeys?(sender: SenderIdentity, context: RegistryContext): Promise<void>;
  /** Forgets the sender, and its domain unless that is `shared`. May be repeated; the sender may be registered again. */
  delete(sender: SenderIdentity, context: RegistryContext): Promise<void>;
}

/** We mail the one-time code, through this transport. */
export interface OwnCodeRegistry extends DomainRegistry {
  readonly codeSentBy: 'us';
  /** The sender our code mail leaves with; default: the sender being validated. */
  readonly codeSender?: Mailbox;
}

/** What a provider that confirms addresses by itself may be asked besides. */
interface ProviderMail {
  /** Has what the provider mailed mailed again. Without it the provider has no call for that. */
  resend?(sender: SenderIdentity, context: RegistryContext): Promise<void>;
}

/** The provider mails a code of its own when the sender is registered. */
export interface ProviderCodeRegistry extends DomainRegistry, ProviderMail {
  readonly codeSentBy: 'provider';
  /** Whether the provider takes the code. */
  confirmCode(sender: SenderIdentity, code: string, context: RegistryContext): Promise<boolean>;
  /** Whether the provider takes the address by now, where it may come to do so without the code. */
  addressValidated?(sender: SenderIdentity, context: RegistryContext): Promise<boolean>;
}

/** The provider mails a link when the sender is registered; whoever reads the mail follows it. */
export interface ProviderLinkRegistry extends DomainRegistry, ProviderMail {
  readonly codeSentBy: 'link';
  /** Whether the provider takes the address by now: the link was followed. */
  addressValidated(sender: SenderIdentity, context: RegistryContext): Promise<boolean>;
}

/**
 * A provider's part in setting a sender up. `codeSentBy` says who confirms the address, and what goes with it. Each transport of
 * a channel may have one. Failures are thrown as `MessagingError` `sender_provider_failed` or `sender_refused`, with no secret in them.
 */
export type SenderRegistry = OwnCodeRegistry | ProviderCodeRegistry | ProviderLinkRegistry;
