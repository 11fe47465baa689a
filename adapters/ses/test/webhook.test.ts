import { type ProviderEvent, readNotes } from 'postern/adapter';
import type { HttpPost } from 'postern/testing';
import { describe, expect, it } from 'vitest';
import type { SesOptions } from '../src/index.ts';
import { delivered, type StandInEvent, snsError } from '../src/testing/index.ts';
import { openStandIn, transportTo } from './support/fixtures.ts';
import { correlation, outgoing, sending } from './support/messages.ts';

const url = 'https://acme.example/messaging/callback/email/ses';
const now = new Date('2026-11-23T09:30:00Z');

async function sent(options: Partial<SesOptions> = {}) {
  const standIn = await openStandIn({ clock: () => now });
  await transportTo(standIn, { clock: () => now }).send(outgoing(), sending());
  const transport = transportTo(standIn, { clock: () => now, ...options });
  const [mail] = standIn.mails;
  if (!mail) throw new Error('nothing was taken');
  const read = ({ body, headers = {} }: HttpPost) =>
    transport.webhook({ method: 'POST', url, headers: new Headers(headers), body: Buffer.from(body) });
  const posted = async (event: StandInEvent): Promise<HttpPost> => {
    const [post] = await standIn.posts(url, mail, [event]);
    if (!post) throw new Error('nothing was posted');
    return post;
  };
  const eventsIn = async (post: HttpPost): Promise<readonly ProviderEvent[]> => {
    const result = await read(post);
    return result.kind === 'accepted' ? result.events : [];
  };
  return { standIn, transport, mail, read, posted, eventsIn };
}

describe('an event of SES’s', () => {
  it('names its hand-over, the mail there and its time, and is the same however often it comes', async () => {
    const { mail, read, posted } = await sent();
    const at = new Date('2026-11-23T09:29:00.123Z');
    const post = await posted({ eventType: 'Delivery', at });
    const result = await read(post);
    const event = {
      type: 'delivered',
      correlation,
      at,
      providerId: mail.messageId,
      detail: 'Amazon SES: Delivery',
    };
    expect(result).toEqual({ kind: 'accepted', inbound: [], events: [event] });
    expect(await read(post)).toEqual(result);
  });

  const bounce = (bounceType: string, bounceSubType: string) => ({ bounce: { bounceType, bounceSubType } });
  const complaint = (of: object) => ({ complaint: of });
  it.each<[StandInEvent['eventType'], object, string | undefined, string?]>([
    ['Send', {}, 'sent'],
    ['Delivery', {}, 'delivered'],
    ['DeliveryDelay', {}, 'delayed'],
    ['Open', {}, 'opened'],
    ['Click', {}, 'clicked'],
    ['Reject', {}, 'failed', 'content'],
    ['Rendering Failure', {}, 'failed', 'content'],
    ['Complaint', {}, 'complained'],
    ['Complaint', complaint({ complaintFeedbackType: 'not-spam' }), undefined],
    ['Complaint', complaint({ complaintFeedbackType: 'auth-failure' }), undefined],
    ['Complaint', complaint({ complaintSubType: 'OnAccountSuppressionList' }), 'undelivered', 'opted_out'],
    ['Subscription', {}, 'unsubscribed'],
    ['Subscription', { unsubscribeAll: false }, undefined],
    ['Bounce', bounce('Permanent', 'General'), 'undelivered', 'recipient'],
    ['Bounce', bounce('Permanent', 'NoEmail'), 'undelivered', 'recipient'],
    ['Bounce', bounce('Permanent', 'Suppressed'), 'undelivered', 'recipient'],
    ['Bounce', bounce('Permanent', 'OnAccountSuppressionList'), 'undelivered', 'recipient'],
    ['Bounce', bounce('Permanent', 'UnsubscribedRecipient'), 'undelivered', 'opted_out'],
    ['Bounce', bounce('Transient', 'General'), 'undelivered', 'temporary'],
    ['Bounce', bounce('Transient', 'MailboxFull'), 'undelivered', 'temporary'],
    ['Bounce', bounce('Transient', 'MessageTooLarge'), 'undelivered', 'content'],
    ['Bounce', bounce('Transient', 'ContentRejected'), 'undelivered', 'content'],
    ['Bounce', bounce('Transient', 'AttachmentRejected'), 'undelivered', 'content'],
    ['Bounce', bounce('Undetermined', 'Undetermined'), 'undelivered', 'temporary'],
  ])('%s %j says "%s", of class %s', async (eventType, more, says, failureClass) => {
    const { posted, eventsIn } = await sent();
    const [event, ...others] = await eventsIn(await posted({ eventType, ...more }));
    expect(others).toEqual([]);
    expect([event?.type, event?.failure?.class]).toEqual([says, failureClass]);
    const notes = readNotes(event?.failure?.message ?? '');
    expect(notes.map(({ code }) => code === 'quoted')).toEqual(failureClass ? [false] : []);
    expect(event?.at).toEqual(says === undefined ? undefined : now);
    // What a mail server said may hold the address.
    expect(JSON.stringify(event ?? '')).not.toContain('user unknown');
  });

  it('is read as Amazon’s guide shows it', async () => {
    const { standIn, eventsIn } = await sent();
    const shown = {
      eventType: 'Bounce',
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: [
          {
            emailAddress: 'recipient@example.com',
            action: 'failed',
            status: '5.1.1',
            diagnosticCode: 'smtp; 550 5.1.1 user unknown',
          },
        ],
        timestamp: '2017-08-05T00:41:02.669Z',
        feedbackId: '01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000',
        reportingMTA: 'dsn; mta.example.com',
      },
      mail: {
        timestamp: '2017-08-05T00:40:02.012Z',
        source: 'Sender Name <sender@example.com>',
        messageId: 'EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000',
        destination: ['recipient@example.com'],
        tags: { 'ses:configuration-set': ['ConfigSet'], 'ses:source-ip': ['192.0.2.0'] },
      },
    };
    const [event] = await eventsIn(await standIn.snsPost(url, JSON.stringify(shown)));
    expect(event).toEqual({
      type: 'undelivered',
      at: new Date('2017-08-05T00:41:02.669Z'),
      providerId: shown.mail.messageId,
      detail: 'Amazon SES: Bounce',
      failure: expect.objectContaining({ class: 'recipient', code: 'Permanent/General' }),
      dedupeKey: `ses/${shown.bounce.feedbackId}`,
    });
  });

  it.each([
    ['a sentence', 'Successfully validated SNS topic for Amazon SES event publishing.'],
    ['another kind', JSON.stringify({ eventType: 'Never heard', mail: { messageId: 'm', timestamp: now } })],
    ['no event', '{"notificationType":"AmazonSnsSubscriptionSucceeded"}'],
    ['a list', '[]'],
  ])('may be %s, which says nothing', async (_what, text) => {
    const { standIn, read } = await sent();
    expect(await read(await standIn.snsPost(url, text))).toEqual({
      kind: 'accepted',
      events: [],
      inbound: [],
    });
  });
});

describe('what is refused', () => {
  it.each<[string, string, string]>([
    ['another message', 'Delivery', 'Bounce'],
    ['another topic', ':postern"', ':other"'],
    ['another time', now.toISOString(), '2026-11-23T09:30:01.000Z'],
    ['another signature', '"Signature":"', '"Signature":"AAAA'],
    [
      'a certificate from elsewhere',
      '"SigningCertURL":"http://127.0.0.1',
      '"SigningCertURL":"http://127.0.0.2',
    ],
    ['no JSON', '{', ''],
  ])('%s', async (_what, from, to) => {
    const { read, posted } = await sent();
    const post = await posted({ eventType: 'Delivery' });
    expect(post.body).toContain(from);
    expect(await read({ ...post, body: post.body.replace(from, to) })).toEqual({ kind: 'refused' });
  });

  it('everything, without a topic, and of any other', async () => {
    for (const topics of [[], ['arn:aws:sns:eu-west-1:123456789012:other']]) {
      const { standIn, read, posted } = await sent({ topics });
      expect(await read(await posted({ eventType: 'Delivery' }))).toEqual({ kind: 'refused' });
      expect(await read(await standIn.snsPost(url))).toEqual({ kind: 'refused' });
      expect(standIn.subscribers).toEqual([]);
    }
  });
});

describe('a subscription', () => {
  it('is confirmed, as often as SNS asks', async () => {
    const { standIn, read } = await sent();
    const post = await standIn.snsPost(url);
    const accepted = { kind: 'accepted', events: [], inbound: [] };
    expect([await read(post), await read(post)]).toEqual([accepted, accepted]);
    expect(standIn.subscribers).toEqual([url]);
  });

  it('whose URL was changed is not', async () => {
    const { standIn, read } = await sent();
    const post = await standIn.snsPost(url);
    const body = post.body.replace('Action=Confirm', 'Action=Other');
    expect(await read({ ...post, body })).toEqual({ kind: 'refused' });
    expect(standIn.subscribers).toEqual([]);
  });

  it('that cannot be confirmed has SNS ask again', async () => {
    const { standIn, read } = await sent();
    const post = await standIn.snsPost(url);
    standIn.http.intercept = ({ path }) => (path === '/' ? { status: 500 } : undefined);
    await expect(read(post)).rejects.toMatchObject({ code: 'transport_unavailable' });
  });
});

describe('registerWebhook()', () => {
  it('says what is wrong where there is no topic, no such topic, and no leave to subscribe', async () => {
    const misconfigured = { code: 'transport_misconfigured' };
    const other = { topics: ['arn:aws:sns:eu-west-1:123456789012:other'] };
    const none = (await sent({ topics: [] })).transport;
    await expect(none.registerWebhook(url)).rejects.toMatchObject(misconfigured);
    await expect((await sent(other)).transport.registerWebhook(url)).rejects.toMatchObject({
      ...misconfigured,
      details: { code: 'InvalidParameter' },
    });
    const { standIn, transport } = await sent();
    standIn.http.intercept = () => snsError(403, 'AuthorizationError');
    await expect(transport.registerWebhook(url)).rejects.toMatchObject({
      ...misconfigured,
      details: { code: 'AuthorizationError' },
    });
    standIn.http.intercept = () => 'break';
    await expect(transport.registerWebhook(url)).rejects.toMatchObject({ code: 'transport_unavailable' });
  });
});

it('a thousand events in any order are each read', async () => {
  const { standIn, mail, eventsIn } = await sent();
  const events = Array.from({ length: 500 }, () => delivered).flat();
  const posts = await standIn.posts(url, mail, events);
  const read = (await Promise.all(posts.toReversed().map(eventsIn))).flat();
  expect(read).toHaveLength(1_000);
  expect(new Set(read.map((event) => event.correlation))).toEqual(new Set([correlation]));
});
