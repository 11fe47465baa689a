import { Client } from '@sendgrid/client';
import { EventWebhook, EventWebhookHeader } from '@sendgrid/eventwebhook';
import { MailService } from '@sendgrid/mail';
import { describe, expect, it } from 'vitest';
import {
  delivered,
  type SendGridStandIn,
  type SendGridStandInOptions,
  tooManyRequests,
} from '../src/testing/index.ts';
import { openStandIn } from './support/fixtures.ts';
import { openHost } from './support/host.ts';

/** SendGrid's own client, talking to the stand-in: what it expects is what SendGrid answers. */
async function open(options: SendGridStandInOptions = {}) {
  const standIn = await openStandIn(options);
  const client = clientOf(standIn, standIn.options.apiKey);
  const mails = new MailService();
  mails.setClient(client);
  return { standIn, client, mails };
}

function clientOf({ http }: SendGridStandIn, apiKey: string): Client {
  const client = new Client();
  client.setApiKey(apiKey);
  client.setDefaultRequest('baseUrl', `${http.url}/`);
  return client;
}

/** What a call of the SDK was refused with. */
async function refused(call: Promise<unknown>): Promise<{ status: unknown; field: unknown }> {
  const error = await call.then(
    () => undefined,
    (reason) => reason,
  );
  if (error?.response === undefined) throw new Error(`not refused: ${error}`);
  return { status: error.code, field: error.response.body.errors[0].field };
}

const mail = {
  from: { email: 'news@acme.example', name: 'Acme' },
  to: 'ada@customer.example',
  subject: 'Welcome',
  text: 'Hello',
  html: '<p>Hello</p>',
};

describe("SendGrid's SDK", () => {
  it('sends a mail with headers, arguments and an attachment', async () => {
    const { standIn, mails } = await open();
    const content = Buffer.from('%PDF').toString('base64');
    const [answer] = await mails.send({
      ...mail,
      customArgs: { postern: 'handle' },
      headers: { 'List-Unsubscribe': '<https://acme.example/u>' },
      attachments: [{ content, filename: 'Invoice.pdf', type: 'application/pdf', disposition: 'attachment' }],
    });
    expect([answer.statusCode, answer.body]).toEqual([202, '']);
    expect(standIn.mails).toMatchObject([
      {
        messageId: answer.headers['x-message-id'],
        personalizations: [{ to: [{ email: 'ada@customer.example' }] }],
        from: mail.from,
        subject: 'Welcome',
        custom_args: { postern: 'handle' },
        attachments: [{ filename: 'Invoice.pdf', content }],
      },
    ]);
  });

  it.each<[string, object, string]>([
    ['an address that is none', { to: 'ada' }, 'personalizations.0.to.0.email'],
    [
      'no content',
      { text: undefined, html: undefined, content: [{ type: 'text/plain', value: '' }] },
      'content.0.value',
    ],
    ['a header that SendGrid makes', { headers: { 'DKIM-Signature': 'v=1' } }, 'headers.DKIM-Signature'],
    [
      'a type with parameters',
      { attachments: [{ content: 'YQ==', filename: 'a', type: 'text/plain; charset=utf-8' }] },
      'attachments.0.type',
    ],
  ])('is refused a mail with %s', async (_name, changes, field) => {
    const { standIn, mails } = await open();
    expect(await refused(mails.send({ ...mail, ...changes } as typeof mail))).toEqual({ status: 400, field });
    expect(standIn.mails).toEqual([]);
  });

  it('is refused a mail from somebody who is not verified, nor of a domain that is', async () => {
    const { standIn, client, mails } = await open({ verified: ['codes@host.example'] });
    await mails.send({ ...mail, from: 'codes@host.example' });
    expect(await refused(mails.send(mail))).toEqual({ status: 403, field: 'from' });
    const [, made] = await client.request({
      method: 'POST',
      url: '/v3/whitelabel/domains',
      body: { domain: 'acme.example', automatic_security: true },
    });
    expect(await refused(mails.send(mail))).toMatchObject({ status: 403 });
    const { id } = made as { id: number };
    await client.request({ method: 'POST', url: `/v3/whitelabel/domains/${id}/validate` });
    await mails.send(mail);
    expect(standIn.mails).toHaveLength(2);
  });

  it('authenticates a domain when the DNS has what it was asked for', async () => {
    const there = new Set<string>();
    const { standIn, client } = await open({ dns: ({ name }) => there.has(name) });
    const url = '/v3/whitelabel/domains';
    const [{ statusCode }, made] = await client.request({
      method: 'POST',
      url,
      body: { domain: 'acme.example', subdomain: 'mail' },
    });
    expect([statusCode, made]).toMatchObject([
      201,
      {
        domain: 'acme.example',
        valid: false,
        dns: { mail_cname: { type: 'cname', host: 'mail.acme.example' }, dkim1: { valid: false } },
      },
    ]);
    const { id } = made as { id: number };
    const validate = async () =>
      (await client.request({ method: 'POST', url: `${url}/${id}/validate` }))[1] as object;
    expect(await validate()).toMatchObject({
      valid: false,
      validation_results: { dkim2: { valid: false, reason: expect.any(String) } },
    });
    for (const { name } of Object.values(standIn.domains[0]?.records ?? {})) there.add(name);
    expect(await validate()).toMatchObject({
      id,
      valid: true,
      validation_results: { dkim2: { reason: null } },
    });
    const [, list] = await client.request({ method: 'GET', url, qs: { domain: 'acme.example' } });
    expect(list).toMatchObject([{ id, valid: true }]);
    const [, one] = await client.request({ method: 'GET', url: `${url}/${id}` });
    expect(one).toMatchObject({ id, valid: true });
    await client.request({ method: 'DELETE', url: `${url}/${id}` });
    expect(await refused(client.request({ method: 'DELETE', url: `${url}/${id}` }))).toMatchObject({
      status: 404,
    });
  });

  it('verifies what the stand-in signs, and nothing else', async () => {
    const { standIn, client, mails } = await open();
    const judged: boolean[] = [];
    const judge = new EventWebhook();
    const host = await openHost(async ({ headers, body }) => {
      const key = judge.convertPublicKeyToECDSA(standIn.options.verificationKey);
      const signature = headers.get(EventWebhookHeader.SIGNATURE()) ?? '';
      const timestamp = headers.get(EventWebhookHeader.TIMESTAMP()) ?? '';
      for (const text of [Buffer.from(body), `${Buffer.from(body)} `])
        judged.push(judge.verifySignature(key, text, signature, timestamp));
      return 200;
    });
    const all = Object.fromEntries(
      [
        ...['processed', 'delivered', 'deferred', 'bounce', 'dropped', 'spam_report', 'unsubscribe'],
        ...['group_unsubscribe', 'group_resubscribe', 'open', 'click', 'enabled'],
      ].map((name) => [name, true]),
    );
    const url = '/v3/user/webhooks/event/settings';
    const [, made] = await client.request({ method: 'POST', url, body: { ...all, url: host.url } });
    const { id } = made as { id: string };
    const [, signed] = await client.request({
      method: 'PATCH',
      url: `${url}/signed/${id}`,
      body: { enabled: true },
    });
    expect(signed).toEqual({ id, public_key: standIn.options.verificationKey });
    await mails.send(mail);
    expect(await standIn.report(standIn.mails, delivered)).toEqual([200]);
    expect(judged).toEqual([true, false]);
    expect((await client.request({ method: 'GET', url: `${url}/all` }))[1]).toMatchObject({
      webhooks: [{ id, url: host.url }],
    });
    await client.request({ method: 'DELETE', url: `${url}/${id}` });
    expect(standIn.webhooks).toEqual([]);
  });

  it('sees nothing with another key, and is told when it asks too much', async () => {
    const { standIn, client } = await open();
    const scopes = { method: 'GET', url: '/v3/scopes' } as const;
    expect((await client.request(scopes))[1]).toMatchObject({
      scopes: expect.arrayContaining(['mail.send']),
    });
    expect(await refused(clientOf(standIn, 'SG.wrong').request(scopes))).toMatchObject({ status: 401 });
    standIn.http.intercept = () => tooManyRequests(new Date('2026-11-29T12:00:00Z'));
    const error = await client.request(scopes).catch((reason) => reason);
    expect([error.code, error.response.headers['x-ratelimit-reset']]).toEqual([429, '1795953600']);
  });
});
