import { createSign } from 'node:crypto';
import { Agent } from 'node:https';
import { connect } from 'node:tls';
import { type SnsOptions, snsReader, type WebhookRequest } from 'postern/adapter';
import SnsPayloadValidator from 'sns-payload-validator';
import { describe, expect, it } from 'vitest';
import {
  type Answer,
  certificate,
  certificateKey,
  closedAfterTest,
  says,
  startServer,
} from './support/servers.ts';

const topic = 'arn:aws:sns:us-east-1:012345678910:test';
const path = '/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem';
const amazon = 'https://sns.us-east-1.amazonaws.com';
const now = new Date('2026-11-29T12:00:00Z');

type Fields = Readonly<Record<string, string | null>>;
const notification: Fields = {
  Type: 'Notification',
  MessageId: 'edeb3e00-ad32-5092-abe9-67ad99b82fdc',
  TopicArn: topic,
  Message: '{"eventType":"Delivery","text":"Ａ ｍｅｓｓａｇｅ"}',
  Timestamp: '2026-11-29T11:59:58.000Z',
  SignatureVersion: '2',
  SigningCertURL: `${amazon}${path}`,
};
const confirmation: Fields = {
  ...notification,
  Type: 'SubscriptionConfirmation',
  Token: '0123456789abcdef',
  SubscribeURL: `${amazon}/?Action=ConfirmSubscription&TopicArn=${topic}&Token=0123456789abcdef`,
};

/** As Amazon signs; the library beside ours is asked whether it does. */
function signed(fields: Fields): Fields {
  const subscribing = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const notifying = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
  const sign = createSign(fields.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256');
  for (const name of fields.Type === 'Notification' ? notifying : subscribing)
    if (typeof fields[name] === 'string') sign.update(`${name}\n${fields[name]}\n`);
  return { ...fields, Signature: sign.sign(certificateKey, 'base64') };
}

const posted = (body: unknown): WebhookRequest => ({
  method: 'POST',
  url: 'https://acme.example/messaging/callback/email/ses',
  headers: new Headers({ 'content-type': 'text/plain; charset=UTF-8' }),
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

/** Amazon's host, as it is reached on this machine. */
async function openAmazon(answer: Answer = says(200, certificate.toString())) {
  const { url, taken } = await startServer(answer, { tls: true });
  const agent = new Agent();
  Object.assign(agent, {
    createConnection: () => connect({ host: '127.0.0.1', port: Number(url.port), rejectUnauthorized: false }),
  });
  const open = (options: Partial<SnsOptions> = {}) =>
    closedAfterTest(snsReader({ topics: [topic], agent, clock: () => now, ...options }));
  return { agent, asked: taken, open };
}

const right: readonly [string, Fields][] = [
  ['a notification', notification],
  ['one of signature version 1', { ...notification, SignatureVersion: '1' }],
  ['one with a subject', { ...notification, Subject: 'Amazon SES Email Event Notification' }],
  ['one whose subject is null', { ...notification, Subject: null }],
  ['a subscription to be confirmed', confirmation],
  ['a subscription that ended', { ...confirmation, Type: 'UnsubscribeConfirmation' }],
];

describe('what Amazon SNS signed is read, as its library reads it', () => {
  it.each(right)('%s', async (_what, fields) => {
    const { agent, open } = await openAmazon();
    const message = signed(fields);
    expect(await open().read(posted(message))).toMatchObject({ Type: fields.Type, Message: fields.Message });
    const judge = new SnsPayloadValidator({ requestAgent: agent });
    await expect(judge.validate(JSON.stringify(message))).resolves.toBeDefined();
  });
});

describe('what it did not sign is refused, without asking anybody', () => {
  const wrong: readonly [string, object | string][] = [
    [
      'a certificate from elsewhere',
      signed({ ...notification, SigningCertURL: `https://evil.example${path}` }),
    ],
    [
      'from a host of a similar name',
      signed({ ...notification, SigningCertURL: `https://sns.us-east-1.amazonaws.com.evil.example${path}` }),
    ],
    [
      'from a bucket of anybody’s',
      signed({ ...notification, SigningCertURL: `https://s3.amazonaws.com/evil${path}` }),
    ],
    ['without TLS', signed({ ...notification, SigningCertURL: `http://sns.us-east-1.amazonaws.com${path}` })],
    ['under another name', signed({ ...notification, SigningCertURL: `${amazon}/evil.pem` })],
    ['under names without end', signed({ ...notification, SigningCertURL: `${amazon}${path}?1.pem` })],
    ['at another port', signed({ ...notification, SigningCertURL: `${amazon}:8443${path}` })],
    ['another topic', signed({ ...notification, TopicArn: 'arn:aws:sns:us-east-1:999999999999:evil' })],
    ['a version that is not known', signed({ ...notification, SignatureVersion: '3' })],
    ['a type that is not known', signed({ ...notification, Type: 'Invalid' })],
    ['no signature', notification],
    ['a list for a text', { ...signed(notification), Message: [notification.Message] }],
    ['no JSON', 'Hello'],
    ['no object', '[]'],
  ];
  it.each(wrong)('%s', async (_what, body) => {
    const { asked, open } = await openAmazon();
    expect(await open().read(posted(body))).toBe(undefined);
    expect(asked).toEqual([]);
  });
});

describe('what was changed on the way is refused', () => {
  it.each(['Message', 'MessageId', 'Timestamp', 'Signature', 'Subject'])('%s', async (field) => {
    const { agent, open } = await openAmazon();
    const message = { ...signed(notification), [field]: 'SGVsbG8gU05TIQo=' };
    expect(await open().read(posted(message))).toBe(undefined);
    const judge = new SnsPayloadValidator({ requestAgent: agent });
    await expect(judge.validate(JSON.stringify(message))).rejects.toThrow('Invalid Signature');
  });

  it('also a confirmation whose URL was, and a certificate that has run out', async () => {
    const { open } = await openAmazon();
    const moved = { ...signed(confirmation), SubscribeURL: `${amazon}/?Action=Other` };
    expect(await open().read(posted(moved))).toBe(undefined);
    const late = open({ clock: () => new Date('2200-01-01T00:00:00Z') });
    expect(await late.read(posted(signed(notification)))).toBe(undefined);
  });
});

describe('the certificate', () => {
  it('is asked for once, by many at once and later', async () => {
    const { asked, open } = await openAmazon();
    const reader = open();
    const read = () => reader.read(posted(signed(notification)));
    const all = await Promise.all([read(), read(), read()]);
    expect([all.every(Boolean), Boolean(await read()), asked.length]).toEqual([true, true, 1]);
  });

  it.each<[string, Answer, Partial<SnsOptions>]>([
    ['an HTML 503', says(503, '<html>'), {}],
    ['no certificate', says(200, '<html>'), {}],
    ['a broken connection', (response) => response.destroy(), {}],
    ['silence', () => {}, { timeoutMs: 200 }],
  ])(
    'that cannot be had (%s) is asked for anew with the next message, and this one is posted again',
    async (_what, fault, options) => {
      let answer = fault;
      const { asked, open } = await openAmazon((response, taken) => answer(response, taken));
      const reader = open(options);
      await expect(reader.read(posted(signed(notification)))).rejects.toMatchObject({
        code: 'transport_unavailable',
      });
      answer = says(200, certificate.toString());
      expect(await reader.read(posted(signed(notification)))).toBeDefined();
      expect(asked).toHaveLength(2);
    },
  );

  it('may be a stand-in’s on this machine, and then no other’s', async () => {
    const { url } = await startServer(says(200, certificate.toString()));
    const reader = closedAfterTest(snsReader({ topics: [topic], certificatesAt: url, clock: () => now }));
    const own = signed({ ...notification, SigningCertURL: `${url.origin}${path}` });
    expect(await reader.read(posted(own))).toBeDefined();
    expect(await reader.read(posted(signed(notification)))).toBe(undefined);
  });
});

describe('a subscription', () => {
  it('is confirmed by its URL, at Amazon', async () => {
    const { asked, open } = await openAmazon((response, { request }) =>
      response.end(request.url === path ? certificate.toString() : '<ConfirmSubscriptionResponse/>'),
    );
    const reader = open();
    const message = await reader.read(posted(signed(confirmation)));
    if (!message) throw new Error('It was refused.');
    await reader.confirm(message);
    const [, confirmed] = asked;
    expect(new URL(confirmed?.request.url ?? '', amazon).searchParams.get('Token')).toBe('0123456789abcdef');
    await reader.confirm({ ...message, SubscribeURL: 'https://evil.example/' });
    await reader.confirm({ ...message, Type: 'UnsubscribeConfirmation' });
    expect(asked).toHaveLength(2);
  });

  it('that cannot be confirmed says so', async () => {
    const { open } = await openAmazon((response, { request }) => {
      if (request.url === path) response.end(certificate.toString());
      else response.writeHead(500).end();
    });
    const reader = open();
    const message = await reader.read(posted(signed(confirmation)));
    if (!message) throw new Error('It was refused.');
    await expect(reader.confirm(message)).rejects.toMatchObject({ code: 'transport_unavailable' });
  });
});
