import { createHash, createHmac } from 'node:crypto';
import type { WebhookRequest, WebhookResult } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { vonage } from '../src/index.ts';
import { errorRules } from '../src/vonage-errors.ts';
import { claimsOf } from '../src/vonage-jwt.ts';
import { correlation, openStandIn } from './support/fixtures.ts';

const secret = 'a secret of the account';
const now = new Date('2026-11-29T12:00:00Z');
const seconds = now.getTime() / 1000;
const { options } = await (async () => {
  const standIn = await openStandIn();
  return { options: standIn.options };
})();
const transport = vonage({ ...options, signatureSecret: secret, sender: 'Acme', clock: () => now });

/** As Vonage's reference shows it. */
const status = {
  message_uuid: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
  to: '447700900000',
  from: '447700900001',
  timestamp: '2026-11-29T11:59:14.000Z',
  status: 'delivered',
  usage: { currency: 'EUR', price: '0.0333' },
  client_ref: correlation,
  channel: 'sms',
  destination: { network_code: '12345' },
  sms: { count_total: '2' },
};
const inbound = {
  channel: 'sms',
  message_uuid: 'bbbbbbbb-bbbb-cccc-dddd-0123456789ab',
  to: '447700900001',
  from: '447700900000',
  timestamp: '2026-11-29T11:59:14.000Z',
  text: 'Où est mon colis ?',
  sms: { num_messages: '2', keyword: 'OÙ' },
  usage: { currency: 'EUR', price: '0.0333' },
  message_type: 'text',
};

interface Changes {
  readonly body?: string;
  readonly header?: object;
  readonly claims?: object;
  readonly key?: string;
  readonly method?: string;
  readonly authorization?: string;
}

/** A webhook as Vonage makes it; the body may be another than was signed. */
function webhook(
  json: object,
  { body, header, claims, key = secret, ...changes }: Changes = {},
): WebhookRequest {
  const signedBody = JSON.stringify(json);
  const part = (one: object) => Buffer.from(JSON.stringify(one)).toString('base64url');
  const signed = `${part(header ?? { alg: 'HS256', typ: 'JWT' })}.${part({
    iat: seconds - 1,
    jti: 'c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5',
    iss: 'Vonage',
    payload_hash: createHash('sha256').update(signedBody).digest('hex'),
    api_key: 'a1b2c3d',
    application_id: options.applicationId,
    ...claims,
  })}`;
  const token = `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
  return {
    method: changes.method ?? 'POST',
    url: 'https://acme.example/messaging/callback/sms/vonage',
    headers: new Headers({ authorization: changes.authorization ?? `Bearer ${token}` }),
    body: new TextEncoder().encode(body ?? signedBody),
  };
}

async function accepted(request: WebhookRequest): Promise<Extract<WebhookResult, { kind: 'accepted' }>> {
  const result = await transport.webhook?.(request);
  if (result?.kind !== 'accepted') throw new Error('The webhook was refused.');
  return result;
}

describe('a webhook with the right signature is accepted', () => {
  it('and answered with 200, without a text', async () => {
    for (const json of [status, inbound])
      expect((await accepted(webhook(json))).answer).toEqual({
        contentType: 'text/plain; charset=utf-8',
        body: '',
      });
  });

  it('also a day later, when Vonage may still bring it', async () => {
    await accepted(webhook(status, { claims: { iat: seconds - 86_400 } }));
    await accepted(webhook(status, { claims: { exp: seconds + 1 } }));
  });

  it('and one whose content is of another kind says nothing', async () => {
    for (const json of [{ ...status, channel: 'whatsapp' }, { channel: 'sms' }, [], ['text']])
      expect(await accepted(webhook(json))).toMatchObject({ events: [], inbound: [] });
  });
});

describe('anything else is refused', () => {
  const text = JSON.stringify(status);
  const token = webhook(status).headers.get('authorization')?.slice('Bearer '.length) ?? '';
  const [head, payload, signature] = token.split('.');
  const unsigned = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
  it.each<[string, WebhookRequest]>([
    ['another body', webhook(status, { body: text.replace('delivered', 'rejected') })],
    ['a body with a space more', webhook(status, { body: `${text} ` })],
    ['no body', webhook(status, { body: '' })],
    ['another secret', webhook(status, { key: 'another' })],
    ['a replay after days', webhook(status, { claims: { iat: seconds - 26 * 3_600 } })],
    ['a time to come', webhook(status, { claims: { iat: seconds + 26 * 3_600 } })],
    ['a token that is over', webhook(status, { claims: { exp: seconds - 1 } })],
    ['no time', webhook(status, { claims: { iat: undefined } })],
    ['no hash', webhook(status, { claims: { payload_hash: undefined } })],
    ['another algorithm', webhook(status, { header: { alg: 'HS512' } })],
    ['no algorithm', webhook(status, { authorization: `Bearer ${unsigned}.${payload}.` })],
    ['no signature', webhook(status, { authorization: `Bearer ${head}.${payload}.` })],
    ['a part more', webhook(status, { authorization: `Bearer ${token}.x` })],
    ['another part of it', webhook(status, { authorization: `Bearer ${head}.${payload}x.${signature}` })],
    ['no JWT', webhook(status, { authorization: 'Bearer text' })],
    ['Basic', webhook(status, { authorization: `Basic ${token}` })],
    ['nothing', webhook(status, { authorization: '' })],
  ])('%s', async (_name, request) => {
    expect(await transport.webhook?.(request)).toEqual({ kind: 'refused' });
  });

  it('such as one by the application’s own key, which is no secret of the account', async () => {
    expect(await transport.webhook?.(webhook(status, { header: { alg: 'RS256' } }))).toEqual({
      kind: 'refused',
    });
  });
});

it('a token that Vonage’s SDK for Java takes is taken, and one that it refuses is not', () => {
  // From its tests: MessagesClientTest.testVerifySignature.
  const key = 'XsA09z2MhUxYcdbXaUX3aTT7TzGmnCLfkdILf0NIyC9hN9criTEUdlI3OZ5hRjR';
  const signed =
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJTaW5hIiwibmFtZSI6IkphdmFfU0RLIiwiaWF0IjoxNjk4NjgwMzkyfQ';
  expect(claimsOf(`${signed}.4qJpi46NSYURiLI1xoLIfGRygA8IUI2QSG9P2Kus1Oo`, key)).toEqual({
    sub: 'Sina',
    name: 'Java_SDK',
    iat: 1_698_680_392,
  });
  expect(claimsOf(`${signed}.XsaXHXqxe2kfIbPy-JH2J6hfbHnEv8jdWsOhEuvzU98`, key)).toBeUndefined();
});

describe('a status says what became of a message', () => {
  it.each([
    ['submitted', ['sent']],
    ['delivered', ['delivered']],
    ['read', ['delivered', 'opened']],
    ['rejected', ['undelivered']],
    ['undeliverable', ['failed']],
    ['of another year', []],
    ['toString', []],
  ])('%s: %j', async (word, types) => {
    const { events, inbound: messages } = await accepted(webhook({ ...status, status: word }));
    expect(events.map(({ type }) => type)).toEqual(types);
    expect(messages).toEqual([]);
  });

  it('with its handle, its time, its id and a key by which a repetition is known', async () => {
    expect((await accepted(webhook(status))).events).toEqual([
      {
        correlation,
        type: 'delivered',
        at: new Date('2026-11-29T11:59:14Z'),
        providerId: status.message_uuid,
        detail: 'Vonage: delivered',
        dedupeKey: `vonage/${status.message_uuid}/delivered/delivered`,
      },
    ]);
  });

  it.each([
    ['2026-11-29 13:59:14 +0200', '2026-11-29T11:59:14.000Z'],
    ['yesterday', now.toISOString()],
    [undefined, now.toISOString()],
    [7, now.toISOString()],
  ])('at %s', async (timestamp, at) => {
    const [event] = (await accepted(webhook({ ...status, timestamp }))).events;
    expect(event?.at.toISOString()).toBe(at);
  });

  const errorOf = (code: number | string) => ({
    type: `https://developer.vonage.com/api-errors/messages#${code}`,
    title: code,
    detail: 'Said of hush',
    instance: 'bf0ca0bf927b3b52e3cb03217e1a1ddf',
  });
  it.each<[string, readonly number[]]>([
    ['opted_out', [1240]],
    ['recipient', [1040, 1170, 1190, 1300, 1310]],
    ['blocked', [1050, 1160, 1210, 1270, 1280]],
    ['sender', [1120]],
    ['content', [1010, 1020, 1021, 1022, 1090, 1130, 1150, 1320]],
    ['configuration', [1060, 1070, 1080, 1110, 1140]],
    ['throttled', [1000, 1241]],
    ['temporary', [1030, 1100, 1180, 1200, 1220, 1230, 1250, 1260, 1290, 1330, 1340, 1350, 1360, 1370, 9999]],
  ])('%s: the errors %j', async (failureClass, codes) => {
    for (const code of codes) {
      for (const error of [errorOf(code), errorOf(`${code}`), { ...errorOf(code), title: undefined }]) {
        const [event] = (await accepted(webhook({ ...status, status: 'rejected', error }))).events;
        expect([event?.failure?.class, event?.failure?.code]).toEqual([failureClass, `${code}`]);
      }
    }
  });

  it('also without a number, and never with the text of the error', async () => {
    for (const error of [
      undefined,
      null,
      'text',
      { title: 'hush' },
      { title: 'hush', type: 'https://hush' },
    ]) {
      const [event] = (await accepted(webhook({ ...status, status: 'rejected', error }))).events;
      expect(event?.failure).toMatchObject({ class: 'temporary' });
      expect(event?.failure).not.toHaveProperty('code');
      expect(JSON.stringify(event)).not.toContain('hush');
    }
  });

  it('by rules in which no code stands twice', () => {
    const codes = errorRules.flatMap((rule) => rule.codes ?? []);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('a message from a phone', () => {
  it('is passed on as it was written', async () => {
    const { events, inbound: messages } = await accepted(webhook(inbound));
    expect(events).toEqual([]);
    expect(messages).toEqual([
      {
        from: '+447700900000',
        to: '+447700900001',
        text: inbound.text,
        providerId: inbound.message_uuid,
      },
    ]);
  });

  it('may be a picture without text; what a name or short code writes is nobody to answer', async () => {
    const picture = { ...inbound, text: undefined, message_type: 'image' };
    expect((await accepted(webhook(picture))).inbound).toMatchObject([{ text: '' }]);
    for (const from of ['Bank', '12345', '', undefined])
      expect((await accepted(webhook({ ...inbound, from }))).inbound).toEqual([]);
  });

  it('to a short code keeps it', async () => {
    expect((await accepted(webhook({ ...inbound, to: '12345' }))).inbound).toMatchObject([{ to: '12345' }]);
  });
});
