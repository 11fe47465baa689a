import { createHmac } from 'node:crypto';
import {
  constantTimeEqual,
  hasBasic,
  hasBearer,
  hmacMatches,
  isStandardWebhook,
  type WebhookRequest,
  webhookSecretOption,
  withinTime,
} from 'postern/adapter';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';

const requested = (headers: Record<string, string>, body = ''): WebhookRequest => ({
  method: 'POST',
  url: 'https://acme.example/messaging/callback/email/acme',
  headers: new Headers(headers),
  body: Buffer.from(body),
});

describe('Standard Webhooks', () => {
  // The vector of the standard's own libraries.
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const body = '{"test": 2432232314}';
  const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
  const seconds = 1_614_265_330;
  const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
  const headers = { 'webhook-id': id, 'webhook-timestamp': `${seconds}`, 'webhook-signature': signature };
  const at = (second: number) => new Date(second * 1000);
  const isSigned = (
    changes: Record<string, string> = {},
    now = at(seconds),
    secrets = [secret],
    text = body,
  ) => isStandardWebhook(requested({ ...headers, ...changes }, text), secrets, now);

  it('are believed by their vector, with either prefix, and by any of several secrets', async () => {
    expect(await isSigned()).toBe(true);
    expect(await isSigned({}, at(seconds), [secret.replace('whsec_', '')])).toBe(true);
    expect(await isSigned({}, at(seconds), ['whsec_AAAAAAAAAAAAAAAAAAAAAAAA', secret])).toBe(true);
    const svix = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.replace('webhook', 'svix'), value]),
    );
    expect(await isStandardWebhook(requested(svix, body), [secret], at(seconds))).toBe(true);
  });

  it('may bring several signatures, of which one fits', async () => {
    const other = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=';
    expect(
      await isSigned({ 'webhook-signature': `${other} v2,${signature.slice(3)} ${signature} ${other}` }),
    ).toBe(true);
    expect(await isSigned({ 'webhook-signature': `${other} v2,${signature.slice(3)}` })).toBe(false);
  });

  it('are good for five minutes, by the clock that is given', async () => {
    expect(await isSigned({}, at(seconds + 300))).toBe(true);
    expect(await isSigned({}, at(seconds - 300))).toBe(true);
    expect(await isSigned({}, at(seconds + 301))).toBe(false);
    expect(await isSigned({}, at(seconds - 301))).toBe(false);
  });

  it.each<[string, Record<string, string>]>([
    ['another id', { 'webhook-id': 'msg_x' }],
    ['no id', { 'webhook-id': '' }],
    ['another time', { 'webhook-timestamp': `${seconds + 1}` }],
    ['a time that is none', { 'webhook-timestamp': 'hello' }],
    ['no signature', { 'webhook-signature': '' }],
    ['half a signature', { 'webhook-signature': signature.slice(0, 8) }],
    ['an empty one', { 'webhook-signature': 'v1,' }],
  ])('are refused with %s', async (_what, changes) => {
    expect(await isSigned(changes)).toBe(false);
  });

  it('are refused with another body, or signed by another', async () => {
    expect(await isSigned({}, at(seconds), [secret], `${body} `)).toBe(false);
    expect(await isSigned({}, at(seconds), ['whsec_AAAAAAAAAAAAAAAAAAAAAAAA'])).toBe(false);
    expect(await isSigned({}, at(seconds), [])).toBe(false);
  });

  it('are believed as their library believes them', async () => {
    const now = new Date();
    const text = '{"type":"email.delivered","to":"ä"}';
    const sent = Math.floor(now.getTime() / 1000);
    const fresh = {
      'webhook-timestamp': `${sent}`,
      'webhook-signature': new Webhook(secret).sign(id, at(sent), text),
    };
    expect(new Webhook(secret).verify(text, { ...headers, ...fresh })).toMatchObject({ to: 'ä' });
    expect(await isSigned(fresh, now, [secret], text)).toBe(true);
  });

  it('have a secret that is looked at while a host wires', () => {
    const takes = (value: string) => webhookSecretOption().safeParse(value).success;
    expect([secret, 'whsec_', 'hush hush', 'whsec_ümlaut-which-is-no-base64'].map(takes)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    for (const value of [secret, `${secret}==`, `${secret}xxA=`]) if (takes(value)) new Webhook(value);
  });
});

describe('a token or a password in a request', () => {
  it('is the one that is known, whatever its scheme is written as', () => {
    const bearer = (authorization: string) => hasBearer(requested({ authorization }), 'hush');
    expect(['Bearer hush', 'bearer  hush '].map(bearer)).toEqual([true, true]);
    expect(['Bearer hus', 'Bearer hushh', 'Basic hush', 'hush', 'Bearer', ''].map(bearer)).not.toContain(
      true,
    );
    expect(hasBearer(requested({}), 'hush')).toBe(false);
    const login = { user: 'postern', password: 'hüsh:hush' };
    const basic = (given: string) =>
      hasBasic(requested({ authorization: `Basic ${Buffer.from(given).toString('base64')}` }), login);
    expect(['postern:hüsh:hush', 'postern:hush', 'other:hüsh:hush', ''].map(basic)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(hasBasic(requested({ authorization: 'Basic' }), login)).toBe(false);
    expect(hasBasic(requested({}), login)).toBe(false);
  });

  it('is compared as a whole', () => {
    expect(constantTimeEqual('a', 'a')).toBe(true);
    for (const other of ['', 'b', 'aa', 'A']) expect(constantTimeEqual('a', other)).toBe(false);
  });
});

describe('an HMAC over what a provider sent', () => {
  // As Mailgun signs: the time and the token, after each other.
  const key = 'hush';
  const data = ['1529006854', 'a8ce0edb2dd8301dee6c2405235584e45aa91d1e9f979f3de0'];
  const right = createHmac('sha256', key).update(data.join('')).digest('hex');

  it('is right in either case of its digits, and in base64', () => {
    expect(hmacMatches({ key, data, signature: right })).toBe(true);
    expect(hmacMatches({ key, data, signature: right.toUpperCase() })).toBe(true);
    const signature = createHmac('sha1', key).update(data.join('')).digest('base64');
    expect(hmacMatches({ key, data, signature, algorithm: 'sha1', encoding: 'base64' })).toBe(true);
    expect(
      hmacMatches({ key, data, signature: signature.toLowerCase(), algorithm: 'sha1', encoding: 'base64' }),
    ).toBe(false);
  });

  it('is wrong where anything differs', () => {
    expect(hmacMatches({ key: 'other', data, signature: right })).toBe(false);
    expect(hmacMatches({ key, data: [...data, ' '], signature: right })).toBe(false);
    expect(hmacMatches({ key, data, signature: '' })).toBe(false);
    expect(hmacMatches({ key, data, signature: `${right}00` })).toBe(false);
  });

  it('is no replay within its time, in seconds or ms', () => {
    const now = new Date(1_529_006_854_000);
    const near = (timestamp: string | number) => withinTime(timestamp, now, 60_000);
    expect([1_529_006_854, '1529006914', '1529006794', 1_529_006_854_000].map(near)).not.toContain(false);
    expect(
      ['1529006915', '1529006793', 1_529_006_920_000, '', 'x', '-1', '1e9', Number.NaN].map(near),
    ).not.toContain(true);
  });
});
