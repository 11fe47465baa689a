import { type ProviderEvent, readNotes, type Storage, type WebhookRequest } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { brevoError, delivered, type StandInEvent } from '../src/testing/index.ts';
import { correlation, mailTo, openStandIn, smsTo, webhookToken } from './support/fixtures.ts';
import { openSite } from './support/site.ts';

const now = new Date('2026-11-29T20:00:00Z');

function request(
  body: unknown,
  changes: Partial<WebhookRequest> & { authorization?: string } = {},
): WebhookRequest {
  const { authorization = `Bearer ${webhookToken}`, ...rest } = changes;
  return {
    method: 'POST',
    url: `https://acme.example/messaging/callback/sms/brevo?c=${correlation}&s=acme`,
    headers: new Headers(authorization === '' ? {} : { authorization }),
    body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
    ...rest,
  };
}

async function open() {
  const standIn = await openStandIn();
  const [mail, sms] = [mailTo(standIn, { clock: () => now }), smsTo(standIn, { clock: () => now })];
  const read = async (transport: typeof mail | typeof sms, one: WebhookRequest) => {
    const result = await transport.webhook?.(one);
    return result?.kind === 'accepted' ? result.events : result?.kind;
  };
  return {
    standIn,
    transport: mail,
    mail: (one: WebhookRequest) => read(mail, one),
    sms: (one: WebhookRequest) => read(sms, one),
  };
}

const event = (changes: object = {}) => ({
  event: 'delivered',
  email: 'ada@customer.example',
  id: 1,
  'message-id': '<1@smtp-relay.mailin.fr>',
  ts_event: 1_795_982_400,
  ts_epoch: 1_795_982_400_500,
  'X-Mailin-custom': correlation,
  ...changes,
});

describe('what Brevo says of a mail', () => {
  it.each<[string, readonly ProviderEvent['type'][], string | undefined]>([
    ['request', ['sent'], undefined],
    ['delivered', ['delivered'], undefined],
    ['hard_bounce', ['undelivered'], 'recipient'],
    ['soft_bounce', ['undelivered'], 'temporary'],
    ['invalid_email', ['undelivered'], 'recipient'],
    ['blocked', ['failed'], 'blocked'],
    ['error', ['failed'], 'sender'],
    ['deferred', ['delayed'], undefined],
    ['spam', ['complained'], undefined],
    ['opened', ['opened'], undefined],
    ['unique_opened', ['opened'], undefined],
    ['click', ['clicked'], undefined],
    ['unsubscribed', ['unsubscribed'], undefined],
    ['unsubscribe', ['unsubscribed'], undefined],
    ['proxy_open', [], undefined],
    ['list_addition', [], undefined],
    ['__proto__', [], undefined],
  ])('%s is %j', async (word, types, of) => {
    const { mail } = await open();
    const events = await mail(request(event({ event: word, reason: ' 550\r\n no\tone ' })));
    expect(events).toMatchObject(
      types.map((type) => ({ type, correlation, providerId: '<1@smtp-relay.mailin.fr>' })),
    );
    for (const one of events as ProviderEvent[]) {
      expect(one.failure?.class).toBe(of);
      expect(one.detail).toBe(`Brevo: ${word} (550 no one)`);
      if (of !== undefined)
        expect(one.failure).toMatchObject({ code: word, message: expect.stringMatching(/: 550 no one$/) });
      const notes = readNotes(one.failure?.message ?? '');
      expect(notes).toMatchObject(of === undefined ? [] : [{ answer: '550 no one' }]);
    }
  });

  it.each([
    [{}, '2026-11-29T20:00:00.500Z'],
    [{ ts_epoch: 1_795_982_401 }, '2026-11-29T20:00:01.000Z'],
    [{ ts_epoch: undefined }, '2026-11-29T20:00:00.000Z'],
    [{ ts_epoch: 'now', ts_event: -5 }, now.toISOString()],
  ])('happened when it says: %j', async (changes, at) => {
    const { mail } = await open();
    expect(await mail(request(event(changes)))).toMatchObject([{ at: new Date(at) }]);
  });

  it('comes with more or with less', async () => {
    const { mail } = await open();
    expect(await mail(request({ event: 'spam' }))).toMatchObject([
      { type: 'complained', detail: 'Brevo: spam' },
    ]);
    const odd = event({ 'X-Mailin-custom': 5, 'message-id': {}, reason: 'x'.repeat(5_000) });
    const [one] = (await mail(request(odd))) as ProviderEvent[];
    expect([one?.correlation, one?.providerId, one?.detail?.length]).toEqual([undefined, undefined, 219]);
    // What cannot be read spoils nothing beside it.
    expect(await mail(request([null, 'x', {}, { event: 3 }, event()]))).toHaveLength(1);
  });

  it('is told apart by event, mail, reader and time', async () => {
    const { mail } = await open();
    const keyOf = async (changes: object) =>
      ((await mail(request(event(changes)))) as ProviderEvent[])[0]?.dedupeKey;
    const changes = [
      {},
      { event: 'opened' },
      { email: 'b@c.example' },
      { 'message-id': '<2>' },
      { ts_event: 5 },
    ];
    const keys = await Promise.all(changes.map(keyOf));
    expect(new Set(keys).size).toBe(5);
    expect(await keyOf({ id: 2 })).toBe(keys[0]);
    expect(await keyOf({ event: 'unique_opened' })).toBe(keys[1]);
  });
});

describe('who calls', () => {
  const basic = (login: string) => `Basic ${Buffer.from(login).toString('base64')}`;
  it.each<[string, string, boolean]>([
    ['the token', `Bearer ${webhookToken}`, true],
    ['the token as a password', basic(`postern:${webhookToken}`), true],
    ['nothing', '', false],
    ['another token', 'Bearer another', false],
    ['a part of it', `Bearer ${webhookToken.slice(1)}`, false],
    ['the token as it is', webhookToken, false],
    ['another user', basic(`brevo:${webhookToken}`), false],
    ['another password', basic('postern:another'), false],
  ])('bears %s', async (_name, authorization, believed) => {
    const { mail } = await open();
    const result = await mail(request(event(), { authorization }));
    if (believed) expect(result).toHaveLength(1);
    else expect(result).toBe('refused');
  });

  it.each(['', '{', '[', '\u{0}', '5', 'null', '"event"', '{"event":"delivered"'])(
    'says %j: nothing of a mail',
    async (body) => {
      const { mail } = await open();
      expect(await mail(request(body))).toEqual([]);
      expect(await mail(request(event(), { method: 'GET' }))).toEqual([]);
    },
  );
});

describe('what Brevo says of an SMS', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['accepted', 'sent', undefined],
    ['sent', 'sent', undefined],
    ['delivered', 'delivered', undefined],
    ['soft_bounce', 'undelivered', 'temporary'],
    ['hard_bounce', 'undelivered', 'recipient'],
    ['blocked', 'failed', 'blocked'],
    ['rejected', 'failed', 'blocked'],
    ['skipped', 'failed', 'blocked'],
    ['subscribed', undefined, undefined],
  ])('%s is %s, by the handle in the URL', async (msg_status, type, of) => {
    const { sms } = await open();
    const events = await sms(
      request({ msg_status, messageId: 123, to: '33612345678' }, { authorization: '' }),
    );
    expect(events).toMatchObject(
      type === undefined ? [] : [{ type, correlation, providerId: '123', at: now }],
    );
    for (const one of events as ProviderEvent[]) expect(one.failure?.class).toBe(of);
  });

  it('says nothing without a handle', async () => {
    const { sms } = await open();
    const url = 'https://acme.example/messaging/callback/sms/brevo?s=acme';
    expect(await sms(request({ msg_status: 'delivered' }, { url }))).toBe('refused');
  });
});

describe('at a site', () => {
  const word = (one: string): StandInEvent => ({ event: one });

  it('tampered with, an event changes nothing', async () => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    const [id, other] = [await send('ada@customer.example'), await send('bob@customer.example')];
    const [webhook] = standIn.webhooks;
    const handles = standIn.mails.map(({ headers }) => headers?.['X-Mailin-custom'] ?? '');
    const [one = '', two = ''] = handles;
    const post = async (custom: string, token = webhookToken) => {
      const body = JSON.stringify(event({ event: 'hard_bounce', 'X-Mailin-custom': custom }));
      const headers = { Authorization: `Bearer ${token}` };
      return (await standIn.http.post({ url: webhook?.url ?? '', headers, body })).status;
    };
    expect(await post(one, 'forged')).toBe(403);
    const forged = [
      one.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      `${one.slice(0, -24)}${two.slice(-24)}`,
    ];
    forged.push(one.replace('-1-', '-2-'), one.slice(0, -1), '', 'handle', correlation, `${one}${one}`);
    for (const custom of forged) expect(await post(custom)).toBe(204);
    const statuses = async () => [
      (await messaging.email.get(id)).status,
      (await messaging.email.get(other)).status,
    ];
    expect(await statuses()).toEqual(['sent', 'sent']);
    expect(await post(one)).toBe(204);
    expect(await statuses()).toEqual(['undelivered', 'sent']);
  });

  it.each([
    [['request', 'delivered', 'opened'], 'delivered'],
    [['request', 'deferred', 'soft_bounce'], 'undelivered'],
    [['request', 'delivered', 'spam'], 'delivered'],
    [['request', 'blocked'], 'failed'],
  ])('%j in any order, repeated or replayed, ends as %s', async (words, status) => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    for (const random of [0.1, 0.9, 0.5]) {
      const id = await send(`reader${random * 10}@customer.example`);
      const [mail] = standIn.mails.slice(-1);
      if (!mail) throw new Error('nothing was taken');
      const events = words.map((one, index) => ({
        ...word(one),
        at: new Date(now.getTime() + index * 1_000),
      }));
      for (const told of [events.toReversed(), events, events])
        await standIn.report(mail, told, { times: 2, shuffled: true });
      const message = await messaging.email.get(id);
      expect(message.status).toBe(status);
      const recorded = message.events.filter(({ detail }) => detail?.startsWith('Brevo:'));
      expect(recorded.length).toBeLessThanOrEqual(words.length);
    }
  });

  it('a thousand in one request are all recorded before the answer, and once', async () => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    const ids: string[] = [];
    for (let count = 0; count < 20; count += 1) ids.push(await send(`reader${count}@customer.example`));
    const events = Array.from({ length: 25 }, (_, index) => ({
      event: index === 24 ? 'delivered' : 'opened',
      at: new Date(now.getTime() + index * 1_000),
    }));
    const options = { batch: 1_000, times: 2, shuffled: true };
    expect(await standIn.report(standIn.mails, events, options)).toEqual([204]);
    for (const id of ids) {
      const { status, events: recorded } = await messaging.email.get(id);
      expect(status).toBe('delivered');
      expect(recorded.filter(({ type }) => type === 'opened')).toHaveLength(24);
    }
  });

  it('that cannot record them answers so that Brevo tries again', async () => {
    let down = false;
    const wrap = (storage: Storage): Storage => ({
      ...storage,
      messages: new Proxy(storage.messages, {
        get(target, name) {
          const found = Reflect.get(target, name);
          if (typeof found !== 'function') return found;
          return (...args: unknown[]) => {
            if (down) throw new Error('the storage is away');
            return found.apply(target, args);
          };
        },
      }),
    });
    const { standIn, messaging, setUp, send } = await openSite({}, wrap);
    await setUp();
    const id = await send();
    down = true;
    expect(await standIn.report(standIn.mails, delivered, { batch: 10 })).toEqual([429]);
    down = false;
    expect(await standIn.report(standIn.mails, delivered, { batch: 10 })).toEqual([204]);
    expect((await messaging.email.get(id)).status).toBe('delivered');
  });
});

describe('registering the webhook', () => {
  const url = 'https://acme.example/messaging/callback/email/brevo?s=acme';

  it('is done once, however often it is asked for, and mends what was changed', async () => {
    const { standIn, transport } = await open();
    expect(await transport.registerWebhook?.(url)).toEqual({ id: '1' });
    expect(await transport.registerWebhook?.(url)).toEqual({ id: '1' });
    const { apiKey, baseUrl } = standIn.options;
    const body = JSON.stringify({ events: ['spam'] });
    await fetch(`${baseUrl}/webhooks/1`, { method: 'PUT', headers: { 'api-key': apiKey }, body });
    await transport.registerWebhook?.(url);
    expect(standIn.webhooks).toMatchObject([
      {
        url,
        type: 'transactional',
        channel: 'email',
        auth: { type: 'bearer', token: webhookToken },
        events: expect.arrayContaining(['request', 'delivered', 'hardBounce', 'spam']),
      },
    ]);
    expect(await transport.registerWebhook?.(`${url}2`)).toEqual({ id: '2' });
  });

  it('copes with an account that has none, and says what went wrong', async () => {
    const { standIn, transport } = await open();
    standIn.http.intercept = ({ method }) =>
      method === 'GET' ? brevoError(404, 'document_not_found', 'No webhooks') : undefined;
    expect(await transport.registerWebhook?.(url)).toEqual({ id: '1' });
    standIn.http.intercept = () => brevoError(401, 'unauthorized', 'Key not found');
    await expect(transport.registerWebhook?.(url)).rejects.toMatchObject({ code: 'transport_misconfigured' });
  });
});
