import { BrevoClient, BrevoError } from '@getbrevo/brevo';
import { describe, expect, it } from 'vitest';
import type { BrevoStandInOptions } from '../src/testing/index.ts';
import { openHost, openStandIn } from './support/fixtures.ts';

/** Brevo's own client, talking to the stand-in: what it expects is what Brevo answers. */
async function open(options: BrevoStandInOptions = {}) {
  const standIn = await openStandIn(options);
  const { apiKey, baseUrl } = standIn.options;
  return { standIn, client: new BrevoClient({ apiKey, baseUrl, maxRetries: 0 }) };
}

/** What a call of the SDK was refused with. */
async function refused(call: PromiseLike<unknown>): Promise<{ status: number | undefined; code: unknown }> {
  const error = await Promise.resolve(call).then(
    () => undefined,
    (reason) => reason,
  );
  if (!(error instanceof BrevoError)) throw new Error(`no BrevoError: ${error}`);
  return { status: error.statusCode, code: (error.body as { code?: unknown } | undefined)?.code };
}

const mail = {
  sender: { email: 'news@acme.example', name: 'Acme' },
  to: [{ email: 'ada@customer.example', name: 'Ada' }],
  subject: 'Welcome',
  htmlContent: '<p>Hello</p>',
  textContent: 'Hello',
};
const uuid = '0190f1e2-3c4d-4e5f-8a9b-0c1d2e3f4a5b';

describe("Brevo's SDK", () => {
  it('sends a mail with headers, tags and an attachment', async () => {
    const { standIn, client } = await open();
    const headers = { 'X-Mailin-custom': 'handle', 'List-Unsubscribe': '<https://acme.example/u>' };
    const attachment = [{ name: 'Invoice.pdf', content: Buffer.from('%PDF').toString('base64') }];
    const sent = await client.transactionalEmails.sendTransacEmail({ ...mail, headers, attachment });
    expect(sent.messageId).toMatch(/^<\d{12}\.\d+@smtp-relay\.mailin\.fr>$/);
    expect(standIn.mails).toMatchObject([{ ...mail, headers, attachment, messageId: sent.messageId }]);
  });

  it('sends a mail once for a key, for a quarter of an hour', async () => {
    let now = Date.parse('2026-11-29T20:00:00Z');
    const { standIn, client } = await open({ clock: () => new Date(now) });
    const send = (idempotencyKey: string) =>
      client.transactionalEmails.sendTransacEmail({ ...mail, headers: { idempotencyKey } });
    await send(uuid);
    expect(await refused(send(uuid))).toEqual({ status: 400, code: 'duplicate_parameter' });
    now += 14 * 60_000;
    expect(await refused(send(uuid))).toMatchObject({ status: 400 });
    now += 60_000;
    await send(uuid);
    await send(uuid.replace('0', '1'));
    expect(standIn.mails).toHaveLength(3);
  });

  it.each<[string, object, string]>([
    ['no recipient', { to: undefined }, 'missing_parameter'],
    ['an address that is none', { to: [{ email: 'Ada' }] }, 'invalid_parameter'],
    ['no sender', { sender: undefined }, 'missing_parameter'],
    ['no subject', { subject: undefined }, 'missing_parameter'],
    ['no content', { htmlContent: undefined, textContent: undefined }, 'missing_parameter'],
    ['a name that is too long', { sender: { ...mail.sender, name: 'x'.repeat(71) } }, 'invalid_parameter'],
    ['a header that is no text', { headers: { 'X-Count': 1 } }, 'invalid_parameter'],
    [
      'a file of a kind that is not sent',
      { attachment: [{ name: 'a.exe', content: 'YQ==' }] },
      'invalid_parameter',
    ],
  ])('is refused a mail with %s', async (_name, changes, code) => {
    const { standIn, client } = await open();
    const request = { ...mail, ...changes } as typeof mail;
    expect(await refused(client.transactionalEmails.sendTransacEmail(request))).toEqual({
      status: 400,
      code,
    });
    expect(standIn.mails).toEqual([]);
  });

  it('sends an SMS, and is refused what is none', async () => {
    const { standIn, client } = await open();
    const sms = { sender: 'Acme', recipient: '+33612345678', content: 'Hello', tag: 'welcome' };
    const sent = await client.transactionalSms.sendAsyncTransactionalSms(sms);
    expect(sent.messageId).toBeGreaterThan(0);
    expect(standIn.texts).toMatchObject([{ ...sms, type: 'transactional', messageId: sent.messageId }]);
    const refusal = (changes: Partial<typeof sms>) =>
      refused(client.transactionalSms.sendAsyncTransactionalSms({ ...sms, ...changes }));
    expect(await refusal({ sender: 'Acme & Sons' })).toMatchObject({ code: 'invalid_parameter' });
    expect(await refusal({ recipient: '0612' })).toMatchObject({ code: 'invalid_parameter' });
    expect(await refusal({ content: '' })).toMatchObject({ code: 'invalid_parameter' });
    expect(standIn.texts).toHaveLength(1);
  });

  it('sets a sender up with the code that was mailed, and deletes it', async () => {
    const { standIn, client } = await open();
    const made = await client.senders.createSender({ name: 'Acme', email: 'news@acme.example' });
    expect(await client.senders.getSenders()).toMatchObject({
      senders: [{ id: made.id, name: 'Acme', email: 'news@acme.example', active: false, ips: [] }],
    });
    const code = Number(standIn.codes.get('news@acme.example'));
    expect(code).toBeGreaterThanOrEqual(100_000);
    const otp = code === 999_999 ? 100_000 : code + 1;
    expect(await refused(client.senders.validateSenderByOtp({ senderId: made.id, otp }))).toMatchObject({
      status: 400,
    });
    await client.senders.validateSenderByOtp({ senderId: made.id, otp: code });
    expect((await client.senders.getSenders({ domain: 'acme.example' })).senders?.[0]?.active).toBe(true);
    expect((await client.senders.getSenders({ domain: 'other.example' })).senders).toEqual([]);
    await client.senders.updateSender({ senderId: made.id, name: 'Acme News' });
    expect(standIn.senders).toMatchObject([{ name: 'Acme News', active: true }]);
    const again = client.senders.createSender({ name: 'Acme', email: 'news@acme.example' });
    expect(await refused(again)).toEqual({ status: 400, code: 'duplicate_parameter' });
    await client.senders.deleteSender({ senderId: made.id });
    expect(await refused(client.senders.deleteSender({ senderId: made.id }))).toEqual({
      status: 404,
      code: 'document_not_found',
    });
  });

  it('authenticates a domain when the DNS has what it was asked for', async () => {
    const there = new Set<string>();
    const { standIn, client } = await open({ dns: ({ name }) => there.has(name) });
    const made = await client.domains.createDomain({ name: 'acme.example' });
    expect(made).toMatchObject({
      domain_name: 'acme.example',
      dns_records: {
        dkim_record: null,
        dkim1Record: { type: 'CNAME', host_name: 'brevo1._domainkey', status: false },
        dkim2Record: { type: 'CNAME', host_name: 'brevo2._domainkey', status: false },
        brevo_code: { type: 'TXT', host_name: '@', value: expect.stringMatching(/^brevo-code:/) },
        dmarc_record: { type: 'TXT', host_name: '_dmarc' },
      },
    });
    const name = { domainName: 'acme.example' };
    expect(await refused(client.domains.authenticateDomain(name))).toEqual({
      status: 400,
      code: 'bad_request',
    });
    there.add('acme.example');
    expect(await client.domains.getDomainConfiguration(name)).toMatchObject({
      verified: true,
      authenticated: false,
      dns_records: { brevo_code: { status: true }, dmarc_record: { status: false } },
    });
    for (const record of Object.values(standIn.domains[0]?.records ?? {})) there.add(record.name);
    expect(await client.domains.authenticateDomain(name)).toMatchObject({ domain_name: 'acme.example' });
    expect(await client.domains.getDomainConfiguration(name)).toMatchObject({ authenticated: true });
    expect(await client.domains.getDomains()).toMatchObject({ count: 1, domains: [{ authenticated: true }] });
    // A sender of it needs no code any more.
    await client.senders.createSender({ name: 'Acme', email: 'news@acme.example' });
    expect([standIn.senders[0]?.active, standIn.codes.size]).toEqual([true, 0]);
    await client.domains.deleteDomain(name);
    expect(await refused(client.domains.deleteDomain(name))).toMatchObject({ status: 404 });
  });

  it('is given the one key of older accounts, and names relative to the registered domain', async () => {
    const { client } = await open({ dkim: 'txt' });
    expect(await client.domains.createDomain({ name: 'mail.acme.example' })).toMatchObject({
      dns_records: {
        dkim_record: { type: 'TXT', host_name: 'mail._domainkey.mail' },
        brevo_code: { host_name: 'mail' },
        dmarc_record: { host_name: '_dmarc.mail' },
      },
    });
  });

  it('registers webhooks, changes and deletes them', async () => {
    const { standIn, client } = await open();
    const { url } = await openHost();
    const auth = { type: 'bearer', token: 'secret' };
    const made = await client.webhooks.createWebhook({
      url,
      events: ['delivered', 'hardBounce'],
      type: 'transactional',
      auth,
      description: 'Postern',
    });
    expect(await client.webhooks.getWebhooks({ type: 'transactional' })).toMatchObject({
      webhooks: [{ id: made.id, url, auth, events: ['delivered', 'hardBounce'], type: 'transactional' }],
    });
    await client.webhooks.updateWebhook({ webhookId: made.id, events: ['delivered'], batched: true });
    expect(await client.webhooks.getWebhook({ webhookId: made.id })).toMatchObject({
      batched: true,
      events: ['delivered'],
      url,
    });
    await client.webhooks.deleteWebhook({ webhookId: made.id });
    expect(await refused(client.webhooks.getWebhook({ webhookId: made.id }))).toMatchObject({ status: 404 });
    expect(standIn.webhooks).toEqual([]);
  });

  it('sees the account, and nothing with another key', async () => {
    const { standIn, client } = await open();
    expect(await client.account.getAccount()).toMatchObject({ relay: { enabled: true }, plan: [{}, {}] });
    const { baseUrl } = standIn.options;
    const other = new BrevoClient({ apiKey: 'wrong', baseUrl, maxRetries: 0 });
    expect(await refused(other.account.getAccount())).toEqual({ status: 401, code: 'unauthorized' });
  });

  it('is told when it asks too much, and when it may again', async () => {
    let now = Date.parse('2026-11-29T20:00:00Z');
    const { client } = await open({ clock: () => new Date(now), limits: { other: 2 } });
    const { rawResponse } = await client.account.getAccount().withRawResponse();
    const left = (headers: Headers) =>
      ['limit', 'remaining', 'reset'].map((name) => headers.get(`x-sib-ratelimit-${name}`));
    expect(left(rawResponse.headers)).toEqual(['2', '1', '3600']);
    await client.account.getAccount();
    now += 600_000;
    const error = await Promise.resolve(client.account.getAccount()).catch((reason) => reason);
    expect([error.statusCode, left(error.rawResponse.headers)]).toEqual([429, ['2', '0', '3000']]);
    await client.transactionalEmails.sendTransacEmail(mail);
    now += 3_000_000;
    await client.account.getAccount();
  });
});
