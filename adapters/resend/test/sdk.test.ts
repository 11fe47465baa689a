import { Resend } from 'resend';
import { describe, expect, it } from 'vitest';
import { resendError } from '../src/testing/index.ts';
import { openStandIn } from './support/fixtures.ts';

/** Resend's own client, talking to the stand-in: what it expects is what Resend answers. */
async function open() {
  const standIn = await openStandIn();
  const { apiKey, baseUrl } = standIn.options;
  return { standIn, client: new Resend(apiKey, { baseUrl }) };
}

const mail = { from: 'Acme <hello@acme.example>', to: 'ada@example.org', subject: 'Hello', text: 'Hello' };

describe("Resend's SDK", () => {
  it('sends a mail with tags, headers and a file, once for a key', async () => {
    const { standIn, client } = await open();
    const given = {
      ...mail,
      replyTo: 'help@acme.example',
      headers: { 'X-A': '1' },
      tags: [{ name: 'postern', value: 'handle' }],
      attachments: [{ filename: 'a.txt', content: Buffer.from('a'), contentId: 'a' }],
    };
    const first = await client.emails.send(given, { idempotencyKey: 'key' });
    const again = await client.emails.send(given, { idempotencyKey: 'key' });
    expect(first.error).toBeNull();
    expect(again.data?.id).toBe(first.data?.id);
    expect(standIn.mails).toMatchObject([
      { to: ['ada@example.org'], reply_to: 'help@acme.example', headers: { 'X-A': '1' } },
    ]);
    const other = await client.emails.send({ ...given, subject: 'Other' }, { idempotencyKey: 'key' });
    expect(other.error).toMatchObject({ name: 'invalid_idempotent_request', statusCode: 409 });
  });

  it('hears of errors by their names', async () => {
    const { standIn, client } = await open();
    standIn.http.intercept = () => resendError(429, 'rate_limit_exceeded');
    expect((await client.emails.send(mail)).error?.name).toBe('rate_limit_exceeded');
    const wrong = new Resend('re_wrong', { baseUrl: standIn.options.baseUrl });
    expect((await wrong.emails.send(mail)).error?.name).toBe('invalid_api_key');
  });

  it('sets a domain up, and removes it', async () => {
    const { client } = await open();
    const { data: made } = await client.domains.create({ name: 'mail.acme.example', region: 'eu-west-1' });
    expect(made?.records.map(({ record, type, name }) => `${record} ${type} ${name}`)).toEqual([
      'SPF MX send.mail',
      'SPF TXT send.mail',
      'DKIM TXT resend._domainkey.mail',
    ]);
    const id = made?.id ?? '';
    expect((await client.domains.get(id)).data?.status).toBe('not_started');
    await client.domains.verify(id);
    expect((await client.domains.get(id)).data?.status).toBe('verified');
    expect((await client.domains.list()).data?.data).toMatchObject([{ name: 'mail.acme.example' }]);
    expect((await client.domains.remove(id)).data?.deleted).toBe(true);
    expect((await client.domains.get(id)).error?.name).toBe('not_found');
  });

  it('registers a webhook, and believes what the stand-in posts', async () => {
    const { standIn, client } = await open();
    const endpoint = 'https://acme.example/hook';
    const { data } = await client.webhooks.create({ endpoint, events: ['email.delivered'] });
    expect(data?.signing_secret).toBe(standIn.options.webhookSecret);
    await client.emails.send(mail);
    const [taken] = standIn.mails;
    if (!taken) throw new Error('nothing was taken');
    const [post] = standIn.posts(endpoint, taken, [{ type: 'email.delivered' }]);
    const header = (name: string) => post?.headers?.[`svix-${name}`] ?? '';
    const verified = client.webhooks.verify({
      payload: post?.body ?? '',
      headers: { id: header('id'), timestamp: header('timestamp'), signature: header('signature') },
      webhookSecret: data?.signing_secret ?? '',
    });
    expect(verified).toMatchObject({ type: 'email.delivered', data: { email_id: taken.id } });
  });
});
