import assert from 'node:assert/strict';
import type { RegistryContext, SenderIdentity, SenderRegistry } from '../interfaces/sender-registry.ts';
import type { Vault } from '../interfaces/vault.ts';
import type { ExpectedRecord, RecordCheck, RecordStatus } from '../model/domain-records.ts';
import { createId } from '../model/ids.ts';
import type { SenderRegistryHarness } from './sender-registry-harness.ts';
import { newVault } from './vaults.ts';

/** What each test of the suite is given. */
export interface RegistryTest {
  readonly harness: SenderRegistryHarness;
  readonly registry: SenderRegistry;
  readonly subject: (of?: { readonly local?: string; readonly domain?: string }) => Subject;
}

/** One site's sender, and the registry as the core would ask it for that sender. */
export class Subject {
  readonly #registry: SenderRegistry;
  readonly #vault: Vault;
  sender: SenderIdentity;
  now = new Date();
  sharedInSite = false;
  sharedAcrossSites = false;
  signal: AbortSignal = new AbortController().signal;

  /** Without a vault it is of a site of its own. */
  constructor(
    registry: SenderRegistry,
    { local = 'hello', domain = 'acme.example' } = {},
    vault = newVault(createId('site', new Date())),
  ) {
    this.#registry = registry;
    this.#vault = vault;
    const address = `${local}@${domain}`;
    this.sender = { id: createId('snd', this.now), name: 'Acme', address, domain };
  }

  get context(): RegistryContext {
    const { now, sharedInSite, sharedAcrossSites, signal } = this;
    const shared = sharedInSite || sharedAcrossSites;
    return {
      site: this.#vault.site,
      vault: this.#vault,
      now,
      signal,
      shared,
      sharedInSite,
      sharedAcrossSites,
    };
  }

  /** Another sender of the same site, in the same domain. */
  beside(local: string): Subject {
    return new Subject(this.#registry, { local, domain: this.sender.domain }, this.#vault);
  }

  /** Registers it, and knows it by the provider's id from then on, as the core does. */
  async register(): Promise<boolean> {
    const { providerId, addressValidated = false } = await this.#registry.register(this.sender, this.context);
    if (providerId) this.sender = { ...this.sender, providerId };
    return addressValidated;
  }

  records(): Promise<readonly ExpectedRecord[]> {
    return this.#registry.records(this.sender, this.context);
  }

  /** What the registry makes of a check that found everything but what is named here. */
  async checked(but: Readonly<Record<string, RecordStatus>> = {}): Promise<boolean> {
    const seen = (await this.records()).map(
      (record): RecordCheck => ({ ...record, status: but[record.name] ?? 'passed', diagnostics: [] }),
    );
    return this.#registry.checked(this.sender, seen, this.context);
  }

  delete(): Promise<void> {
    return this.#registry.delete(this.sender, this.context);
  }

  /** As `delete()` leaves it: the provider's id is forgotten. */
  async deleteAndForget(): Promise<void> {
    await this.delete();
    const { providerId: _, ...sender } = this.sender;
    this.sender = sender;
  }

  async addressValidated(): Promise<boolean> {
    if (this.#registry.codeSentBy === 'us') return false;
    return (await this.#registry.addressValidated?.(this.sender, this.context)) ?? false;
  }

  async confirmCode(code: string): Promise<boolean> {
    assert.ok(this.#registry.codeSentBy === 'provider');
    return this.#registry.confirmCode(this.sender, code, this.context);
  }

  async rotateKeys(): Promise<void> {
    await this.#registry.rotateKeys?.(this.sender, this.context);
  }

  async resend(): Promise<void> {
    if (this.#registry.codeSentBy !== 'us') await this.#registry.resend?.(this.sender, this.context);
  }
}

/** Confirms an address as its reader would. */
export async function confirm(
  harness: SenderRegistryHarness,
  registry: SenderRegistry,
  subject: Subject,
): Promise<void> {
  const { address } = subject.sender;
  if (registry.codeSentBy === 'us') return;
  if (registry.codeSentBy === 'link') {
    assert.ok(harness.followLink, 'the harness follows links');
    assert.equal(await subject.addressValidated(), false);
    await harness.followLink(address);
    assert.equal(await subject.addressValidated(), true);
    return;
  }
  assert.ok(harness.mailedCode, 'the harness shows the code');
  const code = await harness.mailedCode(address);
  assert.ok(code, 'a code was mailed');
  assert.match(code, /^\d{6}$/);
  assert.equal(await subject.confirmCode(code === '000000' ? '000001' : '000000'), false);
  assert.equal(await subject.confirmCode(code), true);
  if (registry.addressValidated) assert.equal(await subject.addressValidated(), true);
}
