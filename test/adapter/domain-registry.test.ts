import { memoryStorage } from '@postern/memory';
import { createVault, Secrets } from 'postern/testing';
import { expect, it } from 'vitest';
import {
  domainRegistry,
  type ExpectedRecord,
  mailboxText,
  type ProviderDomain,
  ProviderError,
  recordName,
} from '../../src/adapter.ts';

it.each([
  ['send', 'acme.example', 'send.acme.example'],
  ['send.mail', 'mail.acme.example', 'send.mail.acme.example'],
  ['k._domainkey', 'mail.acme.example', 'k._domainkey.mail.acme.example'],
  ['k._domainkey.mail.acme.example', 'mail.acme.example', 'k._domainkey.mail.acme.example'],
  ['K._DomainKey.Acme.Example.', 'acme.example', 'k._domainkey.acme.example'],
  ['mail', 'mail.acme.example', 'mail.acme.example'],
  ['@', 'acme.example', 'acme.example'],
  ['', 'mail.acme.example', 'mail.acme.example'],
  ['acme.example', 'acme.example', 'acme.example'],
])('a provider’s host %j in %s is %s', (host, domain, name) => {
  expect(recordName(host, domain)).toBe(name);
});

it.each([
  [{ address: 'jo@acme.example' }, 'jo@acme.example'],
  [{ name: 'Żółw', address: 'jo@acme.example' }, '"Żółw" <jo@acme.example>'],
  [{ name: 'Jo "J" \\', address: 'jo@acme.example' }, '"Jo \\"J\\" \\\\" <jo@acme.example>'],
  [{ name: 'Jo\r\nBcc: x', address: 'jo@acme.example' }, '"Jo Bcc: x" <jo@acme.example>'],
  [{ name: ' ', address: 'jo@acme.example' }, 'jo@acme.example'],
])('%j is written %s', (mailbox, text) => {
  expect(mailboxText(mailbox)).toBe(text);
});

/** A provider that counts what it is asked. */
function open(before: readonly string[] = [], more: readonly ExpectedRecord[] = []) {
  const domains = new Map<string, ProviderDomain>();
  const domainOf = (name: string): ProviderDomain => ({
    id: `id-${name}`,
    records: [
      { purpose: 'dkim', type: 'CNAME', name: `k._domainkey.${name}`, value: 'k.provider.example' },
      ...more,
    ],
  });
  for (const name of before) domains.set(name, domainOf(name));
  const asked: string[] = [];
  let yes = false;
  let lost = false;
  const lose = () => {
    lost = true;
  };
  const registry = domainRegistry({
    name: 'provider',
    failures: { orRefuseSender: (task) => task() },
    dmarc: 'v=DMARC1; p=none;',
    async find(name) {
      asked.push('find');
      return domains.get(name);
    },
    async create(name) {
      asked.push('create');
      domains.set(name, domainOf(name));
      if (lost) throw new ProviderError('Provider', { kind: 'broken', code: 'ECONNRESET', sent: true });
      return domainOf(name);
    },
    async verify(id) {
      asked.push('verify');
      if (!domains.has(id.slice(3))) throw new ProviderError('Provider', { kind: 'refused', status: 404 });
      return yes;
    },
    async remove(id) {
      asked.push('remove');
      domains.delete(id.slice(3));
    },
  });
  const agree = () => {
    yes = true;
  };
  let now = new Date('2026-11-29T12:00:00Z');
  const secrets = new Secrets('x'.repeat(32));
  const vault = createVault(memoryStorage().secrets, secrets, 'acme');
  const context = (shared = false) => ({
    site: 'acme',
    vault,
    now,
    signal: new AbortController().signal,
    ...{ shared, sharedInSite: false, sharedAcrossSites: shared },
  });
  const pass = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };
  return { registry, domains, asked, agree, context, pass, lose };
}

const sender = { id: 'snd_1', name: 'Acme', address: 'hello@acme.example', domain: 'acme.example' };

it('asks its provider for the records once, and adds a DMARC record', async () => {
  const { registry, asked, context } = open();
  expect(await registry.register(sender, context())).toEqual({ providerId: 'id-acme.example' });
  for (let look = 0; look < 3; look += 1)
    expect((await registry.records(sender, context())).map(({ name }) => name)).toEqual([
      'k._domainkey.acme.example',
      '_dmarc.acme.example',
    ]);
  expect(asked).toEqual(['find', 'create']);
});

it('needs no record that its provider can do without', async () => {
  const spf = { purpose: 'ownership', type: 'TXT', name: 'acme.example', value: 'v=spf1 -all' } as const;
  const { registry, agree, context } = open([], [{ ...spf, optional: true }]);
  await registry.register(sender, context());
  const records = await registry.records(sender, context());
  expect(records).toContainEqual({ ...spf, optional: true });
  const checks = records.map((record) => {
    const status = record.optional ? ('failed' as const) : ('passed' as const);
    return { ...record, status, diagnostics: [] };
  });
  agree();
  expect(await registry.checked(sender, checks, context())).toBe(true);
});

it('asks for its provider’s word only where all records passed, and not again at once', async () => {
  const { registry, asked, agree, context, pass } = open();
  await registry.register(sender, context());
  const checks = (status: 'passed' | 'failed') =>
    [
      {
        purpose: 'dkim',
        type: 'CNAME',
        name: 'k._domainkey.acme.example',
        value: 'x',
        status,
        diagnostics: [],
      },
    ] as const;
  expect(await registry.checked(sender, checks('failed'), context())).toBe(false);
  expect(await registry.checked(sender, checks('passed'), context())).toBe(false);
  agree();
  expect(await registry.checked(sender, checks('passed'), context())).toBe(false);
  pass(120_000);
  expect(await registry.checked(sender, checks('passed'), context())).toBe(true);
  pass(60_000);
  expect(await registry.checked(sender, checks('passed'), context())).toBe(true);
  expect(asked.filter((one) => one === 'verify')).toHaveLength(2);
});

it('has only what it made forgotten, and not while another site needs it', async () => {
  const mine = open();
  await mine.registry.register(sender, mine.context());
  await mine.registry.delete(sender, mine.context(true));
  expect([...mine.domains.keys()]).toEqual(['acme.example']);
  const host = open(['acme.example']);
  await host.registry.register(sender, host.context());
  await host.registry.delete(sender, host.context());
  expect([...host.domains.keys()]).toEqual(['acme.example']);
  const own = open();
  await own.registry.register(sender, own.context());
  await own.registry.delete(sender, own.context());
  await own.registry.delete(sender, own.context());
  expect(own.domains.size).toBe(0);
});

it('makes a domain known anew that somebody deleted at the provider', async () => {
  const { registry, domains, context, pass } = open();
  await registry.register(sender, context());
  domains.clear();
  const checks = [
    {
      purpose: 'dkim',
      type: 'CNAME',
      name: 'k._domainkey.acme.example',
      value: 'x',
      status: 'passed',
      diagnostics: [],
    },
  ] as const;
  expect(await registry.checked(sender, checks, context())).toBe(false);
  pass(1);
  await registry.records(sender, context());
  expect([...domains.keys()]).toEqual(['acme.example']);
});

it('has a domain forgotten also where the answer that it was made got lost', async () => {
  const { registry, domains, context, lose } = open();
  lose();
  await expect(registry.register(sender, context())).rejects.toThrow();
  expect([...domains.keys()]).toEqual(['acme.example']);
  await registry.delete(sender, context());
  expect(domains.size).toBe(0);
});
