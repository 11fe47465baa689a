import type { RegistryContext, SenderIdentity } from 'postern/adapter';
import { senderRegistrySuite } from 'postern/testing';
import { describe, expect, it } from 'vitest';
import { type BrevoOptions, brevo } from '../src/index.ts';
import { type BrevoStandInOptions, brevoError, startBrevoStandIn } from '../src/testing/index.ts';
import { mailTo, openStandIn } from './support/fixtures.ts';

describe.each(['cname', 'txt'] as const)('senders at Brevo, with DKIM by %s', (dkim) => {
  senderRegistrySuite({ describe, it }, async () => {
    let there = true;
    const standIn = await startBrevoStandIn({ dkim, dns: () => there });
    const transport = brevo({ ...standIn.options, timeoutMs: 2_000 });
    return {
      registry: transport.senders,
      mailedCode: (address) => standIn.codes.get(address),
      agree() {
        there = true;
        standIn.http.intercept = undefined;
      },
      disagree() {
        there = false;
      },
      breakDown() {
        standIn.http.intercept = () => ({ status: 502, body: '<html>Bad gateway</html>' });
      },
      refuseCredentials() {
        standIn.http.intercept = () => brevoError(401, 'unauthorized', 'Key not found');
      },
      secrets: [standIn.options.apiKey],
      async close() {
        await transport.close?.();
        await standIn.close();
      },
    };
  });
});

const noon = new Date('2026-11-29T12:00:00Z');

/** One site's vault, which keeps documents open. */
const alone = { shared: false, sharedInSite: false, sharedAcrossSites: false };
const shared = { shared: true, sharedAcrossSites: true };

function vaultOf(site: string): RegistryContext['vault'] {
  const documents = new Map<string, string>();
  return {
    site,
    read: async (name) => documents.get(name),
    async update(name, change) {
      const value = await change(documents.get(name));
      documents.set(name, value);
      return value;
    },
    async delete(name) {
      documents.delete(name);
    },
  };
}

async function open(options: BrevoStandInOptions = {}, settings: Partial<BrevoOptions> = {}) {
  const standIn = await openStandIn(options);
  const registry = mailTo(standIn, settings).senders;
  if (registry.codeSentBy !== 'provider') throw new Error('Brevo mails the code');
  const contextOf = (site: string, changes: Partial<RegistryContext> = {}): RegistryContext => {
    const signal = new AbortController().signal;
    return { site, vault: vaultOf(site), now: noon, signal, ...alone, ...changes };
  };
  return { standIn, registry, contextOf };
}

const senderOf = (address: string, changes: Partial<SenderIdentity> = {}): SenderIdentity => {
  const domain = address.slice(address.indexOf('@') + 1);
  return { id: 'snd_1', name: 'Acme', address, domain, ...changes };
};
const passed = async (
  registry: Awaited<ReturnType<typeof open>>['registry'],
  sender: SenderIdentity,
  context: RegistryContext,
) =>
  (await registry.records(sender, context)).map((record) => ({
    ...record,
    status: 'passed' as const,
    diagnostics: [],
  }));

describe('a sender', () => {
  it('that somebody else made in the account is nobody’s to take', async () => {
    const { standIn, registry, contextOf } = await open();
    const sender = senderOf('news@acme.example');
    await registry.register(sender, contextOf('acme'));
    const other = contextOf('other');
    for (const attempt of [1, 2]) {
      await expect(registry.register(sender, other), `${attempt}`).rejects.toMatchObject({
        code: 'sender_refused',
        message: expect.stringContaining('in the Brevo account already'),
      });
    }
    await registry.delete(sender, other);
    expect(standIn.senders).toHaveLength(1);
  });

  it('in a domain that another site set up is refused: Brevo would ask nobody', async () => {
    const { standIn, registry, contextOf } = await open();
    const [one, other] = [senderOf('news@acme.example'), senderOf('chief@acme.example', { id: 'snd_2' })];
    const mine = contextOf('acme');
    await registry.register(one, mine);
    expect(await registry.checked(one, await passed(registry, one, mine), mine)).toBe(true);
    await expect(registry.register(other, contextOf('other', shared))).rejects.toMatchObject({
      code: 'sender_refused',
    });
    expect(standIn.senders.map(({ email }) => email)).toEqual(['news@acme.example']);
    expect(await registry.register(other, mine)).toEqual({ providerId: '3', addressValidated: true });
  });

  it('that became active by what another site did is not validated by that, but by its code', async () => {
    const { standIn, registry, contextOf } = await open();
    const guest = contextOf('guest', shared);
    const claimed = senderOf('chief@acme.example', { id: 'snd_2' });
    const { providerId = '' } = await registry.register(claimed, guest);
    const code = standIn.codes.get(claimed.address) ?? '';
    const owner = contextOf('acme', shared);
    const one = senderOf('news@acme.example');
    const made = await registry.register(one, owner);
    const own = { ...one, providerId: made.providerId ?? '' };
    expect(await registry.confirmCode(own, standIn.codes.get(one.address) ?? '', owner)).toBe(true);
    // Brevo takes every sender of a domain that is authenticated.
    standIn.http.intercept = ({ method, path }) =>
      method === 'GET' && path === '/v3/senders'
        ? { status: 200, body: { senders: standIn.senders.map((sender) => ({ ...sender, active: true })) } }
        : undefined;
    const known = { ...claimed, providerId };
    expect(await registry.addressValidated?.(known, guest)).toBe(false);
    expect(await registry.register(known, guest)).toEqual({ providerId, addressValidated: false });
    expect(await registry.addressValidated?.(own, owner)).toBe(true);
    expect(await registry.register(own, owner)).toMatchObject({ addressValidated: true });
    expect(await registry.confirmCode(known, code, guest)).toBe(true);
    expect(await registry.addressValidated?.(known, guest)).toBe(true);
  });

  it('… but not where the host says that its sites share their domains', async () => {
    const { registry, contextOf } = await open({}, { sitesShareDomains: true });
    const one = senderOf('news@acme.example');
    const mine = contextOf('acme');
    await registry.register(one, mine);
    await registry.checked(one, await passed(registry, one, mine), mine);
    const other = registry.register(senderOf('chief@acme.example'), contextOf('other', shared));
    expect(await other).toMatchObject({ addressValidated: true });
  });

  it('with another address is another one, whose reader is asked', async () => {
    const { standIn, registry, contextOf } = await open();
    const context = contextOf('acme');
    const { providerId = '' } = await registry.register(senderOf('news@acme.example'), context);
    const code = standIn.codes.get('news@acme.example') ?? '';
    expect(await registry.confirmCode(senderOf('news@acme.example', { providerId }), code, context)).toBe(
      true,
    );
    const moved = await registry.register(senderOf('hello@acme.example', { providerId }), context);
    expect(moved).toEqual({ providerId: '2', addressValidated: false });
    expect(standIn.senders).toMatchObject([{ email: 'hello@acme.example', active: false }]);
    const elsewhere = senderOf('hello@other.example', { providerId: '2' });
    expect(await registry.register(elsewhere, context)).toMatchObject({ providerId: '3' });
    expect(standIn.senders).toMatchObject([{ email: 'hello@other.example' }]);
  });

  it('is found again where the answer that it was made got lost, before its id was known', async () => {
    const { standIn, registry, contextOf } = await open();
    const context = contextOf('acme');
    standIn.http.intercept = ({ method, path }) =>
      method === 'POST' && path === '/v3/senders' ? 'break' : undefined;
    const sender = senderOf('news@acme.example');
    await expect(registry.register(sender, context)).rejects.toMatchObject({
      code: 'sender_provider_failed',
    });
    standIn.http.intercept = undefined;
    expect(await registry.register(sender, context)).toEqual({ providerId: '1', addressValidated: false });
    expect(standIn.senders).toHaveLength(1);
  });

  it.each(['12345', '1234567', 'abcdef', ''])(
    'is not confirmed by %j, which Brevo is not asked about',
    async (code) => {
      const { standIn, registry, contextOf } = await open();
      const context = contextOf('acme');
      const { providerId = '' } = await registry.register(senderOf('news@acme.example'), context);
      const asked = standIn.http.calls.length;
      expect(await registry.confirmCode(senderOf('news@acme.example', { providerId }), code, context)).toBe(
        false,
      );
      expect(standIn.http.calls).toHaveLength(asked);
    },
  );
});

describe('a domain', () => {
  it('is looked up at Brevo only when DNS has it all, and again after a while', async () => {
    let there = false;
    const { standIn, registry, contextOf } = await open({ dns: () => there });
    const sender = senderOf('news@acme.example');
    const context = contextOf('acme');
    await registry.register(sender, context);
    const checks = await passed(registry, sender, context);
    const at = (minutes: number) => ({ ...context, now: new Date(noon.getTime() + minutes * 60_000) });
    const asked = async (check: Promise<boolean>) => {
      const before = standIn.http.calls.length;
      return [await check, standIn.http.calls.length - before];
    };
    const [first, ...rest] = checks;
    if (!first) throw new Error('no records');
    const failed = [{ ...first, status: 'failed' as const }, ...rest];
    expect(await asked(registry.checked(sender, failed, at(0)))).toEqual([false, 0]);
    expect(await asked(registry.checked(sender, checks, at(0)))).toEqual([false, 2]);
    there = true;
    expect(await asked(registry.checked(sender, checks, at(1)))).toEqual([false, 0]);
    expect(await asked(registry.checked(sender, checks, at(2)))).toEqual([true, 3]);
    expect(await asked(registry.checked(sender, checks, at(30)))).toEqual([true, 0]);
    expect(await asked(registry.checked(sender, checks, at(63)))).toEqual([true, 1]);
    // A page that shows the records costs nothing.
    const before = standIn.http.calls.length;
    await registry.records(sender, context);
    expect(standIn.http.calls).toHaveLength(before);
  });

  it('that somebody deleted at Brevo is asked about anew once it is there again', async () => {
    let there = true;
    const { standIn, registry, contextOf } = await open({ dns: () => there });
    const context = contextOf('acme');
    const sender = senderOf('news@acme.example');
    await registry.register(sender, context);
    const checks = await passed(registry, sender, context);
    expect(await registry.checked(sender, checks, context)).toBe(true);
    const { apiKey, baseUrl } = standIn.options;
    const url = `${baseUrl}/senders/domains/acme.example`;
    await fetch(url, { method: 'DELETE', headers: { 'api-key': apiKey } });
    there = false;
    await registry.register(sender, context);
    expect(await registry.checked(sender, checks, context)).toBe(false);
  });

  it('that was in the account before stays there', async () => {
    const { standIn, registry, contextOf } = await open();
    const { apiKey, baseUrl } = standIn.options;
    const body = JSON.stringify({ name: 'acme.example' });
    await fetch(`${baseUrl}/senders/domains`, { method: 'POST', headers: { 'api-key': apiKey }, body });
    const context = contextOf('acme');
    const sender = senderOf('news@acme.example');
    await registry.register(sender, context);
    await registry.delete(sender, context);
    expect([standIn.senders, standIn.domains.map(({ name }) => name)]).toEqual([[], ['acme.example']]);
  });

  it('of ours is deleted also where the answer that it was made got lost', async () => {
    const { standIn, registry, contextOf } = await open();
    const context = contextOf('acme');
    const sender = senderOf('news@acme.example');
    standIn.http.intercept = ({ method }) => (method === 'POST' ? 'reset' : undefined);
    await expect(registry.register(sender, context)).rejects.toMatchObject({
      code: 'sender_provider_failed',
    });
    standIn.http.intercept = undefined;
    await registry.register(sender, context);
    await registry.delete(sender, context);
    expect(standIn.domains).toEqual([]);
  });

  const key = { type: 'TXT', value: 'k=rsa;p=MIGf', status: false };
  it.each([
    ['acme.example', 'mail._domainkey', 'mail._domainkey.acme.example'],
    ['acme.example', 'Mail._DomainKey.', 'mail._domainkey.acme.example'],
    ['acme.example', 'mail._domainkey.acme.example', 'mail._domainkey.acme.example'],
    ['mail.acme.example', 'mail._domainkey.mail', 'mail._domainkey.mail.acme.example'],
    ['mail.acme.example', 'mail._domainkey', 'mail._domainkey.mail.acme.example'],
    ['a.b.acme.co.uk', 'brevo1._domainkey.a.b', 'brevo1._domainkey.a.b.acme.co.uk'],
    ['acme.co.uk', '@', 'acme.co.uk'],
    ['acme.co.uk', '', 'acme.co.uk'],
    ['mail.acme.example', 'mail', 'mail.acme.example'],
  ])('%s: a host called %j is %s', async (domain, host_name, name) => {
    const dns_records = {
      dkim_record: null,
      dkim9Record: { ...key, host_name },
      spf: 'none',
      dmarc_record: {},
    };
    const { registry, contextOf } = await open({
      intercept: ({ path }) =>
        path.includes('/domains')
          ? { status: 200, body: { domain, authenticated: false, dns_records } }
          : undefined,
    });
    expect(await registry.records(senderOf(`news@${domain}`), contextOf('acme'))).toEqual([
      { purpose: 'dkim', type: 'TXT', name, value: 'k=rsa;p=MIGf' },
    ]);
  });

  it('without a DKIM record is an answer that cannot be read', async () => {
    const { registry, contextOf } = await open({
      intercept: () => ({ status: 200, body: { authenticated: true, dns_records: { dkim_record: null } } }),
    });
    await expect(registry.records(senderOf('news@acme.example'), contextOf('acme'))).rejects.toMatchObject({
      code: 'sender_provider_failed',
      message: 'Brevo did not answer as it should.',
    });
  });
});

it('a limit that is reached is said, with nothing recorded', async () => {
  const { registry, contextOf } = await open({ limits: { other: 1 } });
  await expect(registry.register(senderOf('news@acme.example'), contextOf('acme'))).rejects.toMatchObject({
    code: 'sender_provider_failed',
    message: 'Brevo asks to send more slowly.',
  });
});
