import { createHmac, randomBytes } from 'node:crypto';
import type { ProviderEvent, WebhookResult } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import type { MailgunOptions, MailgunTransport } from '../src/index.ts';
import { correlation, openStandIn, transportTo } from './support/fixtures.ts';

const key = 'signing-key-of-the-stand-in';
const now = new Date('2026-11-29T20:00:00Z');
const newToken = () => randomBytes(25).toString('hex');

/** As Mailgun signs: a time and a token. */
function signature({ by = key, at = now, token = newToken() } = {}) {
  const timestamp = `${at.getTime() / 1000}`;
  return {
    timestamp,
    token,
    signature: createHmac('sha256', by)
      .update(timestamp + token)
      .digest('hex'),
  };
}

async function open(options: Partial<MailgunOptions> = {}) {
  return transportTo(await openStandIn(), { clock: () => now, ...options });
}

async function post(transport: MailgunTransport, body: unknown, method = 'POST'): Promise<WebhookResult> {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const url = 'https://acme.example/messaging/callback/email/mailgun';
  const result = await transport.webhook?.({ method, url, headers: new Headers(), body: bytes });
  if (!result) throw new Error('there is a webhook with a key');
  return result;
}

async function eventsOf(event: object): Promise<readonly ProviderEvent[]> {
  const result = await post(await open(), { signature: signature(), 'event-data': event });
  return result.kind === 'accepted' ? result.events : [];
}

/** As in Mailgun's documents (webhook-payloads, "Permanent Failure"), with our variable. */
const failed = {
  id: 'G9Bn5sl1TC6nu79C8C0bwg',
  event: 'failed',
  timestamp: 1521233195.375624,
  'log-level': 'error',
  severity: 'permanent',
  reason: 'bounce',
  'delivery-status': {
    'attempt-no': 1,
    message: '5.1.1 The email account that you tried to reach does not exist',
    code: 550,
    'enhanced-code': '5.1.1',
    description: '',
    'session-seconds': 0,
  },
  flags: { 'is-routed': false, 'is-authenticated': true, 'is-system-test': false, 'is-test-mode': false },
  envelope: { sender: 'bob@acme.example', transport: 'smtp', targets: 'alice@example.com' },
  message: {
    headers: {
      to: 'Alice <alice@example.com>',
      'message-id': '20130503192659.13651.20287@acme.example',
      from: 'Bob <bob@acme.example>',
      subject: 'Test permanent_fail webhook',
    },
    attachments: [],
    size: 111,
  },
  recipient: 'alice@example.com',
  'recipient-domain': 'example.com',
  'user-variables': { postern: correlation },
};
const status = (code: number, enhanced = '', message = '') => ({
  ...failed,
  'delivery-status': { code, 'enhanced-code': enhanced, message },
});

describe('an event', () => {
  it('names its hand-over, its time and why', async () => {
    expect(await eventsOf(failed)).toEqual([
      {
        correlation,
        type: 'undelivered',
        at: new Date('2018-03-16T20:46:35.375Z'),
        providerId: '20130503192659.13651.20287@acme.example',
        detail: 'Mailgun: failed, permanent (5.1.1 The email account that you tried to reach does not exist)',
        dedupeKey: 'mailgun/G9Bn5sl1TC6nu79C8C0bwg',
        failure: { class: 'recipient', code: '5.1.1', message: expect.any(String) },
      },
    ]);
  });

  it.each<[string, object, string | undefined, object?]>([
    ['accepted', { ...failed, event: 'accepted' }, 'sent'],
    ['delivered', { ...failed, event: 'delivered' }, 'delivered'],
    ['opened', { ...failed, event: 'opened' }, 'opened'],
    ['clicked', { ...failed, event: 'clicked' }, 'clicked'],
    ['complained', { ...failed, event: 'complained' }, 'complained'],
    ['unsubscribed', { ...failed, event: 'unsubscribed' }, 'unsubscribed'],
    ['rejected', { ...failed, event: 'rejected' }, 'failed', { class: 'content', code: 'rejected' }],
    ['failed for now', { ...failed, severity: 'temporary' }, 'delayed'],
    [
      'held back after a bounce',
      { ...failed, reason: 'suppress-bounce' },
      'failed',
      { class: 'recipient', code: 'suppress-bounce' },
    ],
    [
      'held back after a complaint',
      { ...failed, reason: 'suppress-complaint' },
      'failed',
      { class: 'opted_out' },
    ],
    [
      'held back for somebody who unsubscribed',
      { ...failed, reason: 'suppress-unsubscribe' },
      'failed',
      { class: 'opted_out' },
    ],
    ['blocked', { ...failed, reason: 'espblock' }, 'undelivered', { class: 'blocked', code: 'espblock' }],
    ['refused by policy', status(550, '5.7.1'), 'undelivered', { class: 'blocked', code: '5.7.1' }],
    [
      'refused for a full mailbox',
      status(552, '5.2.2'),
      'undelivered',
      { class: 'temporary', code: '5.2.2' },
    ],
    [
      'with its code in the words',
      status(550, '', '550-5.1.1 no such user'),
      'undelivered',
      { class: 'recipient', code: '5.1.1' },
    ],
    ['with no more than 550', status(550), 'undelivered', { class: 'temporary', code: '550', unclear: true }],
    ['with 5.1.0', status(550, '5.1.0'), 'undelivered', { class: 'temporary', code: '5.1.0', unclear: true }],
    [
      'without a status',
      { ...failed, 'delivery-status': undefined, reason: 'old' },
      'undelivered',
      { class: 'temporary', code: 'old' },
    ],
    ['of no severity', { ...failed, severity: undefined }, undefined],
    ['stored', { ...failed, event: 'stored' }, undefined],
    ['of a new kind', { ...failed, event: 'constructor' }, undefined],
    ['without an id', { ...failed, id: undefined }, undefined],
  ])('%s', async (_name, event, type, failure) => {
    const events = await eventsOf(event);
    expect(events.map((one) => one.type)).toEqual(type === undefined ? [] : [type]);
    if (failure) expect(events[0]?.failure).toMatchObject(failure);
    else expect(events[0]?.failure).toBeUndefined();
    expect(events[0]?.failure?.unclear).toBe((failure as { unclear?: true } | undefined)?.unclear);
  });

  it.each([
    [1521233195.375624, '2018-03-16T20:46:35.375Z'],
    [1521233195375, '2018-03-16T20:46:35.375Z'],
    [1521233195375624, '2018-03-16T20:46:35.375Z'],
    [1521233195375624000, '2018-03-16T20:46:35.375Z'],
    [undefined, now.toISOString()],
    ['yesterday', now.toISOString()],
  ])('of %s happened at %s', async (timestamp, at) => {
    const [event] = await eventsOf({ ...failed, timestamp });
    expect(event?.at.toISOString()).toBe(at);
  });

  it('of a mail that is not ours names no hand-over', async () => {
    for (const variables of [undefined, null, {}, { postern: 7 }, 'postern', []]) {
      const [event] = await eventsOf({ ...failed, 'user-variables': variables });
      expect(event).toMatchObject({ type: 'undelivered' });
      expect(event).not.toHaveProperty('correlation');
    }
  });
});

describe('a webhook', () => {
  const refused = { kind: 'refused' };

  it('is answered 200: Mailgun posts again after any other status', async () => {
    const body = { signature: signature(), 'event-data': failed };
    expect(await post(await open(), body)).toMatchObject({ kind: 'accepted', answer: { body: 'OK' } });
  });

  it('is refused where its signature is not right', async () => {
    const transport = await open();
    const right = signature();
    const other = signature({ by: 'another key' });
    for (const one of [
      other,
      { ...right, signature: `${right.signature.slice(0, -1)}${right.signature.endsWith('0') ? '1' : '0'}` },
      { ...right, signature: '' },
      { ...right, token: `${right.token}x` },
      { ...right, timestamp: `${Number(right.timestamp) + 1}` },
      { ...right, timestamp: `${right.timestamp}x` },
      { timestamp: right.timestamp, token: right.token },
      'signature',
      null,
    ]) {
      expect(await post(transport, { signature: one, 'event-data': failed })).toEqual(refused);
    }
    expect(await post(transport, { signature: right, 'event-data': failed })).toMatchObject({
      kind: 'accepted',
    });
    expect(await post(transport, { signature: right, 'event-data': failed }, 'GET')).toEqual(refused);
    for (const body of ['', '{', '[]', '7', 'null']) expect(await post(transport, body)).toEqual(refused);
  });

  it('of a subaccount counts by the signature of the account above', async () => {
    const one = {
      ...signature({ by: 'of the subaccount', token: 't' }),
      'parent-signature': signature({ token: 't' }).signature,
    };
    expect(await post(await open(), { signature: one, 'event-data': failed })).toMatchObject({
      kind: 'accepted',
    });
  });

  it('counts only within its time', async () => {
    const transport = await open({ replayWindowMs: 600_000 });
    const at = (ms: number) => ({
      signature: signature({ at: new Date(now.getTime() + ms) }),
      'event-data': failed,
    });
    expect(await post(transport, at(-600_000))).toMatchObject({ kind: 'accepted' });
    expect(await post(transport, at(-601_000))).toEqual(refused);
    expect(await post(transport, at(601_000))).toEqual(refused);
    const usual = await open();
    expect(await post(usual, at(-9 * 3_600_000))).toMatchObject({ kind: 'accepted' });
    expect(await post(usual, at(-9 * 3_600_000 - 1_000))).toEqual(refused);
  });

  it('may come again, but its token stands for no other event', async () => {
    const transport = await open();
    const one = signature();
    for (let time = 0; time < 2; time += 1) {
      expect(await post(transport, { signature: one, 'event-data': failed })).toMatchObject({
        kind: 'accepted',
      });
    }
    expect(await post(transport, { signature: one, 'event-data': { ...failed, id: 'other' } })).toEqual(
      refused,
    );
  });

  it('is remembered by its token among 10,000', async () => {
    const transport = await open();
    const first = signature();
    await post(transport, { signature: first, 'event-data': failed });
    for (let n = 0; n < 9_999; n += 1)
      await post(transport, { signature: signature(), 'event-data': failed });
    const other = { signature: first, 'event-data': { ...failed, id: 'other' } };
    expect(await post(transport, other)).toEqual(refused);
    await post(transport, { signature: signature(), 'event-data': failed });
    expect(await post(transport, other)).toMatchObject({ kind: 'accepted' });
  });

  it('is there only with a key, and delivery is reported only then', async () => {
    const standIn = await openStandIn();
    const { webhookSigningKey: _, ...options } = standIn.options;
    const without = transportTo({ options: options as typeof standIn.options });
    expect([without.webhook, without.capabilities.reportsDelivery]).toEqual([undefined, false]);
    expect(transportTo(standIn).capabilities.reportsDelivery).toBe(true);
  });
});

describe('registerWebhook', () => {
  const url = 'https://acme.example/messaging/callback/email/mailgun';
  const types = [
    'accepted',
    'delivered',
    'permanent_fail',
    'temporary_fail',
    'opened',
    'clicked',
    'complained',
    'unsubscribed',
  ];

  it('makes one webhook for all domains of the account, however often', async () => {
    const standIn = await openStandIn();
    const transport = transportTo(standIn);
    expect(await transport.registerWebhook(url)).toEqual({ id: 'wh_1' });
    expect(await transport.registerWebhook(url)).toEqual({ id: 'wh_1' });
    for (const type of types) expect(standIn.webhookUrls('any.example', type)).toEqual([url]);
  });

  it('makes one for the domain that is named, however often, and leaves others alone', async () => {
    const standIn = await openStandIn();
    const headers = {
      Authorization: `Basic ${Buffer.from(`api:${standIn.options.apiKey}`).toString('base64')}`,
    };
    const call = (path: string, fields: Record<string, string>) =>
      fetch(`${standIn.options.baseUrl}${path}`, {
        method: 'POST',
        headers,
        body: new URLSearchParams(fields),
      });
    await call('/v4/domains', { name: 'mg.acme.example' });
    await call('/v3/domains/mg.acme.example/webhooks', { id: 'delivered', url: 'https://other.example/' });
    const transport = transportTo(standIn, { domain: 'mg.acme.example' });
    for (let time = 0; time < 2; time += 1) expect(await transport.registerWebhook(url)).toEqual({});
    expect(standIn.webhookUrls('mg.acme.example', 'delivered')).toEqual(['https://other.example/', url]);
    for (const type of types.filter((one) => one !== 'delivered')) {
      expect(standIn.webhookUrls('mg.acme.example', type)).toEqual([url]);
    }
    expect(standIn.webhookUrls('any.example', 'delivered')).toEqual([]);
  });

  it('says what is wrong', async () => {
    const standIn = await openStandIn();
    const wrong = transportTo(standIn, { apiKey: 'wrong' });
    await expect(wrong.registerWebhook(url)).rejects.toMatchObject({ code: 'transport_misconfigured' });
  });
});
