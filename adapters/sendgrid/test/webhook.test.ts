import type { WebhookRequest, WebhookResult } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { sendgrid } from '../src/index.ts';
import { bounced, delivered, dropped, type StandInEvent } from '../src/testing/index.ts';
import { correlation, mail, openStandIn, sending, transportTo } from './support/fixtures.ts';
import { openHost } from './support/host.ts';

const names = {
  signature: 'X-Twilio-Email-Event-Webhook-Signature',
  timestamp: 'X-Twilio-Email-Event-Webhook-Timestamp',
};

/** From the tests of SendGrid's own SDK (sendgrid-nodejs, packages/eventwebhook): a signature that SendGrid made. */
const genuine = {
  verificationKey:
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA==',
  signature:
    'MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0=',
  timestamp: '1588788367',
  body: '{"category":"example_payload","event":"test_event","message_id":"message_id"}',
};
const minuteMs = 60_000;

function request(changes: Partial<typeof genuine> & { readonly method?: string } = {}): WebhookRequest {
  const { signature, timestamp, body, method = 'POST' } = { ...genuine, ...changes };
  return {
    method,
    url: 'https://acme.example/messaging/callback/email/sendgrid',
    headers: new Headers({ [names.signature]: signature, [names.timestamp]: timestamp }),
    body: new TextEncoder().encode(body),
  };
}

function read(one: WebhookRequest, afterMs = 0): Promise<WebhookResult> | undefined {
  const clock = () => new Date(Number(genuine.timestamp) * 1000 + afterMs);
  const { verificationKey } = genuine;
  return sendgrid({ apiKey: 'SG.key', verificationKey, clock }).webhook?.(one);
}

describe('a signature of SendGrid’s', () => {
  it('is believed, also a day later, when SendGrid may still bring it', async () => {
    for (const afterMs of [0, 24 * 60 * minuteMs])
      expect(await read(request(), afterMs)).toEqual({ kind: 'accepted', events: [], inbound: [] });
  });

  it.each<[string, WebhookRequest, number?]>([
    ['another body', request({ body: genuine.body.replace('test', 'best') })],
    ['a body with a line more', request({ body: `${genuine.body}\r\n` })],
    ['no body', request({ body: '' })],
    ['another time', request({ timestamp: '1588788368' })],
    ['a time that is none', request({ timestamp: 'timestamp' })],
    ['no time', request({ timestamp: '' })],
    ['another signature', request({ signature: genuine.signature.replace('WYNH2', 'WYNH3') })],
    ['no signature', request({ signature: '' })],
    ['a signature that is none', request({ signature: 'AAAA' })],
    ['a signature in letters', request({ signature: '!!' })],
    ['a replay after days', request(), 26 * 60 * minuteMs],
    ['a time to come', request(), -26 * 60 * minuteMs],
  ])('is not, with %s', async (_name, one, afterMs) => {
    expect(await read(one, afterMs)).toEqual({ kind: 'refused' });
  });

  it('without its headers is none', async () => {
    expect(await read({ ...request(), headers: new Headers() })).toEqual({ kind: 'refused' });
  });

  it('of another webhook is none', async () => {
    const standIn = await openStandIn();
    expect(await transportTo(standIn).webhook?.(request())).toEqual({ kind: 'refused' });
  });
});

/** What the transport reads of events that the stand-in posts. */
async function reported(events: readonly StandInEvent[], reporting: object = {}) {
  const standIn = await openStandIn();
  const transport = transportTo(standIn);
  const host = await openHost(async (one) => {
    results.push(await transport.webhook?.(one));
    return 204;
  });
  const results: (WebhookResult | undefined)[] = [];
  await transport.registerWebhook(host.url);
  await transport.send(mail(), sending());
  await standIn.report(standIn.mails, events, reporting);
  const read = results.flatMap((result) => {
    if (result?.kind !== 'accepted') throw new Error('refused');
    return result.events;
  });
  return { standIn, results, events: read };
}

describe('an event says what became of a mail', () => {
  it.each<[string, readonly string[]]>([
    ['processed', ['sent']],
    ['deferred', ['delayed']],
    ['delivered', ['delivered']],
    ['bounce', ['undelivered']],
    ['dropped', ['failed']],
    ['open', ['opened']],
    ['click', ['clicked']],
    ['spamreport', ['complained']],
    ['unsubscribe', ['unsubscribed']],
    ['group_unsubscribe', ['unsubscribed']],
    ['group_resubscribe', []],
    ['account_status_change', []],
    ['toString', []],
  ])('%s: %j', async (event, types) => {
    expect((await reported([{ event }])).events.map(({ type }) => type)).toEqual(types);
  });

  it('with its handle, its time, its id and a key by which a repetition is known', async () => {
    const at = new Date('2026-11-29T11:59:01Z');
    const { standIn, events } = await reported([{ event: 'delivered', at }], { times: 2 });
    const [one, again] = events;
    expect(one).toEqual({
      correlation,
      type: 'delivered',
      at,
      providerId: standIn.mails[0]?.messageId,
      detail: 'SendGrid: delivered',
      dedupeKey: expect.stringMatching(/^sendgrid\/.{24}$/),
    });
    expect(again).toEqual(one);
  });

  it('but nothing of the reader where a program loads images for everybody', async () => {
    const { events } = await reported([{ event: 'open', machine: true }, { event: 'open' }]);
    expect(events).toHaveLength(1);
  });

  it.each<[StandInEvent, string, string | undefined]>([
    [{ event: 'bounce', bounceClassification: 'Invalid Address' }, 'recipient', 'Invalid Address'],
    [{ event: 'bounce', bounceClassification: 'Mailbox Unavailable' }, 'temporary', 'Mailbox Unavailable'],
    [{ event: 'bounce', bounceClassification: 'Technical Failure' }, 'temporary', 'Technical Failure'],
    [
      { event: 'bounce', bounceClassification: 'Frequency or Volume Too High' },
      'temporary',
      'Frequency or Volume Too High',
    ],
    [{ event: 'bounce', bounceClassification: 'Reputation' }, 'blocked', 'Reputation'],
    [{ event: 'bounce', bounceClassification: 'Content' }, 'content', 'Content'],
    [{ event: 'bounce', bounceClassification: 'Unclassified', status: '5.1.1' }, 'recipient', '5.1.1'],
    [{ event: 'bounce', bounceClassification: 'Unclassified', status: '5.7.1' }, 'blocked', '5.7.1'],
    [{ event: 'bounce', bounceClassification: 'Unclassified', status: '5.2.2' }, 'temporary', '5.2.2'],
    [{ event: 'bounce', status: '5.0.0', reason: 'To hush@acme.example' }, 'temporary', '5.0.0'],
    [{ event: 'bounce', reason: 'To hush@acme.example', status: 'hush' }, 'temporary', undefined],
    [{ event: 'dropped', reason: 'Bounced Address' }, 'recipient', 'Bounced Address'],
    [{ event: 'dropped', reason: 'Invalid' }, 'recipient', 'Invalid'],
    [{ event: 'dropped', reason: 'Unsubscribed Address' }, 'opted_out', 'Unsubscribed Address'],
    [{ event: 'dropped', reason: 'Spam Reporting Address' }, 'opted_out', 'Spam Reporting Address'],
    [{ event: 'dropped', reason: 'Spam Content' }, 'content', 'Spam Content'],
    [{ event: 'dropped', reason: 'Invalid SMTPAPI header' }, 'content', 'Invalid SMTPAPI header'],
    [
      { event: 'dropped', reason: 'Recipient List over Package Quota' },
      'configuration',
      'Recipient List over Package Quota',
    ],
    [{ event: 'dropped', reason: 'hush' }, 'temporary', undefined],
  ])('%j is a failure of class %s', async (event, failureClass, code) => {
    const [{ failure } = { failure: undefined }] = (await reported([event])).events;
    expect([failure?.class, failure?.code]).toEqual([failureClass, code]);
    expect(JSON.stringify(failure)).not.toContain('hush');
  });
});

describe('a batch', () => {
  it('of a thousand is one request', async () => {
    const { results, events } = await reported(Array.from({ length: 1_000 }, () => ({ event: 'open' })));
    expect([results.length, events.length]).toEqual([1, 1_000]);
    expect(new Set(events.map(({ dedupeKey }) => dedupeKey)).size).toBe(1_000);
  });

  it('is read also where some of it is of nobody’s or cannot be read', async () => {
    const { createSign, generateKeyPairSync } = await import('node:crypto');
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const verificationKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    const now = new Date();
    const timestamp = `${Math.floor(now.getTime() / 1000)}`;
    const body = JSON.stringify([
      null,
      'text',
      { event: 7 },
      { event: 'delivered', timestamp: 'yesterday', sg_event_id: 7, postern: {}, sg_message_id: null },
      { event: 'bounce', postern: correlation, sg_message_id: 'a.b.c.filter0001.16648.5515E0B88.0' },
    ]);
    const signature = createSign('sha256').update(timestamp).update(body).sign(privateKey, 'base64');
    const transport = sendgrid({ apiKey: 'SG.key', verificationKey, clock: () => now });
    expect(await transport.webhook?.(request({ signature, timestamp, body }))).toEqual({
      kind: 'accepted',
      inbound: [],
      events: [
        { type: 'delivered', at: now, detail: 'SendGrid: delivered' },
        {
          correlation,
          type: 'undelivered',
          at: now,
          detail: 'SendGrid: bounce',
          providerId: 'a.b.c',
          failure: expect.objectContaining({ class: 'temporary' }),
        },
      ],
    });
    const notJson = createSign('sha256').update(timestamp).update('{').sign(privateKey, 'base64');
    expect(await transport.webhook?.(request({ signature: notJson, timestamp, body: '{' }))).toEqual({
      kind: 'accepted',
      events: [],
      inbound: [],
    });
  });

  it('may come in any order, in parts and repeatedly', async () => {
    const all = [...delivered, ...bounced(), ...dropped()];
    const { events } = await reported(all, { shuffled: true, times: 3, batch: 4 });
    expect(events).toHaveLength(15);
    expect(new Set(events.map(({ dedupeKey }) => dedupeKey)).size).toBe(5);
  });
});

describe('the webhook is registered', () => {
  const url = 'https://acme.example/messaging/callback/email/sendgrid';

  it('once, with all that is of use, and signed', async () => {
    const standIn = await openStandIn();
    const transport = transportTo(standIn);
    const { verificationKey: signingSecret } = standIn.options;
    expect(await transport.registerWebhook(url)).toEqual({ signingSecret });
    expect(await transport.registerWebhook(url)).toEqual({ signingSecret });
    expect(standIn.webhooks).toMatchObject([
      { url, enabled: true, signed: true, delivered: true, bounce: true, group_resubscribe: false },
    ]);
  });

  it('beside one of somebody else’s, which stays as it was', async () => {
    const standIn = await openStandIn();
    const transport = transportTo(standIn);
    await transport.registerWebhook('https://other.example/');
    const [theirs] = standIn.webhooks;
    const made = await transport.registerWebhook(url);
    expect(await transport.registerWebhook(url)).toEqual(made);
    expect(standIn.webhooks).toMatchObject([{ ...theirs }, { id: made.id, url, signed: true }]);
    expect(made.signingSecret).toBe(standIn.options.verificationKey);
  });

  it('not where the account may have no more', async () => {
    const standIn = await openStandIn({ maxWebhooks: 1 });
    const transport = transportTo(standIn);
    await transport.registerWebhook('https://other.example/');
    await expect(transport.registerWebhook(url)).rejects.toMatchObject({ code: 'transport_misconfigured' });
    expect(standIn.webhooks).toMatchObject([{ url: 'https://other.example/' }]);
  });

  it('also in an account that shows none at all', async () => {
    const path = '/v3/user/webhooks/event/settings';
    const standIn = await openStandIn({
      intercept: (call) => (call.method === 'GET' && call.path === path ? { status: 404 } : undefined),
    });
    expect(await transportTo(standIn).registerWebhook(url)).toMatchObject({
      id: standIn.webhooks[0]?.id,
    });
  });
});
