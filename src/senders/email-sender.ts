import { type Actor, actorOptions } from '../audit.ts';
import { MessagingError } from '../errors.ts';
import type { SenderRecord } from '../interfaces/storage/senders.ts';
import { checkArgument } from '../model/arguments.ts';
import { createId } from '../model/ids.ts';
import type { Scope } from '../wiring.ts';
import type { DomainState } from './domain/email-domain.ts';
import { readCode } from './one-time-code.ts';
import { forget, registerWhereMissing, registerWithAll } from './registration.ts';
import { noteSender } from './sender-audit.ts';
import { type CodeSent, providerTakes, sendCode, sendFirstCode, takeCode } from './sender-code.ts';
import { checkSenderDomain, readDomain } from './sender-domain.ts';
import {
  type ByHost,
  byHost,
  type ChangeOfTransport,
  type CheckOptions,
  changeOfTransport,
  checkOptions,
  type OfTransport,
  ofTransport,
  type SenderCreated,
  type SenderInput,
  senderChange,
  senderInput,
} from './sender-input.ts';
import { checkAmong, placeAmong, standingsIn } from './sender-place.ts';
import { ask, identityOf, patchSender, providerOf, providersOf } from './sender-provider.ts';
import { findSender, readState, requireSender, type SenderState } from './sender-state.ts';
import { checkIdentity, confirmSender, insertSender, vouchFor } from './sender-steps.ts';
import { type SignatureInput, saveSignature, signatureInput } from './signature.ts';
import {
  kept,
  type Standings,
  standingsOf,
  standingsPatch,
  standingWith,
  withDomainKnown,
  withStandings,
} from './standings.ts';

// A site's e-mail sender, from its creation to `ready`. This file is the face, past 300 lines because each method says what it takes and throws;
// each step has its own:
// - set-up loads what only a set-up needs (`checks`), when there is one;
// - sender-checks: may this name and address be used at all (asking nobody but DNS for MX);
// - sender-place: which key a new one has among the site's senders, and whether its address is another's; senders: all of them;
// - standings: where it stands with each transport, as pure functions of its record;
// - sender-provider: how a transport's registry is asked, and how the record is changed safely; registration: made known and forgotten;
// - sender-code, one-time-code, code-limits, code-mail: the code that confirms the address: sent, issued, held back, written;
// - sender-steps: how it is checked, inserted and confirmed; sender-audit: who changed it is noted;
// - sender-domain: the records of all registries, and one check of them; domain/: whether DNS has the records (`domain-check` looks, `email-domain` decides what that means for the sender);
// - sender-state: what all that comes to for people, and the sender that messages leave with (`readySender`).
// - signature: what stands under a mail by hand.
// `sms-sender` is the whole of SMS: nothing there is to be confirmed.

/** Set-up of a site's e-mail sender: create, confirm the address, validate the domain, delete. */
export class EmailSender {
  readonly #scope: Scope;
  /** Absent: whichever is the one by default. */
  readonly #key: string | undefined;

  constructor(scope: Scope, key?: string) {
    this.#scope = scope;
    this.#key = key;
  }

  /** The sender, or `undefined` where there is none yet. */
  async find(): Promise<SenderState | undefined> {
    const sender = await this.#find();
    return sender && readState(this.#scope, sender);
  }

  /** The sender and what is still missing before it may send. @throws MessagingError `sender_not_found` */
  async get(): Promise<SenderState> {
    return readState(this.#scope, await requireSender(this.#scope, this.#key));
  }

  /**
   * Checks name and address, registers them with the provider and sends the one-time code. Every transport's registry is told: the
   * first has to take the sender; another that fails is told as an `error` event, and asked again by `checkDomain()`.
   * A site's first sender becomes the one by default. One in a domain that the site has set up needs its address confirmed only.
   * @throws MessagingError `sender_exists`, `sender_refused`, `invalid_address`, `invalid_argument`, `sender_provider_failed`
   */
  async create(input: SenderInput, options: Actor = {}): Promise<SenderCreated> {
    checkArgument(senderInput, input, { name: 'input' });
    checkArgument(actorOptions, options, { name: 'options' });
    const { engine, site } = this.#scope;
    const vouched = input.confirmedByHost && vouchFor(this.#scope, input.confirmedByHost);
    const { warnings, ...identity } = await checkIdentity(this.#scope, input);
    const others = await engine.storage.senders.list(site.id, 'email');
    const place = placeAmong(others, this.#key);
    checkAmong(others, identity.address);
    const [first] = providersOf(this.#scope);
    const now = engine.now();
    const id = createId('snd', now);
    const registered = await registerWithAll(this.#scope, { id, ...identity });
    const standings = withDomainKnown(registered, standingsIn(identity.domain, others, first.name));
    const own = { ...standings[first.name], ...vouched };
    const bare: SenderRecord = {
      id,
      site: site.id,
      channel: 'email',
      ...place,
      kind: 'address',
      createdAt: now,
      revision: 1,
      ...identity,
    };
    const made = withStandings(bare, first.name, { ...standings, [first.name]: own });
    const sender = await insertSender(this.#scope, made, this.#key);
    engine.events.emit('sender.created', { sender });
    const by = input.confirmedByHost;
    await noteSender(this.#scope, 'sender.created', sender, options.actor ?? by?.actor);
    if (by) await noteSender(this.#scope, 'sender.confirmed', sender, by.actor);
    return this.#saved(sender, { warnings, sent: await sendFirstCode(this.#scope, sender) });
  }

  /**
   * Changes name or address. A new address, as any, has to be validated; a new domain too.
   * @throws MessagingError as `create`, and `sender_not_found`, `conflict`
   */
  async update(
    input: { readonly name?: string; readonly address?: string },
    options: Actor = {},
  ): Promise<SenderCreated> {
    checkArgument(senderChange, input, { name: 'input' });
    checkArgument(actorOptions, options, { name: 'options' });
    const current = await requireSender(this.#scope, this.#key);
    const { name = current.name, address = current.address } = input;
    const { warnings, ...identity } = await checkIdentity(this.#scope, { name, address });
    const moved = identity.address !== current.address;
    const movedDomain = identity.domain !== current.domain;
    const { site, engine } = this.#scope;
    const all = await engine.storage.senders.list(site.id, 'email');
    const others = all.filter((one) => one.id !== current.id);
    if (moved) checkAmong(others, identity.address);
    const [first] = providersOf(this.#scope);
    const keep = (standings: Standings): Standings =>
      Object.fromEntries(
        Object.entries(standings).map(([of, standing]) => [of, kept(standing, { moved, movedDomain })]),
      );
    const known = keep(standingsOf(current, first.name));
    const registered = withDomainKnown(
      await registerWithAll(this.#scope, { id: current.id, ...identity }, known),
      standingsIn(identity.domain, others, first.name),
    );
    const sender = await patchSender(this.#scope, current, (stored) => ({
      ...identity,
      ...standingsPatch(stored, first.name, registered),
    }));
    // What is left at a provider of the earlier domain is no reason to say that the sender was not changed.
    if (movedDomain) await forget(this.#scope, current, { refuse: false });
    engine.events.emit('sender.updated', { sender });
    await noteSender(this.#scope, 'sender.updated', sender, options.actor);
    return this.#saved(sender, { warnings, sent: moved && (await sendFirstCode(this.#scope, sender)) });
  }

  /**
   * Changes what stands under its mails by hand; `null` takes it away. What the API sends does not get it: whoever writes a mail, as the
   * console does, puts it there. At most 20,000 characters of HTML, and of text, which is made of the HTML where it is not given.
   * @example await messaging.email.sender.setSignature({ text: 'Acme GmbH\nTel. +49 30 1234567' }, { actor: 'jo' });
   * @throws MessagingError `sender_not_found`, `invalid_argument`, `conflict`
   */
  async setSignature(signature: SignatureInput | null, options: Actor = {}): Promise<SenderState> {
    checkArgument(signatureInput, signature, { name: 'signature' });
    checkArgument(actorOptions, options, { name: 'options' });
    const current = await requireSender(this.#scope, this.#key);
    const sender = await saveSignature(this.#scope, current, signature);
    this.#scope.engine.events.emit('sender.updated', { sender });
    await noteSender(this.#scope, 'sender.signature_changed', sender, options.actor);
    return readState(this.#scope, sender);
  }

  /**
   * Sends a new code in place of the old; where the provider mails its own code or link, has it mail that again.
   * @throws MessagingError `sender_not_found`, `code_too_soon`, `illegal_status`, `unsupported`, `invalid_argument`
   */
  async sendCode(options: OfTransport = {}): Promise<CodeSent> {
    checkArgument(ofTransport, options, { name: 'options' });
    const { sender, provider, isValidated } = await this.#asked(options);
    if (isValidated) throw new MessagingError('illegal_status', 'The address is validated already.');
    await sendCode(this.#scope, sender, provider);
    return { ...(await readState(this.#scope, sender)).code, sent: true };
  }

  /**
   * Confirms the address by the code; once confirmed, again and again. What a code of ours confirmed is so for every transport
   * that leaves it to us.
   * @throws MessagingError `code_malformed`, `code_wrong`, `code_expired`, `sender_not_found`, `conflict`, `invalid_argument`,
   * `unsupported` where the provider mails a link
   */
  async confirm(input: string, options: ChangeOfTransport = {}): Promise<SenderState> {
    const code = readCode(input);
    checkArgument(changeOfTransport, options, { name: 'options' });
    const { sender, provider, isValidated } = await this.#asked(options);
    if (isValidated) return readState(this.#scope, sender);
    const by = await takeCode(this.#scope, sender, { provider, code });
    return confirmSender(this.#scope, sender, { transport: provider.name, by, actor: options.actor });
  }

  /**
   * Asks the provider whether it takes the address by now: the link that it mailed was followed, or it needs no code any more. A
   * transport that does not know the sender yet is told of it first. Where a code of ours confirms, nothing is asked.
   * @throws MessagingError `sender_not_found`, `sender_provider_failed`, `sender_refused`, `conflict`, `invalid_argument`
   */
  async checkAddress(options: ChangeOfTransport = {}): Promise<SenderState> {
    checkArgument(changeOfTransport, options, { name: 'options' });
    const { sender: stored, provider } = await this.#asked(options);
    const sender = await registerWhereMissing(this.#scope, stored, { only: provider });
    const [first] = providersOf(this.#scope);
    const { addressValidated } = standingWith(provider, standingsOf(sender, first.name));
    if (addressValidated || !(await providerTakes(this.#scope, sender, provider)))
      return readState(this.#scope, sender);
    return confirmSender(this.#scope, sender, {
      transport: provider.name,
      by: 'provider',
      actor: options.actor,
    });
  }

  /**
   * Confirms the address without a code, on the host's word: for an address that no person reads (`noreply@`), and for set-up in
   * code. Who vouched is recorded. The domain has to be validated all the same. Confirmed already: nothing changes.
   * @example await messaging.email.sender.confirmByHost({ actor: 'deploy' });
   * @throws MessagingError `sender_not_found`, `invalid_argument`, `conflict`, `unsupported` where the provider wants its own code
   */
  async confirmByHost(by: ByHost): Promise<SenderState> {
    checkArgument(byHost, by, { name: 'by' });
    vouchFor(this.#scope, by);
    const { sender, provider, isValidated } = await this.#asked({});
    if (isValidated) return readState(this.#scope, sender);
    return confirmSender(this.#scope, sender, { transport: provider.name, by: 'host', actor: by.actor });
  }

  /** The DNS records to add, those of every transport's registry, with what the last check found. @throws MessagingError `sender_not_found` */
  async domain(): Promise<DomainState> {
    return readDomain(this.#scope, await requireSender(this.#scope, this.#key));
  }

  /**
   * Looks the records up. All of the first transport's there: the domain is validated. One certainly missing or wrong: it is not (any
   * more). DNS failing proves nothing and changes nothing. Every other transport is judged by its own records.
   * @throws MessagingError `sender_not_found`, `invalid_config`, `conflict`
   */
  async checkDomain(options: CheckOptions = {}): Promise<DomainState> {
    checkArgument(checkOptions, options, { name: 'options' });
    return checkSenderDomain(this.#scope, await requireSender(this.#scope, this.#key), options);
  }

  /**
   * Begins to replace the domain's DKIM keys: `domain()` then lists the new ones besides; once they are found in DNS they take over.
   * @throws MessagingError `sender_not_found`, `invalid_argument`, `unsupported` where the provider keeps the keys itself
   */
  async rotateKeys(options: ChangeOfTransport = {}): Promise<DomainState> {
    checkArgument(changeOfTransport, options, { name: 'options' });
    const { sender, provider, standing } = await this.#asked(options);
    if (!provider.registry?.rotateKeys)
      throw new MessagingError('unsupported', 'This provider has no keys of yours to replace.');
    const identity = identityOf(sender, standing?.providerId);
    await ask(this.#scope, provider, identity, async (registry, of, context) =>
      registry.rotateKeys?.(of, context),
    );
    await noteSender(this.#scope, 'sender.keys_rotated', sender, options.actor);
    return readDomain(this.#scope, sender);
  }

  /**
   * Removes the sender; messages already recorded keep it in their record, and those that wait fail unless the provider still takes
   * them. Where the first transport's provider fails, nothing is removed; another's failure is told as an `error` event, and what it
   * knows of the sender stays there. The one by default goes last: while the site has others, make one of them the default first.
   * @throws MessagingError `sender_not_found`, `illegal_status`, `conflict`, `sender_provider_failed`
   */
  async delete(options: Actor = {}): Promise<void> {
    checkArgument(actorOptions, options, { name: 'options' });
    const sender = await requireSender(this.#scope, this.#key);
    const { storage, events } = this.#scope.engine;
    if (sender.byDefault && (await storage.senders.list(sender.site, 'email')).length > 1) {
      const sentence = 'The site has other senders: make one of them the default, then delete this one.';
      throw new MessagingError('illegal_status', sentence);
    }
    await forget(this.#scope, sender, { refuse: true });
    if (!(await storage.senders.delete(sender.site, 'email', sender.id))) {
      // Of two that delete it, the second finds what it would have found later: none.
      throw (await this.#find())
        ? new MessagingError('conflict', 'The sender was made anew meanwhile: look again.')
        : new MessagingError('sender_not_found', 'The sender is gone already.');
    }
    events.emit('sender.deleted', { sender });
    await noteSender(this.#scope, 'sender.deleted', sender, options.actor);
  }

  #find(): Promise<SenderRecord | undefined> {
    return findSender(this.#scope, this.#key);
  }

  /** The sender, and how it stands with the transport that is meant. */
  async #asked(options: OfTransport) {
    const provider = providerOf(this.#scope, options.transport);
    const [first] = providersOf(this.#scope);
    const sender = await requireSender(this.#scope, this.#key);
    const standings = standingsOf(sender, first.name);
    const isValidated = standingWith(provider, standings).addressValidated;
    return { sender, provider, standing: standings[provider.name], isValidated };
  }

  async #saved(
    sender: SenderRecord,
    { warnings, sent }: { readonly warnings: readonly string[]; readonly sent: boolean },
  ): Promise<SenderCreated> {
    const state = await readState(this.#scope, sender);
    return { ...state, warnings, code: { ...state.code, sent } };
  }
}
