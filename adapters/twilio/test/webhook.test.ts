import { readNotes, type WebhookRequest } from 'postern/adapter';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, it } from 'vitest';
import { twilio } from '../src/index.ts';

const authToken = 'the-auth-token-of-the-account';
const at = new Date('2026-11-23T09:30:00Z');
const transport = twilio({
  accountSid: `AC${'0'.repeat(32)}`,
  authToken,
  // Callbacks are signed with the auth token also where requests are made with a key.
  apiKey: `SK${'0'.repeat(32)}`,
  apiSecret: 'of-the-key',
  sender: 'Acme',
  clock: () => at,
});

const url =
  'https://acme.example/messaging/twilio?c=0mwt2ei80k3q9x2v8b5n1w6td-2-0e98955cb70a6dacff9e93ea&s=acme';
const status = {
  ...{ MessageSid: 'SM1', SmsSid: 'SM1', MessageStatus: 'delivered', SmsStatus: 'delivered' },
  ...{ AccountSid: 'AC0', From: 'Acme', To: '+33612345678', ApiVersion: '2010-04-01' },
};
const inbound = {
  ...{ MessageSid: 'SM2', SmsSid: 'SM2', SmsMessageSid: 'SM2', SmsStatus: 'received', NumMedia: '0' },
  ...{
    From: '+33612345678',
    To: '+15017122661',
    Body: 'Où est mon colis ? 100% + 1',
    ApiVersion: '2010-04-01',
  },
};

type Fields = Readonly<Record<string, string>>;

/** A callback as Twilio makes it, signed by the SDK's own signer; `changes` come after that. */
function callback(
  fields: Fields,
  changes: Partial<WebhookRequest> & { readonly signedFor?: string } = {},
): WebhookRequest {
  const { signedFor = url, ...rest } = changes;
  return {
    method: 'POST',
    url,
    headers: new Headers({
      'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'X-Twilio-Signature': getExpectedTwilioSignature(authToken, signedFor, { ...fields }),
    }),
    body: new TextEncoder().encode(new URLSearchParams(fields).toString()),
    ...rest,
  };
}

const bodyOf = (fields: Fields | [string, string][]) =>
  new TextEncoder().encode(new URLSearchParams(fields as Fields).toString());

async function accepted(request: WebhookRequest) {
  const result = await transport.webhook(request);
  if (result.kind !== 'accepted') throw new Error('The callback was refused.');
  return result;
}

describe('a callback with the right signature is accepted', () => {
  it('and answered with TwiML that says nothing, since Twilio answers STOP and HELP by itself', async () => {
    for (const fields of [status, inbound]) {
      const { answer } = await accepted(callback(fields));
      expect(answer).toEqual({
        contentType: 'text/xml; charset=utf-8',
        body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
      });
    }
  });

  it('also where the URL names its port, or Twilio repeats a parameter, or there is nothing to record', async () => {
    await accepted(callback(status, { signedFor: url.replace('acme.example', 'acme.example:443') }));
    const fields = { ...status, Tag: ['b', 'a'] };
    const signature = getExpectedTwilioSignature(authToken, url, fields);
    const headers = new Headers({
      'Content-Type': 'application/x-www-form-urlencoded',
      'X-Twilio-Signature': signature,
    });
    await accepted({
      ...callback(status),
      headers,
      body: bodyOf([...Object.entries(status), ['Tag', 'b'], ['Tag', 'a']]),
    });
    expect(await accepted(callback({ AccountSid: 'AC0', Digits: '1' }))).toMatchObject({
      events: [],
      inbound: [],
    });
  });
});

describe('anything else is refused', () => {
  const unsigned = new Headers({ 'Content-Type': 'application/x-www-form-urlencoded' });
  const signed = (signature: string) =>
    new Headers({ 'Content-Type': 'application/x-www-form-urlencoded', 'X-Twilio-Signature': signature });
  it.each<[string, WebhookRequest]>([
    ['no signature', callback(status, { headers: unsigned })],
    ['an empty signature', callback(status, { headers: signed('') })],
    ['a signature of another length', callback(status, { headers: signed('c2hvcnQ=') })],
    [
      'a signature by another token',
      callback(status, { headers: signed(getExpectedTwilioSignature('other', url, status)) }),
    ],
    [
      'a signature by the API secret',
      callback(status, { headers: signed(getExpectedTwilioSignature('of-the-key', url, status)) }),
    ],
    ['another status', callback(status, { body: bodyOf({ ...status, MessageStatus: 'failed' }) })],
    ['a parameter more', callback(status, { body: bodyOf({ ...status, ErrorCode: '30005' }) })],
    [
      'a parameter less',
      callback(status, { body: bodyOf({ MessageSid: 'SM1', MessageStatus: 'delivered' }) }),
    ],
    [
      'a parameter twice',
      callback(status, { body: bodyOf([...Object.entries(status), ['MessageSid', 'SM9']]) }),
    ],
    ['no body', callback(status, { body: new Uint8Array() })],
    ['another handle in the URL', callback(status, { url: url.replace('-2-', '-1-') })],
    ['another host', callback(status, { url: url.replace('acme', 'evil') })],
    ['another scheme', callback(status, { url: url.replace('https', 'http') })],
    ['a slash at the end of the path', callback(status, { url: url.replace('twilio?', 'twilio/?') })],
    [
      'a relative URL',
      callback(status, { url: '/messaging/twilio?c=x', signedFor: '/messaging/twilio?c=x' }),
    ],
    ['no URL', callback(status, { url: '', signedFor: '' })],
    ['GET', callback(status, { method: 'GET' })],
    ['bytes that are no text', callback(status, { body: new Uint8Array([0xff, 0xfe, 0x00]) })],
    ['a form too large', callback({ ...status, Body: 'x'.repeat(100_000) })],
    ['too many fields', callback(Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`f${at}`, ''])))],
  ])('%s', async (_name, request) => {
    expect(await transport.webhook(request)).toEqual({ kind: 'refused' });
  });

  it('such as JSON, even where the signature fits', async () => {
    const request = callback({});
    request.headers.set('Content-Type', 'application/json');
    expect(await transport.webhook({ ...request, body: new TextEncoder().encode('{}') })).toEqual({
      kind: 'refused',
    });
  });

  it('and names such as __proto__ are parameters like others', async () => {
    const request = callback(status, { body: bodyOf([...Object.entries(status), ['__proto__', 'x']]) });
    expect(await transport.webhook(request)).toEqual({ kind: 'refused' });
  });
});

describe('a status callback says what became of a message', () => {
  const typesFor = async (MessageStatus: string, more: Fields = {}) =>
    (await accepted(callback({ ...status, MessageStatus, ...more }))).events.map(({ type }) => type);

  it.each([
    ['scheduled', ['sent']],
    ['accepted', ['sent']],
    ['queued', ['sent']],
    ['sending', ['sent']],
    ['sent', ['sent']],
    ['delivered', ['delivered']],
    ['undelivered', ['undelivered']],
    ['failed', ['failed']],
    ['canceled', ['failed']],
    ['read', ['delivered', 'opened']],
    ['partially_delivered', ['delayed']],
    ['of another year', ['delayed']],
    ['toString', ['delayed']],
  ])('%s: %j', async (name, types) => {
    expect(await typesFor(name)).toEqual(types);
  });

  it('with its id, its time and a key by which a repetition is known', async () => {
    const { events } = await accepted(callback(status));
    expect(events).toEqual([
      {
        correlation: '0mwt2ei80k3q9x2v8b5n1w6td-2-0e98955cb70a6dacff9e93ea',
        type: 'delivered',
        at,
        detail: 'Twilio: delivered',
        providerId: 'SM1',
        dedupeKey: 'twilio/SM1/delivered/delivered',
      },
    ]);
    expect((await accepted(callback(status))).events).toEqual(events);
    const keys = new Set<string | undefined>();
    for (const MessageStatus of ['queued', 'sending', 'sent', 'read']) {
      for (const { dedupeKey } of (await accepted(callback({ ...status, MessageStatus }))).events)
        keys.add(dedupeKey);
    }
    expect(keys.size).toBe(5);
  });

  it.each([
    ['undelivered', '30005', { class: 'recipient', code: '30005' }],
    ['undelivered', '30007', { class: 'blocked', code: '30007' }],
    ['undelivered', '30003', { class: 'temporary', code: '30003' }],
    ['undelivered', '30500', { class: 'temporary', code: '30500' }],
    ['failed', '30034', { class: 'configuration', code: '30034' }],
    ['failed', '21610', { class: 'opted_out', code: '21610' }],
    ['failed', '21612', { class: 'sender', code: '21612' }],
    ['failed', 'none', { class: 'temporary' }],
    ['canceled', '', { class: 'blocked' }],
  ])('%s with the error %s', async (MessageStatus, ErrorCode, failure) => {
    const [event] = (await accepted(callback({ ...status, MessageStatus, ErrorCode }))).events;
    expect(event?.failure).toMatchObject(failure);
    const notes = readNotes(event?.failure?.message ?? '');
    expect(notes).not.toEqual([]);
    expect(notes.filter(({ code }) => code === 'quoted')).toEqual([]);
  });

  it('by the codes that the host gave another meaning, too', async () => {
    const strict = twilio({
      ...{ accountSid: `AC${'0'.repeat(32)}`, authToken, sender: 'Acme' },
      errors: [{ codes: [30003], class: 'recipient' }],
    });
    const result = await strict.webhook(
      callback({ ...status, MessageStatus: 'undelivered', ErrorCode: '30003' }),
    );
    expect(result).toMatchObject({ events: [{ failure: { class: 'recipient' } }] });
  });
});

describe('a message from a phone', () => {
  it('is passed on as it was written', async () => {
    const { events, inbound: messages } = await accepted(callback(inbound));
    expect(events).toEqual([]);
    expect(messages).toEqual([
      { from: '+33612345678', to: '+15017122661', text: inbound.Body, providerId: 'SM2' },
    ]);
  });

  it.each([
    ['STOP', 'stop'],
    ['START', 'start'],
    ['HELP', 'help'],
  ])('that Twilio took for %s says so', async (OptOutType, optOut) => {
    const { inbound: messages } = await accepted(callback({ ...inbound, Body: 'arrêt', OptOutType }));
    expect(messages).toMatchObject([{ text: 'arrêt', optOut }]);
  });

  it('with a word that only the core knows is left to the core', async () => {
    const { inbound: messages } = await accepted(callback({ ...inbound, Body: 'STOP', OptOutType: 'OTHER' }));
    expect(messages).toEqual([expect.not.objectContaining({ optOut: expect.anything() })]);
  });

  it('may be a picture without text; what a name or short code writes is nobody to answer', async () => {
    expect((await accepted(callback({ ...inbound, Body: '', NumMedia: '1' }))).inbound).toMatchObject([
      { text: '' },
    ]);
    for (const From of ['Bank', '12345', 'whatsapp:+33612345678']) {
      expect((await accepted(callback({ ...inbound, From }))).inbound).toEqual([]);
    }
  });
});
