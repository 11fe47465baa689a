import type {
  ExpectedRecord,
  Outgoing,
  RecordCheck,
  RecordStatus,
  RegistryContext,
  SecretStore,
  SendContext,
  SenderIdentity,
  SenderRegistry,
  Vault,
} from 'postern/adapter';
import { createVault, Secrets } from 'postern/testing';

export const now = new Date('2026-11-23T09:30:00Z');

/** The core's own vault over a map: sealed as in production. */
export function testVault(site = 'acme', secret = 'a secret of at least 32 characters'): Vault {
  const rows = new Map<string, { value: string; revision: number }>();
  const key = (...parts: readonly string[]) => JSON.stringify(parts);
  const store: SecretStore = {
    async find(of, name) {
      return rows.get(key(of, name));
    },
    list: async () => [],
    async put(of, name, value, revision) {
      if ((rows.get(key(of, name))?.revision ?? 0) !== revision) return false;
      rows.set(key(of, name), { value, revision: revision + 1 });
      return true;
    },
    async delete(of, name) {
      return rows.delete(key(of, name));
    },
  };
  return createVault(store, new Secrets(secret), site);
}

/** A plain mail from a sender who is not validated yet, so that it needs no keys. */
export function outgoing(changes: Partial<Outgoing> = {}): Outgoing {
  return {
    id: 'msg_1',
    site: 'acme',
    channel: 'email',
    to: { name: 'Ada', address: 'ada@example.org' },
    from: { name: 'Acme', address: 'hello@acme.example' },
    subject: 'Hello',
    text: 'Good morning.\n',
    headers: {},
    attachments: [],
    messageId: '<msg_1@acme.example>',
    date: now,
    senderState: 'unready',
    ...changes,
  };
}

/** A handle as the core makes it; it is not looked at. */
const correlation = '0mwt2ei80k3q9x2v8b5n1w6td-1-0e98955cb70a6dacff9e93ea';

export function sending(changes: Partial<SendContext> = {}): SendContext {
  return { signal: new AbortController().signal, attempt: 1, correlation, vault: testVault(), ...changes };
}

export const sender: SenderIdentity = {
  id: 'snd_1',
  name: 'Acme',
  address: 'hello@acme.example',
  domain: 'acme.example',
};

export function registering(vault: Vault, at = now): RegistryContext {
  return {
    site: vault.site,
    vault,
    now: at,
    signal: new AbortController().signal,
    ...{ shared: false, sharedInSite: false, sharedAcrossSites: false },
  };
}

/** What a check of the domain sees: every record `passed`, but for those named. */
export function seen(
  records: readonly ExpectedRecord[],
  but: Readonly<Record<string, RecordStatus>> = {},
): readonly RecordCheck[] {
  return records.map((record) => ({ ...record, status: but[record.name] ?? 'passed', diagnostics: [] }));
}

/** A sender whose domain passed its check, and the records that were checked. */
export async function validated(
  senders: SenderRegistry,
  vault: Vault,
  identity: SenderIdentity = sender,
): Promise<readonly ExpectedRecord[]> {
  await senders.register(identity, registering(vault));
  const records = await senders.records(identity, registering(vault));
  if (!(await senders.checked(identity, seen(records), registering(vault))))
    throw new Error('did not validate');
  return records;
}
