import { describe, expect, it } from 'vitest';
import {
  type BrevoStandIn,
  type BrevoStandInOptions,
  bounced,
  brevoError,
  delivered,
  smsDelivered,
} from '../src/testing/index.ts';
import { openHost, openStandIn } from './support/fixtures.ts';

const at = new Date('2026-11-29T20:00:00.500Z');

async function open(options: BrevoStandInOptions = {}) {
  const standIn = await openStandIn({ clock: () => at, ...options });
  return { standIn, host: await openHost() };
}

async function call(standIn: BrevoStandIn, method: string, path: string, body?: object) {
  const { apiKey, baseUrl } = standIn.options;
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: { 'api-key': apiKey },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

const events = ['request', 'delivered', 'hardBounce', 'softBounce', 'spam'];
const hook = (standIn: BrevoStandIn, changes: object) =>
  call(standIn, 'POST', '/webhooks', { events, type: 'transactional', ...changes });

const send = (standIn: BrevoStandIn, changes: object = {}) =>
  call(standIn, 'POST', '/smtp/email', {
    sender: { email: 'news@acme.example' },
    to: [{ email: 'ada@customer.example' }],
    subject: 'Welcome',
    textContent: 'Hello',
    headers: { 'X-Mailin-custom': 'handle' },
    ...changes,
  });

const text = (standIn: BrevoStandIn, changes: object = {}) =>
  call(standIn, 'POST', '/transactionalSMS/send', {
    sender: 'Acme',
    recipient: '33612345678',
    content: 'Hello',
    ...changes,
  });

function only<T>(all: readonly T[]): T {
  const [one, ...others] = all;
  if (one === undefined || others.length > 0) throw new Error(`${all.length} instead of one`);
  return one;
}

describe('events of the stand-in', () => {
  it('come to each webhook that asked for them, with its credentials, one by one', async () => {
    const { standIn, host } = await open();
    await hook(standIn, { url: `${host.url}/a?c=1`, auth: { type: 'bearer', token: 'secret' } });
    await hook(standIn, { url: `${host.url}/b`.replace('//', '//me:pa%20ss@'), events: ['delivered'] });
    await hook(standIn, { url: `${host.url}/sms`, channel: 'sms' });
    await send(standIn);
    expect(await standIn.report(only(standIn.mails), delivered)).toEqual([200, 200, 200]);
    const basic = `Basic ${Buffer.from('me:pa ss').toString('base64')}`;
    expect(host.received.map(({ path, authorization }) => [path, authorization])).toEqual([
      ['/a?c=1', 'Bearer secret'],
      ['/a?c=1', 'Bearer secret'],
      ['/b', basic],
    ]);
    expect(host.received[1]?.body).toEqual({
      id: 1,
      event: 'delivered',
      email: 'ada@customer.example',
      date: '2026-11-29 21:00:00',
      ts: 1_795_982_400,
      ts_event: 1_795_982_400,
      ts_epoch: 1_795_982_400_500,
      'message-id': only(standIn.mails).messageId,
      subject: 'Welcome',
      sender_email: 'news@acme.example',
      'X-Mailin-custom': 'handle',
      contact_id: 0,
    });
  });

  it('come 500 at a time to a webhook that is batched', async () => {
    const { standIn, host } = await open({ limits: { mail: 2_000 } });
    await hook(standIn, { url: host.url, batched: true });
    for (let count = 0; count < 4; count += 1) await send(standIn);
    const many = Array.from({ length: 150 }, () => delivered).flat();
    expect(await standIn.report(standIn.mails, many)).toEqual([200, 200, 200]);
    expect(host.received.map(({ body }) => (body as unknown[]).length)).toEqual([500, 500, 200]);
  });

  it('can be shuffled and repeated, and say why a mail did not arrive', async () => {
    const numbers = [0.9, 0.1, 0.8, 0.2];
    const { standIn, host } = await open({ random: () => numbers.shift() ?? 0 });
    await hook(standIn, { url: host.url });
    await send(standIn);
    await standIn.report(only(standIn.mails), bounced('550 no such user'), { shuffled: true, times: 2 });
    expect(host.received.map(({ body }) => body)).toMatchObject([
      { event: 'hard_bounce', reason: '550 no such user' },
      { event: 'hard_bounce' },
      { event: 'request' },
      { event: 'request' },
    ]);
  });

  it('of an SMS come to the URL that it named, and to webhooks for SMS', async () => {
    const { standIn, host } = await open();
    await hook(standIn, { url: `${host.url}/all`, channel: 'sms', events: ['delivered'] });
    await text(standIn, { webUrl: `${host.url}/one?c=handle` });
    const sms = only(standIn.texts);
    await standIn.report(sms, smsDelivered);
    expect(host.received.map(({ path }) => path)).toEqual([
      '/all',
      '/one?c=handle',
      '/one?c=handle',
      '/one?c=handle',
    ]);
    expect(host.received[3]?.body).toMatchObject({
      to: '33612345678',
      messageId: sms.messageId,
      msg_status: 'delivered',
      date: '2026-11-29 21:00:00',
    });
  });

  it('come by themselves where that is asked for', async () => {
    const { standIn, host } = await open({ reports: ({ kind }) => (kind === 'sms' ? smsDelivered : []) });
    await text(standIn, { webUrl: host.url });
    await expect.poll(() => host.received.length).toBe(3);
  });

  it('say of a sender that nobody validated that the mail was not sent', async () => {
    const { standIn, host } = await open({ reports: () => delivered });
    await hook(standIn, { url: host.url });
    expect(await send(standIn)).toMatchObject({ status: 201 });
    await expect.poll(() => host.received.length).toBe(2);
    expect(host.received[1]?.body).toMatchObject({
      event: 'error',
      reason: expect.stringContaining('not valid'),
    });
    await call(standIn, 'POST', '/senders', { name: 'Acme', email: 'news@acme.example' });
    await call(standIn, 'PUT', '/senders/1/validate', {
      otp: Number(standIn.codes.get('news@acme.example')),
    });
    await send(standIn);
    await expect.poll(() => host.received.length).toBe(4);
    expect(host.received[3]?.body).toMatchObject({ event: 'delivered' });
  });
});

describe('the stand-in', () => {
  it('goes wrong where it is told to', async () => {
    const { standIn } = await open({
      intercept: ({ path }) =>
        path.endsWith('/email') ? brevoError(402, 'not_enough_credits', 'Not enough credits') : undefined,
    });
    expect(await send(standIn)).toEqual({
      status: 402,
      body: { code: 'not_enough_credits', message: 'Not enough credits' },
    });
    expect(await text(standIn)).toMatchObject({ status: 201 });
    expect(standIn.mails).toEqual([]);
  });

  it('names what there is not as Brevo does', async () => {
    const { standIn } = await open();
    expect(await call(standIn, 'POST', '/account')).toMatchObject({
      status: 405,
      body: { code: 'method_not_allowed' },
    });
    expect(await call(standIn, 'GET', '/nothing')).toMatchObject({ status: 404 });
    expect(await call(standIn, 'PUT', '/senders/7/validate', { otp: 123_456 })).toMatchObject({
      status: 404,
      body: { code: 'document_not_found' },
    });
    expect(await call(standIn, 'POST', '/senders')).toMatchObject({ body: { code: 'bad_request' } });
    expect(await call(standIn, 'PUT', '/senders/domains/acme.example/authenticate')).toMatchObject({
      status: 404,
    });
  });
});
