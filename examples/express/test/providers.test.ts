import type { Vault } from 'postern/adapter';
import { afterEach, describe, expect, test } from 'vitest';
import { emailProviders, smsProviders } from '../src/providers/providers.ts';
import { Client } from './support/client.ts';

const emailNames = Object.keys(emailProviders) as (keyof typeof emailProviders)[];
const smsNames = Object.keys(smsProviders) as (keyof typeof smsProviders)[];
const asPage = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };

function newVault(): Vault {
  const documents = new Map<string, string>();
  return {
    site: 'example',
    read: async (name) => documents.get(name),
    async update(name, change) {
      const changed = await change(documents.get(name));
      documents.set(name, changed);
      return changed;
    },
    async delete(name) {
      documents.delete(name);
    },
  };
}

let client: Client;
afterEach(() => client?.stop());

/** What a person does with what came in: type the code, whoever mailed it, or follow the link and press Check. */
const confirmations: Readonly<Record<string, () => Promise<unknown>>> = {
  us: () => confirmByCode(),
  provider: () => confirmByCode(),
  async link() {
    const page = await client.ask('GET', '/mail', undefined, asPage);
    expect(page.text).toMatch(/action="\/mail\/1\/follow"><button[^>]*>Follow the link/);
    expect(await client.post('/api/email/sender/address/check')).toMatchObject({ addressValidated: false });
    await client.post('/mail/latest/follow');
    return client.post('/api/email/sender/address/check');
  },
};

async function confirmByCode(): Promise<unknown> {
  return client.post('/api/email/sender/confirm', { code: await client.code() });
}

interface Sender {
  readonly code: { readonly sentBy: string };
}

describe.each(emailNames)('POSTERN_EMAIL=%s', (provider) => {
  test('does the whole mission with its stand-in', async () => {
    client = await Client.start({ POSTERN_EMAIL: provider });
    const created = await client.post('/api/email/sender', { name: 'Acme', address: 'hello@acme.example' });
    expect(created).toMatchObject({ ready: false, missing: ['validate_address', 'validate_domain'] });
    const confirmed = await confirmations[(created as Sender).code.sentBy]?.();
    expect(confirmed).toMatchObject({ addressValidated: true, missing: ['validate_domain'] });

    const { records } = (await client.get('/api/email/sender/domain')) as { readonly records: object[] };
    expect(records.length).toBeGreaterThanOrEqual(3);
    for (const record of records) expect(record).toMatchObject({ transport: provider });
    const check = '/api/email/sender/domain/check';
    expect(await client.post(check)).toMatchObject({ validated: false });
    await client.post('/dns/missing');
    expect(await client.post(check)).toMatchObject({ validated: true });
    expect(await client.get('/api/email/sender')).toMatchObject({
      ready: true,
      transports: [{ transport: provider }],
    });

    const message = {
      ...{ to: 'cus_001', subject: 'Invoice 10', text: 'It is due on Friday.', html: '<p>On Friday.</p>' },
      origin: 'web',
    };
    const { id } = await client.send('email', message);
    expect(await client.reaches('delivered', 'email', id)).toMatchObject({ transport: provider });
    const found = { items: [{ id, status: 'delivered', transport: provider }] };
    expect(await client.get('/api/email/messages?origin=web')).toMatchObject(found);
    expect(await client.get('/api/email/messages/search?q=invoice')).toMatchObject(found);
    expect(await client.get('/mail/latest.json')).toMatchObject({
      ...{ messageId: id, status: 'delivered', subject: '[Acme] Invoice 10' },
      ...{ from: expect.stringContaining('hello@acme.example'), to: expect.stringContaining('@example.') },
      ...{ text: expect.stringContaining('Friday'), html: expect.stringContaining('<p>On Friday.</p>') },
    });

    expect(await client.post('/mail/latest/bounce')).toMatchObject({ messageId: id, status: 'undelivered' });
    expect(await client.send('email', message)).toMatchObject({ status: 'suppressed' });
  });

  test('agrees by what the zone has, and not before', async () => {
    const asked = new Set<string>();
    let hasRecord = false;
    const standIn = await emailProviders[provider].start({
      paceMs: 0,
      hasRecord({ name }) {
        asked.add(name);
        return hasRecord;
      },
    });
    const registry = standIn.transport.senders;
    if (!registry) throw new Error('It sets no senders up.');
    const sender = { id: 'snd_1', name: 'Acme', address: 'hello@acme.example', domain: 'acme.example' };
    const vault = newVault();
    const context = (day: number) => ({
      ...{ shared: false, sharedInSite: false, sharedAcrossSites: false },
      ...{ site: 'example', vault, signal: AbortSignal.timeout(10_000) },
      now: new Date(2027, 0, day),
    });
    try {
      const identity = { ...sender, ...(await registry.register(sender, context(1))) };
      const records = await registry.records(identity, context(1));
      const passed = records.map((record) => ({ ...record, status: 'passed' as const, diagnostics: [] }));
      expect(await registry.checked(identity, passed, context(1))).toBe(false);
      expect(records.map(({ name }) => name)).toEqual(expect.arrayContaining([...asked]));
      expect(asked.size).toBeGreaterThan(0);
      hasRecord = true;
      expect(await registry.checked(identity, passed, context(2))).toBe(true);
    } finally {
      await standIn.close();
    }
  });
});

describe.each(smsNames)('POSTERN_SMS=%s', (provider) => {
  const message = { to: 'cus_001', text: 'Your table is ready.' };

  test('takes an SMS, reports it delivered, and lets one fail', async () => {
    client = await Client.start({ POSTERN_SMS: provider });
    const { id } = await client.send('sms', message);
    expect(await client.reaches('delivered', 'sms', id)).toMatchObject({ transport: provider });
    expect(await client.get('/sms.json')).toMatchObject([
      { to: '+12025550100', text: 'Acme: Your table is ready.', messageId: id, status: 'delivered' },
    ]);
    expect(await client.post('/sms/latest/fail')).toMatchObject([{ messageId: id, status: 'undelivered' }]);
  });

  test('lets phones reply where the provider tells that, and says so where not', async () => {
    client = await Client.start({ POSTERN_SMS: provider });
    await client.reaches('delivered', 'sms', (await client.send('sms', message)).id);
    const [{ canReply }] = (await client.get('/sms.json')) as [{ readonly canReply: boolean }];
    const { status, text } = await client.ask('POST', '/sms/latest/reply', { text: 'STOP' });
    if (canReply) expect([status, JSON.parse(text)]).toMatchObject([200, [{ suppressed: true }]]);
    else expect([status, JSON.parse(text)]).toMatchObject([409, { code: 'no_reply' }]);
    expect((await client.ask('GET', '/sms', undefined, asPage)).text).toContain(
      `A stand-in for ${smsProviders[provider].title} takes`,
    );
  });
});

describe('the page of a provider’s mails', () => {
  test('shows hostile text as text, and what the provider mailed itself is no message of ours', async () => {
    client = await Client.start({ POSTERN_EMAIL: 'brevo' });
    const page = async () => (await client.ask('GET', '/mail', undefined, asPage)).text;
    expect(await page()).toContain('No mail yet');
    await client.post('/api/email/sender', { name: 'Acme', address: 'hello@acme.example' });
    expect(await page()).toContain(`${await client.code()} is the code that confirms hello@acme.example`);
    for (const [action, code] of [
      ['bounce', 'not_ours'],
      ['follow', 'no_link'],
    ]) {
      const { status, text } = await client.ask('POST', `/mail/latest/${action}`);
      expect([status, JSON.parse(text).code]).toEqual([409, code]);
    }
    await confirmByCode();
    await client.post('/dns/missing');
    await client.post('/api/email/sender/domain/check');
    const hostile = '<script>alert(1)</script>';
    const { id } = await client.send('email', { to: 'cus_001', subject: hostile, text: hostile });
    await client.reaches('delivered', 'email', id);
    expect(await page()).toContain('&lt;script&gt;alert(1)');
    expect(await page()).not.toMatch(/<script/i);
    const bounced = await client.ask('POST', '/mail/1/bounce', '', asPage);
    expect([bounced.status, bounced.headers.get('location')]).toEqual([303, '/mail']);
    expect(await page()).toContain('<span class="badge bad">undelivered</span>');
    expect((await client.ask('GET', '/mail/9.json')).status).toBe(404);
  });
});
