import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import type { SenderPatch, SenderRecord } from '../interfaces/storage/senders.ts';
import { checkArgument, signalArgument, text } from '../model/arguments.ts';
import { createId } from '../model/ids.ts';
import type { Scope } from '../wiring.ts';
import type { DomainState } from './domain/email-domain.ts';
import { readCode } from './one-time-code.ts';
import { type CodeSent, sendCode, sendFirstCode, takeCode } from './sender-code.ts';
import { ask, identityOf, patchSender, registerSender, registryOf } from './sender-provider.ts';
import { readState, requireSender, type SenderState } from './sender-state.ts';
import { setUp } from './set-up.ts';

// A site's e-mail sender, from its creation to `ready`. This file is the face; each step has its own:
// - set-up loads what only a set-up needs (`checks`), when there is one;
// - sender-checks: may this name and address be used at all (asking nobody but DNS for MX);
// - sender-provider: what the transport's registry knows of it, and how its record is changed safely;
// - sender-code, one-time-code, code-limits, code-mail: the code that confirms the address: sent, issued, held back, written;
// - domain/: whether DNS has the records (`domain-check` looks, `email-domain` decides what that means for the sender);
// - sender-state: what all that comes to for people, and the sender that messages leave with (`readySender`).
// `sms-sender` is the whole of SMS: nothing there is to be confirmed.

/** Who of the host vouches for an address: a user or a job, as the host names them. */
export interface ByHost {
  readonly actor: string;
}

/** Who a site's mail comes from. */
export interface SenderInput {
  /** What recipients see before the address: 1 to 70 characters on one line, without `< > " \ @`. */
  readonly name: string;
  /** A mailbox in a domain of yours, where DNS records can be made: none at a free-mail provider. */
  readonly address: string;
  /** The host vouches for the address, as {@link EmailSender.confirmByHost}: no code is sent, and it need take no mail. */
  readonly confirmedByHost?: ByHost;
}

/** The sender as it is saved, and what became of its code. */
export interface SenderCreated extends SenderState {
  /** What one should know, such as that DNS could not be asked whether the domain takes mail. */
  readonly warnings: readonly string[];
  readonly code: CodeSent;
}

const byHost = z.strictObject({
  actor: text(200).refine((actor) => actor.trim() !== '', 'says who vouches for it: 1 to 200 characters'),
});
const identity = { name: text(1_000), address: text(1_000) };
const senderInput = z.strictObject({ ...identity, confirmedByHost: byHost.optional() });
const senderChange = z.strictObject(identity).partial();
const checkOptions = z.strictObject({ signal: signalArgument.optional() });

/** Set-up of a site's e-mail sender: create, confirm the address, validate the domain, delete. */
export class EmailSender {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** The sender, or `undefined` where there is none yet. */
  async find(): Promise<SenderState | undefined> {
    const sender = await this.#find();
    return sender && readState(this.#scope, sender);
  }

  /** The sender and what is still missing before it may send. @throws MessagingError `sender_not_found` */
  async get(): Promise<SenderState> {
    return readState(this.#scope, await requireSender(this.#scope));
  }

  /**
   * Checks name and address, registers them with the provider and sends the one-time code.
   * @throws MessagingError `sender_exists`, `sender_refused`, `invalid_address`, `invalid_argument`, `sender_provider_failed`
   */
  async create(input: SenderInput): Promise<SenderCreated> {
    checkArgument(senderInput, input, { name: 'input' });
    const { engine, site } = this.#scope;
    const vouched = input.confirmedByHost && this.#vouch(input.confirmedByHost);
    const { warnings, ...identity } = await this.#check(input);
    if (await this.#find()) throw senderExists();
    const now = engine.now();
    const id = createId('snd', now);
    const sender: SenderRecord = {
      id,
      site: site.id,
      channel: 'email',
      kind: 'address',
      createdAt: now,
      revision: 1,
      ...identity,
      ...(await registerSender(this.#scope, { id, ...identity })),
      ...vouched,
    };
    if (!(await engine.storage.senders.insert(sender))) throw senderExists();
    engine.events.emit('sender.created', { sender });
    return this.#saved(sender, { warnings, sent: await sendFirstCode(this.#scope, sender) });
  }

  /**
   * Changes name or address. A new address, as any, has to be validated; a new domain too.
   * @throws MessagingError as `create`, and `sender_not_found`, `conflict`
   */
  async update(input: { readonly name?: string; readonly address?: string }): Promise<SenderCreated> {
    checkArgument(senderChange, input, { name: 'input' });
    const current = await requireSender(this.#scope);
    const { name = current.name, address = current.address } = input;
    const { warnings, ...identity } = await this.#check({ name, address });
    const registered = await registerSender(this.#scope, { id: current.id, ...identity });
    const moved = identity.address !== current.address;
    const movedDomain = identity.domain !== current.domain;
    const patch: SenderPatch = {
      ...identity,
      providerId: registered.providerId ?? null,
      ...(moved
        ? {
            addressValidatedAt: registered.addressValidatedAt ?? null,
            addressValidatedBy: registered.addressValidatedBy ?? null,
            addressConfirmedBy: null,
          }
        : {}),
      ...(movedDomain
        ? {
            domainValidatedAt: registered.domainValidatedAt ?? null,
            domainCheckedAt: null,
            domainChecks: null,
          }
        : {}),
    };
    const sender = await patchSender(this.#scope, current, patch);
    if (movedDomain) await this.#forget(current);
    this.#scope.engine.events.emit('sender.updated', { sender });
    return this.#saved(sender, { warnings, sent: moved && (await sendFirstCode(this.#scope, sender)) });
  }

  /** Sends a new code in place of the old. @throws MessagingError `sender_not_found`, `code_too_soon`, `illegal_status`, `unsupported` */
  async sendCode(): Promise<CodeSent> {
    const sender = await requireSender(this.#scope);
    if (sender.addressValidatedAt)
      throw new MessagingError('illegal_status', 'The address is validated already.');
    await sendCode(this.#scope, sender);
    return { ...(await readState(this.#scope, sender)).code, sent: true };
  }

  /**
   * Confirms the address by the code; once confirmed, again and again.
   * @throws MessagingError `code_malformed`, `code_wrong`, `code_expired`, `sender_not_found`, `conflict`
   */
  async confirm(input: string): Promise<SenderState> {
    const code = readCode(input);
    const sender = await requireSender(this.#scope);
    if (sender.addressValidatedAt) return readState(this.#scope, sender);
    await takeCode(this.#scope, sender, code);
    const addressValidatedAt = this.#scope.engine.now();
    return this.#confirmed(sender, { addressValidatedAt, addressValidatedBy: 'code' });
  }

  /**
   * Confirms the address without a code, on the host's word: for an address that no person reads (`noreply@`), and for set-up in
   * code. Who vouched is recorded. The domain has to be validated all the same. Confirmed already: nothing changes.
   * @example await messaging.email.sender.confirmByHost({ actor: 'deploy' });
   * @throws MessagingError `sender_not_found`, `invalid_argument`, `conflict`, `unsupported` where the provider wants its own code
   */
  async confirmByHost(by: ByHost): Promise<SenderState> {
    checkArgument(byHost, by, { name: 'by' });
    const vouched = this.#vouch(by);
    const sender = await requireSender(this.#scope);
    return sender.addressValidatedAt ? readState(this.#scope, sender) : this.#confirmed(sender, vouched);
  }

  /** The DNS records to add, with what the last check found. @throws MessagingError `sender_not_found` */
  async domain(): Promise<DomainState> {
    const sender = await requireSender(this.#scope);
    const { domainState } = await setUp();
    return domainState(sender, await this.#expected(sender), {
      records: sender.domainChecks ?? [],
      notices: [],
    });
  }

  /**
   * Looks the records up. All there: the domain is validated. One certainly missing or wrong: it is not (any more). DNS failing
   * proves nothing and changes nothing. @throws MessagingError `sender_not_found`, `invalid_config`, `conflict`
   */
  async checkDomain(options: { readonly signal?: AbortSignal } = {}): Promise<DomainState> {
    checkArgument(checkOptions, options, { name: 'options' });
    const sender = await requireSender(this.#scope);
    const { events, dns, now } = this.#scope.engine;
    const { checkDomain, domainState, judgeDomain } = await setUp();
    const registry = registryOf(this.#scope);
    if (!registry) return domainState(sender, [], { records: [], notices: [] });
    if (!dns)
      throw new MessagingError(
        'invalid_config',
        'Checking a domain needs "dns" in new Messaging({ … }), such as nodeDns().',
      );
    const records = await this.#expected(sender);
    const found = await checkDomain({ domain: sender.domain ?? '', records, dns, ...options });
    // Where DNS left it open, the provider has nothing to agree to.
    const agreed =
      found.status !== 'unknown' &&
      (await ask(this.#scope, identityOf(sender), (identity, context) =>
        registry.checked(identity, found.records, context),
      ));
    const verdict = judgeDomain(sender, found, { agreed, now: now() });
    if (!verdict) return domainState(sender, records, found);
    const updated = await patchSender(this.#scope, sender, verdict.patch);
    if (verdict.event) events.emit(verdict.event, { sender: updated });
    // A check can change what is expected: a rotation ends, and the new keys are the only ones.
    return domainState(updated, await this.#expected(updated), found);
  }

  /**
   * Begins to replace the domain's DKIM keys: `domain()` then lists the new ones besides; once they are found in DNS they take over.
   * @throws MessagingError `sender_not_found`, `unsupported` where the provider keeps the keys itself
   */
  async rotateKeys(): Promise<DomainState> {
    const sender = await requireSender(this.#scope);
    const registry = registryOf(this.#scope);
    if (!registry?.rotateKeys)
      throw new MessagingError('unsupported', 'This provider has no keys of yours to replace.');
    await ask(this.#scope, identityOf(sender), registry.rotateKeys.bind(registry));
    return this.domain();
  }

  /** Removes the sender; messages already recorded keep it in their record, and those that wait fail unless the provider still takes them. @throws MessagingError `sender_not_found`, `conflict` */
  async delete(): Promise<void> {
    const sender = await requireSender(this.#scope);
    await this.#forget(sender);
    const { storage, events } = this.#scope.engine;
    if (!(await storage.senders.delete(sender.site, 'email', sender.id))) {
      // Of two that delete it, the second finds what it would have found later: none.
      throw (await this.#find())
        ? new MessagingError('conflict', 'The sender was made anew meanwhile: look again.')
        : new MessagingError('sender_not_found', 'The sender is gone already.');
    }
    events.emit('sender.deleted', { sender });
  }

  #find(): Promise<SenderRecord | undefined> {
    return this.#scope.engine.storage.senders.find(this.#scope.site.id, 'email');
  }

  async #expected(sender: SenderRecord) {
    const registry = registryOf(this.#scope);
    return registry ? ask(this.#scope, identityOf(sender), registry.records.bind(registry)) : [];
  }

  async #forget(sender: SenderRecord): Promise<void> {
    const registry = registryOf(this.#scope);
    if (registry) await ask(this.#scope, identityOf(sender), registry.delete.bind(registry));
  }

  async #saved(
    sender: SenderRecord,
    { warnings, sent }: { readonly warnings: readonly string[]; readonly sent: boolean },
  ): Promise<SenderCreated> {
    const state = await readState(this.#scope, sender);
    return { ...state, warnings, code: { ...state.code, sent } };
  }

  async #confirmed(sender: SenderRecord, patch: SenderPatch): Promise<SenderState> {
    const confirmed = await patchSender(this.#scope, sender, patch);
    this.#scope.engine.events.emit('sender.address_validated', { sender: confirmed });
    return readState(this.#scope, confirmed);
  }

  #vouch({ actor }: ByHost) {
    const { codeSentBy = 'us' } = registryOf(this.#scope) ?? {};
    if (codeSentBy !== 'us') {
      throw new MessagingError(
        'unsupported',
        'This provider takes the address only by the mail it sends itself.',
      );
    }
    const by = { addressValidatedBy: 'host', addressConfirmedBy: actor } as const;
    return { addressValidatedAt: this.#scope.engine.now(), ...by };
  }

  async #check(input: SenderInput) {
    const { checkSenderAddress, checkSenderName, checkTakesMail } = await setUp();
    const name = checkSenderName(input.name);
    const { email, warnings } = checkSenderAddress(input.address);
    const { dns } = this.#scope.engine;
    const doubts = dns && !input.confirmedByHost ? await checkTakesMail(dns, email.domain) : [];
    return { name, address: email.address, domain: email.domain, warnings: [...warnings, ...doubts] };
  }
}

function senderExists(): MessagingError {
  return new MessagingError('sender_exists', 'This site has an e-mail sender: change or delete it first.');
}
