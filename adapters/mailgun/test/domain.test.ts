import { memoryStorage } from '@postern/memory';
import type { RecordCheck, SenderIdentity } from 'postern/adapter';
import { createVault, type HttpIntercept, Secrets } from 'postern/testing';
import { describe, expect, it } from 'vitest';
import { type MailgunStandInOptions, mailgunError } from '../src/testing/index.ts';
import { openStandIn, transportTo } from './support/fixtures.ts';

const sender: SenderIdentity = {
  ...{ id: 'snd_1', name: 'Acme', address: 'news@mail.acme.example', domain: 'mail.acme.example' },
};

async function open(options: MailgunStandInOptions = {}) {
  const standIn = await openStandIn(options);
  const { senders } = transportTo(standIn);
  if (!senders) throw new Error('there is a registry without a domain');
  const vault = createVault(memoryStorage().secrets, new Secrets('x'.repeat(32)), 'acme');
  const signal = new AbortController().signal;
  const context = {
    site: 'acme',
    vault,
    signal,
    now: new Date(),
    ...{ shared: false, sharedInSite: false, sharedAcrossSites: false },
  };
  return {
    standIn,
    register: () => senders.register(sender, context),
    records: () => senders.records(sender, context),
    delete: () => senders.delete(sender, context),
    async check(status: (record: { readonly optional?: boolean }) => RecordCheck['status']) {
      const records = await senders.records(sender, context);
      const checks = records.map(
        (record): RecordCheck => ({ ...record, status: status(record), diagnostics: [] }),
      );
      return senders.checked(sender, checks, context);
    },
  };
}

/** What Mailgun answers of a domain that is there. */
function domainWith(...records: readonly (readonly [string, string | undefined, string])[]): HttpIntercept {
  return ({ method, path }) =>
    method === 'GET' && path === '/v4/domains/mail.acme.example'
      ? {
          status: 200,
          body: {
            domain: { name: 'mail.acme.example', state: 'unverified' },
            sending_dns_records: records.map(([record_type, name, value]) => ({ record_type, name, value })),
          },
        }
      : undefined;
}

describe('a domain at Mailgun', () => {
  it('is made with a key of its own, of 2048 bits', async () => {
    const { standIn, register } = await open();
    expect(await register()).toEqual({ providerId: 'mail.acme.example' });
    const made = standIn.http.calls.find(({ method }) => method === 'POST');
    expect(Object.fromEntries((await made?.form()) ?? [])).toEqual({
      name: 'mail.acme.example',
      dkim_key_size: '2048',
      force_dkim_authority: 'true',
    });
  });

  it('needs its keys, however Mailgun asks for them; SPF and the tracking host are shown', async () => {
    const { records } = await open({
      intercept: domainWith(
        ['TXT', undefined, 'v=spf1 include:mailgun.org ~all'],
        ['CNAME', 'email.mail.acme.example', 'eu.mailgun.org'],
        ['CNAME', 'pdk1._domainkey.Mail.acme.example.', 'pdk1._domainkey.a1b2.dkim1.mailgun.com'],
        ['TXT', 'mx._domainkey.acme.example', ' k=rsa; p=MII '],
        ['MX', 'mail.acme.example', 'mxa.mailgun.org'],
      ),
    });
    expect(await records()).toEqual([
      {
        purpose: 'dkim',
        type: 'CNAME',
        name: 'pdk1._domainkey.mail.acme.example',
        value: 'pdk1._domainkey.a1b2.dkim1.mailgun.com',
      },
      // Of a domain above, which lends its key.
      { purpose: 'dkim', type: 'TXT', name: 'mx._domainkey.acme.example', value: 'k=rsa; p=MII' },
      {
        purpose: 'ownership',
        type: 'TXT',
        name: 'mail.acme.example',
        value: 'v=spf1 include:mailgun.org ~all',
        optional: true,
      },
      {
        purpose: 'ownership',
        type: 'CNAME',
        name: 'email.mail.acme.example',
        value: 'eu.mailgun.org',
        optional: true,
      },
      { purpose: 'dmarc', type: 'TXT', name: '_dmarc.mail.acme.example', value: 'v=DMARC1; p=none;' },
    ]);
  });

  it('is asked for when what is needed is there, and Mailgun has the last word', async () => {
    let seen = false;
    const { standIn, register, check } = await open({ dns: () => seen });
    await register();
    const before = standIn.http.calls.length;
    expect(await check(({ optional }) => (optional ? 'passed' : 'failed'))).toBe(false);
    expect(standIn.http.calls).toHaveLength(before);
    expect(await check(({ optional }) => (optional ? 'failed' : 'passed'))).toBe(false);
    expect(standIn.http.calls).toHaveLength(before + 1);
    seen = true;
    expect(standIn.domains).toMatchObject([{ active: false }]);
  });

  it('that was there before stays there', async () => {
    const {
      standIn,
      register,
      delete: remove,
    } = await open({ intercept: domainWith(['TXT', 'x._domainkey.mail.acme.example', 'k=rsa; p=MII']) });
    await register();
    await remove();
    expect(standIn.http.calls.map(({ method }) => method)).toEqual(['GET']);
  });

  it('that Mailgun does not take is refused, and a name that is taken elsewhere too', async () => {
    const { register } = await open({
      intercept: ({ method }) =>
        method === 'POST' ? mailgunError(400, 'This domain name is already taken') : undefined,
    });
    await expect(register()).rejects.toMatchObject({ code: 'sender_refused', details: { code: 'HTTP 400' } });
  });
});
