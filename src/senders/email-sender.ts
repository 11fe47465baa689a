import { isMessagingError, MessagingError } from '../errors.ts';
import type { RegistryContext, SenderIdentity, SenderRegistry } from '../interfaces/sender-registry.ts';
import type { SenderPatch, SenderRecord } from '../interfaces/storage/senders.ts';
import { createId } from '../model/ids.ts';
import { createVault } from '../secrets/vault.ts';
import { type Scope, transportOf } from '../wiring.ts';
import { sendCodeMail } from './code-mail.ts';
import { type DomainState, readDomain, runDomainCheck } from './domain/email-domain.ts';
import { issueCode, readCode, redeemCode } from './one-time-code.ts';
import { checkSenderAddress, checkSenderName, checkTakesMail } from './sender-checks.ts';
import { identityOf, requireSender, type SenderState, stateOf } from './sender-state.ts';

export interface CodeSent {
  readonly sent: boolean;
  readonly expiresAt?: Date;
  /** Not sent: too many lately; from then on `sendCode()` works again. */
  readonly retryAt?: Date;
}

export interface SenderCreated extends SenderState {
  /** What one should know, such as that DNS could not be asked whether the domain takes mail. */
  readonly warnings: readonly string[];
  readonly code: CodeSent;
}

/** What registering with the provider settles at once. */
type Registered = Pick<SenderRecord, 'providerId' | 'addressValidatedAt' | 'domainValidatedAt'>;

/** Set-up of a site's e-mail sender: create, confirm the address, validate the domain, delete. */
export class EmailSender {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  async get(): Promise<SenderState | undefined> {
    const sender = await this.#store.get(this.#site, 'email');
    return sender && stateOf(sender);
  }

  /**
   * Checks name and address, registers them with the provider and sends the one-time code.
   * @throws MessagingError `sender_exists`, `sender_refused`, `invalid_address`, `sender_provider_failed`
   */
  async create(input: { readonly name: string; readonly address: string }): Promise<SenderCreated> {
    const { engine } = this.#scope;
    const checked = await this.#check(input);
    if (await this.#store.get(this.#site, 'email')) throw senderExists();
    const now = engine.now();
    const { warnings, ...identity } = checked;
    const id = createId('snd', now);
    const registered = await this.#register({ id, ...identity });
    const base = {
      id,
      site: this.#site,
      channel: 'email',
      kind: 'address',
      createdAt: now,
      revision: 1,
    } as const;
    const sender: SenderRecord = { ...base, ...identity, ...registered };
    if (!(await this.#store.insert(sender))) throw senderExists();
    engine.events.emit('sender.created', { sender });
    const code = sender.addressValidatedAt ? { sent: false } : await this.#trySendCode(sender);
    return { ...stateOf(sender), warnings, code };
  }

  /**
   * Changes name or address. A new address, as any, has to be validated; a new domain too.
   * @throws MessagingError as `create`, and `sender_not_found`
   */
  async update(input: { readonly name?: string; readonly address?: string }): Promise<SenderCreated> {
    const current = await requireSender(this.#scope);
    const checked = await this.#check({
      name: input.name ?? current.name,
      address: input.address ?? current.address,
    });
    const { warnings, ...identity } = checked;
    const moved = identity.address !== current.address;
    const movedDomain = identity.domain !== current.domain;
    const registered = await this.#register({ id: current.id, ...identity });
    const sender = await this.#patch(current, {
      ...identity,
      providerId: registered.providerId ?? null,
      ...(moved ? { addressValidatedAt: registered.addressValidatedAt ?? null } : {}),
      ...(movedDomain
        ? {
            domainValidatedAt: registered.domainValidatedAt ?? null,
            domainCheckedAt: null,
            domainChecks: null,
          }
        : {}),
    });
    if (movedDomain) await this.#registry?.remove(identityOf(current), this.#context());
    this.#scope.engine.events.emit('sender.updated', { sender });
    const code = moved && !sender.addressValidatedAt ? await this.#trySendCode(sender) : { sent: false };
    return { ...stateOf(sender), warnings, code };
  }

  /** Sends a new code in place of the old. @throws MessagingError `sender_not_found`, `code_too_soon`, `illegal_status` */
  async sendCode(): Promise<CodeSent> {
    const sender = await requireSender(this.#scope);
    if (sender.addressValidatedAt)
      throw new MessagingError('illegal_status', 'The address is validated already.');
    return this.#sendCode(sender);
  }

  /**
   * Confirms the address by the code; once confirmed, again and again.
   * @throws MessagingError `code_malformed`, `code_wrong`, `code_expired`, `sender_not_found`
   */
  async confirm(input: string): Promise<SenderState> {
    const code = readCode(input);
    const { engine } = this.#scope;
    const sender = await requireSender(this.#scope);
    if (sender.addressValidatedAt) return stateOf(sender);
    const registry = this.#registry;
    if (registry?.codeSentBy === 'provider' && registry.confirmCode) {
      if (!(await registry.confirmCode(identityOf(sender), code, this.#context()))) {
        throw new MessagingError('code_wrong', 'The provider does not know this code.');
      }
    } else {
      await redeemCode(engine, sender, code);
    }
    const confirmed = await this.#patch(sender, { addressValidatedAt: engine.now() });
    engine.events.emit('sender.address_validated', { sender: confirmed });
    return stateOf(confirmed);
  }

  /** The DNS records to add, with what the last check found. @throws MessagingError `sender_not_found` */
  async domain(): Promise<DomainState> {
    const sender = await requireSender(this.#scope);
    return readDomain(sender, this.#registry, this.#context());
  }

  /**
   * Looks the records up. All there: the domain is validated. One certainly missing or wrong: it is not (any more). DNS failing
   * proves nothing and changes nothing. @throws MessagingError `sender_not_found`, `invalid_config`
   */
  async checkDomain(options: { readonly signal?: AbortSignal } = {}): Promise<DomainState> {
    const sender = await requireSender(this.#scope);
    const { engine } = this.#scope;
    return runDomainCheck(engine, sender, this.#registry, this.#context(), options.signal, (patch) =>
      this.#patch(sender, patch),
    );
  }

  /**
   * Begins to replace the domain's DKIM keys: `domain()` then lists the new ones besides; once they are found in DNS they take over.
   * @throws MessagingError `sender_not_found`, `sender_provider_failed` where the provider keeps the keys itself
   */
  async rotateKeys(): Promise<DomainState> {
    const sender = await requireSender(this.#scope);
    const registry = this.#registry;
    if (!registry?.rotateKeys)
      throw new MessagingError('sender_provider_failed', 'This provider has no keys of yours to replace.');
    await registry.rotateKeys(identityOf(sender), this.#context());
    return readDomain(sender, registry, this.#context());
  }

  /** Removes the sender; messages already recorded keep it in their record, and those that wait fail unless the provider still takes them. @throws MessagingError `sender_not_found` */
  async delete(): Promise<void> {
    const sender = await requireSender(this.#scope);
    await this.#registry?.remove(identityOf(sender), this.#context());
    if (!(await this.#store.delete(this.#site, 'email', sender.id))) {
      throw new MessagingError('sender_not_found', 'The sender is gone already.');
    }
    this.#scope.engine.events.emit('sender.deleted', { sender });
  }

  async #check(input: { readonly name: string; readonly address: string }) {
    const name = checkSenderName(String(input.name ?? ''));
    const { email, warnings } = checkSenderAddress(String(input.address ?? ''));
    const { dns } = this.#scope.engine;
    const doubts = dns ? await checkTakesMail(dns, email.domain) : [];
    return { name, address: email.address, domain: email.domain, warnings: [...warnings, ...doubts] };
  }

  /** Makes the provider know the sender. Without a registry there is no domain to authenticate. */
  async #register(sender: SenderIdentity): Promise<Registered> {
    const registry = this.#registry;
    const now = this.#scope.engine.now();
    if (!registry) return { domainValidatedAt: now };
    const { providerId, addressValidated } = await registry.register(sender, this.#context());
    return {
      ...(providerId ? { providerId } : {}),
      ...(addressValidated ? { addressValidatedAt: now } : {}),
    };
  }

  async #trySendCode(sender: SenderRecord): Promise<CodeSent> {
    try {
      return await this.#sendCode(sender);
    } catch (error) {
      if (!isMessagingError(error) || error.code !== 'code_too_soon') throw error;
      return { sent: false, retryAt: new Date(String(error.details.retryAt)) };
    }
  }

  async #sendCode(sender: SenderRecord): Promise<CodeSent> {
    const registry = this.#registry;
    if (registry?.codeSentBy === 'provider') {
      throw new MessagingError(
        'sender_provider_failed',
        'The provider sends its code once: delete the sender and create it again for a new one.',
      );
    }
    const { code, expiresAt } = await issueCode(this.#scope.engine, sender);
    await sendCodeMail(
      this.#scope,
      sender,
      registry?.codeSender ?? { name: sender.name, address: sender.address },
      code,
      expiresAt,
    );
    return { sent: true, expiresAt };
  }

  /** Applies a change also where another call changed something else meanwhile: a code is used up only once. */
  async #patch(sender: SenderRecord, patch: SenderPatch): Promise<SenderRecord> {
    let current: SenderRecord | undefined = sender;
    while (current?.id === sender.id && current.address === sender.address) {
      const updated = await this.#store.update(current, patch);
      if (updated) return updated;
      current = await this.#store.get(this.#site, 'email');
    }
    throw new MessagingError('sender_not_found', 'The sender was changed or deleted meanwhile: look again.');
  }

  get #registry(): SenderRegistry | undefined {
    return transportOf(this.#scope).senders;
  }

  get #store() {
    return this.#scope.engine.storage.senders;
  }

  get #site(): string {
    return this.#scope.site.id;
  }

  #context(): RegistryContext {
    const { storage, secrets, now } = this.#scope.engine;
    return { site: this.#site, vault: createVault(storage.secrets, secrets, this.#site), now: now() };
  }
}

function senderExists(): MessagingError {
  return new MessagingError('sender_exists', 'This site has an e-mail sender: change or delete it first.');
}
