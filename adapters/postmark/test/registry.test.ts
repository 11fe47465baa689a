import type { RecordCheck, RegistryContext, SenderIdentity, SenderRegistry, Vault } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import type { PostmarkOptions } from '../src/index.ts';
import { type PostmarkStandIn, type PostmarkStandInOptions, postmarkError } from '../src/testing/index.ts';
import { openStandIn, transportTo } from './support/fixtures.ts';

function vaultOf(site: string): Vault {
  const documents = new Map<string, string>();
  return {
    site,
    read: async (name) => documents.get(name),
    async update(name, change) {
      const now = await change(documents.get(name));
      documents.set(name, now);
      return now;
    },
    async delete(name) {
      documents.delete(name);
    },
  };
}

/** A site with a sender, as the core asks for it. */
class Site {
  readonly registry: SenderRegistry;
  readonly context: RegistryContext;
  sender: SenderIdentity;
  now = new Date('2026-11-29T20:00:00Z');
  sharedAcrossSites = false;

  constructor(
    standIn: PostmarkStandIn,
    {
      address = 'news@acme.example',
      site = 'acme',
      ...options
    }: Partial<PostmarkOptions> & { address?: string; site?: string } = {},
  ) {
    const { senders } = transportTo(standIn, options);
    if (!senders) throw new Error('there is a registry with an account token');
    this.registry = senders;
    const domain = address.slice(address.indexOf('@') + 1);
    this.sender = { id: 'snd_1', name: 'Acme', address, domain };
    const one = this;
    this.context = {
      site,
      vault: vaultOf(site),
      signal: new AbortController().signal,
      get now() {
        return one.now;
      },
      sharedInSite: false,
      get shared() {
        return one.sharedAcrossSites;
      },
      get sharedAcrossSites() {
        return one.sharedAcrossSites;
      },
    };
  }

  async register() {
    const answer = await this.registry.register(this.sender, this.context);
    this.sender = { ...this.sender, ...answer };
    return answer;
  }

  records() {
    return this.registry.records(this.sender, this.context);
  }

  async check() {
    const records = await this.records();
    const checks = records.map((record): RecordCheck => ({ ...record, status: 'passed', diagnostics: [] }));
    return this.registry.checked(this.sender, checks, this.context);
  }

  get link() {
    if (this.registry.codeSentBy !== 'link') throw new Error('Postmark mails a link');
    return this.registry;
  }
}

const paths = ({ http }: PostmarkStandIn, from = 0) =>
  http.calls.slice(from).map(({ method, path }) => `${method} ${path}`);
const site = async (options: PostmarkStandInOptions = {}) => {
  const standIn = await openStandIn(options);
  return { standIn, acme: new Site(standIn) };
};

describe('a sender', () => {
  it('is a signature and a domain with a Return-Path at Postmark, and needs these records', async () => {
    const { standIn, acme } = await site({ clock: () => new Date('2026-11-29T20:00:00Z') });
    expect(await acme.register()).toEqual({ providerId: '1', addressValidated: false });
    expect(standIn.signatures).toEqual([
      { id: 1, name: 'Acme', address: 'news@acme.example', confirmed: false },
    ]);
    expect(await acme.records()).toEqual([
      {
        purpose: 'dkim',
        type: 'TXT',
        name: '20261129200000pm._domainkey.acme.example',
        value: expect.stringMatching(/^k=rsa;p=MIG/),
      },
      { purpose: 'ownership', type: 'CNAME', name: 'pm-bounces.acme.example', value: 'pm.mtasv.net' },
      { purpose: 'dmarc', type: 'TXT', name: '_dmarc.acme.example', value: 'v=DMARC1; p=none;' },
    ]);
  });

  it('is confirmed by the link alone, which may be mailed again', async () => {
    const { standIn, acme } = await site();
    await acme.register();
    await acme.link.resend?.(acme.sender, acme.context);
    expect(standIn.links.get('news@acme.example')).toBe(2);
    expect(await acme.link.addressValidated(acme.sender, acme.context)).toBe(false);
    standIn.follow('news@acme.example');
    expect(await acme.link.addressValidated(acme.sender, acme.context)).toBe(true);
    await acme.link.resend?.(acme.sender, acme.context);
    expect(await acme.register()).toEqual({ providerId: '1', addressValidated: true });
  });

  it('of another name is renamed, of another address made anew', async () => {
    const { standIn, acme } = await site();
    await acme.register();
    acme.sender = { ...acme.sender, name: 'Acme Ltd' };
    await acme.register();
    expect(standIn.signatures).toMatchObject([{ id: 1, name: 'Acme Ltd' }]);
    acme.sender = { ...acme.sender, address: 'hello@acme.example' };
    expect(await acme.register()).toEqual({ providerId: '2', addressValidated: false });
    expect(standIn.signatures).toMatchObject([{ id: 2, address: 'hello@acme.example' }]);
  });

  it('that another site confirmed is nobody else’s', async () => {
    const { standIn, acme } = await site();
    await acme.register();
    standIn.follow('news@acme.example');
    const other = new Site(standIn, { site: 'other', address: 'News@Acme.example' });
    other.sender = { ...other.sender, domain: 'acme.example' };
    other.sharedAcrossSites = true;
    await expect(other.register()).rejects.toMatchObject({ code: 'sender_refused' });
    await other.registry.delete(other.sender, other.context);
    expect(standIn.signatures).toMatchObject([{ id: 1, confirmed: true }]);
  });

  it('of a domain that another site verified is refused where nobody would be asked about it', async () => {
    const { standIn, acme } = await site();
    await acme.register();
    expect(await acme.check()).toBe(true);
    const other = new Site(standIn, { site: 'other', address: 'ceo@acme.example' });
    other.sharedAcrossSites = true;
    await expect(other.register()).rejects.toMatchObject({ code: 'sender_refused' });
    expect(standIn.signatures).toHaveLength(1);
    const allowed = new Site(standIn, {
      site: 'other',
      address: 'ceo@acme.example',
      sitesShareDomains: true,
    });
    allowed.sharedAcrossSites = true;
    expect(await allowed.register()).toMatchObject({ addressValidated: true });
  });

  it('in a domain of another site counts by its link alone, also where that domain is verified meanwhile', async () => {
    const { standIn, acme } = await site();
    await acme.register();
    const other = new Site(standIn, { site: 'other', address: 'ceo@acme.example' });
    other.sharedAcrossSites = true;
    expect(await other.register()).toEqual({ providerId: '2', addressValidated: false });
    const answer = (DKIMVerified: boolean) => ({
      status: 200,
      body: { ID: 2, Name: 'Acme', EmailAddress: 'ceo@acme.example', Confirmed: true, DKIMVerified },
    });
    const asks = () => other.link.addressValidated(other.sender, other.context);
    standIn.http.intercept = ({ path }) => (path === '/senders/2' ? answer(true) : undefined);
    expect([await asks(), (await other.register()).addressValidated]).toEqual([false, false]);
    standIn.http.intercept = ({ path }) => (path === '/senders/2' ? answer(false) : undefined);
    expect(await asks()).toBe(true);
    standIn.http.intercept = ({ path }) => (path === '/senders/2' ? answer(true) : undefined);
    expect([await asks(), (await other.register()).addressValidated]).toEqual([true, true]);
  });

  it('is found again where the answer to its registration was lost', async () => {
    const { standIn, acme } = await site();
    standIn.http.intercept = ({ method, path }) =>
      method === 'POST' && path === '/senders' ? 'break' : undefined;
    await expect(acme.register()).rejects.toMatchObject({ code: 'sender_provider_failed' });
    standIn.http.intercept = undefined;
    expect(await acme.register()).toMatchObject({ providerId: '1' });
    expect(standIn.signatures).toHaveLength(1);
  });

  it('of a provider of mailboxes is refused', async () => {
    const { standIn } = await site();
    const acme = new Site(standIn, { address: 'acme@gmail.com' });
    await expect(acme.register()).rejects.toMatchObject({ code: 'sender_refused', details: { code: '503' } });
  });

  it('is found beyond the first 500', async () => {
    const { standIn, acme } = await site();
    await acme.register();
    const many = (key: string, own: object) =>
      Array.from({ length: 500 }, (_, n) => ({ ...own, ID: 1_000 + n, [key]: `x${n}@else.example` }));
    standIn.http.intercept = ({ method, path, query }) => {
      if (method !== 'GET' || query.get('offset') === '500') return undefined;
      if (path === '/senders')
        return {
          status: 200,
          body: { SenderSignatures: many('EmailAddress', { Name: 'x', Confirmed: true }) },
        };
      if (path === '/domains') return { status: 200, body: { Domains: many('Name', {}) } };
      return undefined;
    };
    const before = standIn.http.calls.length;
    const { providerId: _, ...unknown } = acme.sender;
    acme.sender = unknown;
    await acme.register().catch(() => {});
    expect(
      standIn.http.calls
        .slice(before)
        .map(({ query }) => query.get('offset'))
        .filter((one) => one !== null),
    ).toEqual(['0', '500']);
  });
});

describe('a domain', () => {
  it('is looked at by Postmark only when all its records passed, and not at each press of a button', async () => {
    let seen = false;
    const { standIn, acme } = await site({ dns: () => seen });
    await acme.register();
    const before = standIn.http.calls.length;
    const failed = (await acme.records()).map(
      (record): RecordCheck => ({ ...record, status: 'failed', diagnostics: [] }),
    );
    expect(await acme.registry.checked(acme.sender, failed, acme.context)).toBe(false);
    expect(await acme.check()).toBe(false);
    expect(await acme.check()).toBe(false);
    const verifying = () => paths(standIn, before).filter((one) => one.startsWith('PUT'));
    expect(verifying()).toEqual(['PUT /domains/1/verifyDKIM']);
    seen = true;
    acme.now = new Date(acme.now.getTime() + 60_000);
    expect(await acme.check()).toBe(true);
    expect(await acme.check()).toBe(true);
    expect(verifying()).toEqual([
      'PUT /domains/1/verifyDKIM',
      'PUT /domains/1/verifyDKIM',
      'PUT /domains/1/verifyReturnPath',
    ]);
  });

  it('is in place only with its Return-Path', async () => {
    const { acme } = await site({ dns: ({ type }) => type === 'TXT' });
    await acme.register();
    expect(await acme.check()).toBe(false);
  });

  it('that was in the account already keeps what it has, and stays there', async () => {
    const { standIn, acme } = await site();
    const account = {
      'X-Postmark-Account-Token': standIn.options.accountToken,
      'Content-Type': 'application/json',
    };
    await fetch(`${standIn.options.baseUrl}/domains`, {
      method: 'POST',
      headers: account,
      body: '{"Name":"acme.example"}',
    });
    await acme.register();
    expect((await acme.records()).map(({ purpose }) => purpose)).toEqual(['dkim', 'dmarc']);
    expect(await acme.check()).toBe(true);
    await acme.registry.delete(acme.sender, acme.context);
    expect([standIn.domains.length, standIn.signatures.length]).toEqual([1, 0]);
  });

  it('is made again where somebody deleted it at Postmark', async () => {
    const { standIn, acme } = await site();
    await acme.register();
    const headers = { 'X-Postmark-Account-Token': standIn.options.accountToken };
    await fetch(`${standIn.options.baseUrl}/domains/1`, { method: 'DELETE', headers });
    expect(await acme.records()).toHaveLength(3);
    expect(standIn.domains).toMatchObject([{ id: 2 }]);
  });

  it('gets a new key that the present one stands in for', async () => {
    const { standIn, acme } = await site();
    await acme.register();
    await acme.check();
    const before = await acme.records();
    await acme.registry.rotateKeys?.(acme.sender, acme.context);
    expect((await acme.records()).filter(({ optional }) => optional)).toHaveLength(1);
    standIn.http.intercept = ({ path }) =>
      path.endsWith('rotateDKIM') ? postmarkError(422, 505, 'scheduled') : undefined;
    await acme.registry.rotateKeys?.(acme.sender, acme.context);
    expect(await acme.check()).toBe(true);
    const after = await acme.records();
    expect(after.map(({ name }) => name)).not.toContain(before[0]?.name);
    expect(after.some(({ optional }) => optional)).toBe(false);
  });
});

it('without an account token there is no registry', async () => {
  const standIn = await openStandIn();
  const { accountToken: _, ...options } = standIn.options;
  expect(transportTo({ options: { ...options } as PostmarkStandIn['options'] }).senders).toBeUndefined();
});
