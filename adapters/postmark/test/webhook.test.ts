import type { ProviderEvent, WebhookResult } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import type { PostmarkTransport } from '../src/index.ts';
import { correlation, openStandIn, transportTo, webhookToken } from './support/fixtures.ts';

const login = (password: string, user = 'postern') =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

async function post(
  transport: PostmarkTransport,
  body: unknown,
  { authorization = login(webhookToken), method = 'POST' } = {},
): Promise<WebhookResult> {
  const bytes = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = new Headers({ authorization, 'content-type': 'application/json' });
  const url = 'https://acme.example/messaging/callback/email/postmark';
  const result = await transport.webhook?.({ method, url, headers, body: Buffer.from(bytes) });
  if (!result) throw new Error('there is a webhook with a token');
  return result;
}

async function eventsOf(body: unknown): Promise<readonly ProviderEvent[]> {
  const result = await post(transportTo(await openStandIn()), body);
  return result.kind === 'accepted' ? result.events : [];
}

const Metadata = { postern: correlation, postern_message: 'msg_1' };

/** As in Postmark's documents (developer/webhooks/bounce-webhook), with our metadata. */
const bounce = {
  RecordType: 'Bounce',
  MessageStream: 'outbound',
  ID: 4323372036,
  Type: 'HardBounce',
  TypeCode: 1,
  Name: 'Hard bounce',
  Tag: 'Test',
  MessageID: '883953f4-6105-42a2-a16a-77a8eac79483',
  Metadata,
  ServerID: 23,
  Description: 'The server was unable to deliver your message (ex: unknown user, mailbox not found).',
  Details: 'Test bounce details',
  Email: 'john@example.com',
  From: 'sender@example.com',
  BouncedAt: '2019-11-05T16:33:54.9070259Z',
  DumpAvailable: true,
  Inactive: true,
  CanActivate: true,
  Subject: 'Test subject',
};
const open = {
  RecordType: 'Open',
  FirstOpen: true,
  MessageID: '883953f4-6105-42a2-a16a-77a8eac79483',
  Metadata,
  ReceivedAt: '2019-11-05T16:33:54.9070259Z',
  Recipient: 'john@example.com',
};
const change = {
  RecordType: 'SubscriptionChange',
  MessageID: '883953f4-6105-42a2-a16a-77a8eac79483',
  ServerID: 23,
  MessageStream: 'outbound',
  ChangedAt: '2020-02-01T10:53:34.416071Z',
  Recipient: 'bounced-address@wildbit.com',
  Origin: 'Recipient',
  SuppressSending: true,
  SuppressionReason: 'ManualSuppression',
  Metadata,
};

describe('an event', () => {
  it('names its hand-over, its time and why', async () => {
    expect(await eventsOf(bounce)).toEqual([
      {
        correlation,
        type: 'undelivered',
        at: new Date('2019-11-05T16:33:54.907Z'),
        providerId: bounce.MessageID,
        detail: 'Postmark: HardBounce (Test bounce details)',
        dedupeKey: `postmark/HardBounce/${bounce.MessageID}/${bounce.BouncedAt}`,
        failure: { class: 'recipient', code: 'HardBounce', message: expect.any(String) },
      },
    ]);
  });

  it.each<[string, object, string | undefined, string?]>([
    ['Delivery', { RecordType: 'Delivery', DeliveredAt: '2019-11-05T16:33:54Z', Metadata }, 'delivered'],
    ['Open', open, 'opened'],
    ['Click', { ...open, RecordType: 'Click', OriginalLink: 'https://acme.example' }, 'clicked'],
    ['SpamComplaint', { ...bounce, RecordType: 'SpamComplaint', Type: 'SpamComplaint' }, 'complained'],
    ['a soft bounce', { ...bounce, Type: 'SoftBounce' }, 'undelivered', 'temporary'],
    ['an unknown bounce', { ...bounce, Type: 'Unknown' }, 'undelivered', 'temporary'],
    ['a bad address', { ...bounce, Type: 'BadEmailAddress' }, 'undelivered', 'recipient'],
    ['a block', { ...bounce, Type: 'Blocked' }, 'undelivered', 'blocked'],
    ['a spam notification', { ...bounce, Type: 'SpamNotification' }, 'undelivered', 'blocked'],
    ['a virus', { ...bounce, Type: 'VirusNotification' }, 'undelivered', 'content'],
    ['a DMARC policy', { ...bounce, Type: 'DMARCPolicy' }, 'undelivered', 'sender'],
    ['an inactive address', { ...bounce, Type: 'ManuallyDeactivated' }, 'failed', 'blocked'],
    ['an error of the SMTP API', { ...bounce, Type: 'SMTPApiError' }, 'failed', 'content'],
    ['a bounce that asks for no more', { ...bounce, Type: 'Unsubscribe' }, 'unsubscribed'],
    ['a bounce that complains', { ...bounce, Type: 'SpamComplaint' }, 'complained'],
    ['a delay', { ...bounce, Type: 'Transient' }, 'delayed'],
    ['a DNS error', { ...bounce, Type: 'DnsError' }, 'delayed'],
    ['an answering machine', { ...bounce, Type: 'AutoResponder' }, undefined],
    ['a bounce of another type', { ...bounce, Type: 'constructor' }, undefined],
    ['an unsubscription', change, 'unsubscribed'],
    ['one made at Postmark', { ...change, Origin: 'Customer' }, undefined],
    ['one that a bounce made', { ...change, SuppressionReason: 'HardBounce' }, undefined],
    ['a reactivation', { ...change, SuppressSending: false, SuppressionReason: null }, undefined],
    ['a mail that came in', { From: 'a@b.example', MessageID: 'x' }, undefined],
    ['a record of a new kind', { ...open, RecordType: 'Toast' }, undefined],
  ])('%s', async (_name, body, type, of) => {
    const events = await eventsOf(body);
    expect(events.map((event) => event.type)).toEqual(type === undefined ? [] : [type]);
    expect(events[0]?.failure?.class).toBe(of);
  });

  it('has the time of its arrival where it tells none', async () => {
    const now = new Date('2026-11-29T20:00:00Z');
    const transport = transportTo(await openStandIn(), { clock: () => now });
    for (const ReceivedAt of [undefined, 'yesterday', 7]) {
      expect(await post(transport, { ...open, ReceivedAt })).toMatchObject({ events: [{ at: now }] });
    }
  });

  it('of a mail that is not ours names no hand-over', async () => {
    for (const metadata of [undefined, null, {}, { postern: 7 }, 'postern']) {
      const [event] = await eventsOf({ ...bounce, Metadata: metadata });
      expect(event).toMatchObject({ type: 'undelivered' });
      expect(event).not.toHaveProperty('correlation');
    }
  });
});

describe('a webhook', () => {
  it('is answered 200: Postmark posts again after any other status', async () => {
    const transport = transportTo(await openStandIn());
    expect(await post(transport, open)).toMatchObject({ kind: 'accepted', answer: { body: 'OK' } });
  });

  it('is refused without the login, whatever it says', async () => {
    const transport = transportTo(await openStandIn());
    const refused = { kind: 'refused' };
    for (const authorization of [
      '',
      'Basic',
      login(''),
      login('wrong'),
      login(webhookToken, 'other'),
      `Bearer ${webhookToken}`,
    ]) {
      expect(await post(transport, open, { authorization })).toEqual(refused);
    }
  });

  it.each(['', '{', 'null', '7', '[]', '"x"', '[[[]]]', '\u0000'])(
    'that is %j says nothing',
    async (body) => {
      const transport = transportTo(await openStandIn());
      expect(await post(transport, body)).toMatchObject({ kind: 'accepted', events: [], inbound: [] });
    },
  );

  it('of 1,000 events, some of them of no use, is read whole; the same again has the same keys', async () => {
    const many = Array.from({ length: 1_000 }, (_, n) =>
      n % 10 === 0 ? { RecordType: n } : { ...bounce, MessageID: `message-${n}` },
    );
    const keys = async () => (await eventsOf(many)).map(({ dedupeKey }) => dedupeKey);
    const first = await keys();
    expect(new Set(first).size).toBe(900);
    expect(await keys()).toEqual(first);
  });

  it('is there only with a token, and delivery is reported only then', async () => {
    const standIn = await openStandIn();
    const without = transportTo(standIn, { webhookToken: undefined } as object);
    expect([without.webhook, without.registerWebhook]).toEqual([undefined, undefined]);
    expect(without.capabilities.reportsDelivery).toBe(false);
    expect(transportTo(standIn).capabilities.reportsDelivery).toBe(true);
  });
});

describe('registerWebhook', () => {
  const url = 'https://acme.example/messaging/callback/email/postmark';

  it('makes one webhook for the URL and the stream, however often', async () => {
    const standIn = await openStandIn();
    const transport = transportTo(standIn);
    const first = await transport.registerWebhook?.(url);
    expect(first).toEqual({ id: '1' });
    expect(await transport.registerWebhook?.(url)).toEqual(first);
    expect(standIn.webhooks).toMatchObject([
      {
        Url: url,
        MessageStream: 'outbound',
        HttpAuth: { Username: 'postern', Password: webhookToken },
        Triggers: {
          Delivery: { Enabled: true },
          Bounce: { Enabled: true, IncludeContent: false },
          SpamComplaint: { Enabled: true, IncludeContent: false },
          Open: { Enabled: true },
          Click: { Enabled: true },
          SubscriptionChange: { Enabled: true },
        },
      },
    ]);
    const broadcast = transportTo(standIn, { messageStream: 'broadcast', webhookToken: 'another' });
    expect(await broadcast.registerWebhook?.(url)).toEqual({ id: '2' });
  });

  it('gives a known one the token of today', async () => {
    const standIn = await openStandIn();
    await transportTo(standIn, { webhookToken: 'of-yesterday' }).registerWebhook?.(url);
    await transportTo(standIn).registerWebhook?.(url);
    expect(standIn.webhooks.map(({ HttpAuth }) => HttpAuth?.Password)).toEqual([webhookToken]);
  });

  it('says what is wrong', async () => {
    const standIn = await openStandIn();
    const wrong = transportTo(standIn, { serverToken: 'wrong' });
    await expect(wrong.registerWebhook?.(url)).rejects.toMatchObject({ code: 'transport_misconfigured' });
  });
});
