import type { HttpPost } from 'postern/testing';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { resend } from '../src/index.ts';
import { delivered, type StandInEvent } from '../src/testing/index.ts';
import { closedAfterTest, openStandIn, transportTo } from './support/fixtures.ts';
import { correlation, outgoing, sending } from './support/messages.ts';

const url = 'https://acme.example/messaging/callback/email/resend';
const now = new Date('2026-11-23T09:30:00Z');

async function sent() {
  const standIn = await openStandIn({ clock: () => now });
  const transport = transportTo(standIn, { clock: () => now });
  await transport.send(outgoing(), sending());
  const [mail] = standIn.mails;
  if (!mail) throw new Error('nothing was taken');
  const read = ({ body, headers = {} }: HttpPost) =>
    transport.webhook({ method: 'POST', url, headers: new Headers(headers), body: Buffer.from(body) });
  const posted = (event: StandInEvent): HttpPost => {
    const [post] = standIn.posts(url, mail, [event]);
    if (!post) throw new Error('nothing was posted');
    return post;
  };
  const typesOf = async (event: StandInEvent) => {
    const result = await read(posted(event));
    return result.kind === 'accepted' ? result.events : [];
  };
  return { standIn, transport, mail, read, posted, typesOf };
}

describe('an event of Resend’s', () => {
  it('names its hand-over, the mail there, its time, and a key by which a repetition is known', async () => {
    const { mail, read, posted } = await sent();
    const post = posted({ type: 'email.delivered', at: new Date('2026-11-23T09:29:00Z') });
    const result = await read(post);
    expect(result).toEqual({
      kind: 'accepted',
      inbound: [],
      events: [
        {
          type: 'delivered',
          correlation,
          at: new Date('2026-11-23T09:29:00Z'),
          providerId: mail.id,
          detail: 'Resend: email.delivered',
          dedupeKey: `resend/${post.headers?.['svix-id']}/delivered`,
        },
      ],
    });
    expect(await read(post)).toEqual(result);
  });

  it('finds the handle in tags written as a list, too', async () => {
    const { standIn, mail, read } = await sent();
    const [post] = standIn.posts(url, mail, delivered);
    const body = JSON.parse(post?.body ?? '');
    body.data.tags = [{ name: 'postern', value: correlation }];
    const text = JSON.stringify(body);
    const signature = new Webhook(standIn.options.webhookSecret).sign('msg_1', now, text);
    const time = `${now.getTime() / 1000}`;
    const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': time, 'webhook-signature': signature };
    expect(await read({ url, body: text, headers })).toMatchObject({ events: [{ correlation }] });
  });

  const bounce = (type: string, subType: string) => ({ bounce: { type, subType, message: 'It came back.' } });
  const suppressed = (reason: string) => ({
    suppressed: { type: 'Suppressed', reason, message: 'On the list.' },
  });
  it.each<[string, object, string | undefined, string?]>([
    ['email.scheduled', {}, undefined],
    ['email.sent', {}, 'sent'],
    ['email.delivered', {}, 'delivered'],
    ['email.delivery_delayed', {}, 'delayed'],
    ['email.complained', {}, 'complained'],
    ['email.opened', {}, 'opened'],
    ['email.clicked', {}, 'clicked'],
    ['email.bounced', bounce('Permanent', 'General'), 'undelivered', 'recipient'],
    ['email.bounced', bounce('Permanent', 'NoEmail'), 'undelivered', 'recipient'],
    ['email.bounced', bounce('Transient', 'General'), 'undelivered', 'temporary'],
    ['email.bounced', bounce('Transient', 'MailboxFull'), 'undelivered', 'temporary'],
    ['email.bounced', bounce('Transient', 'MessageTooLarge'), 'undelivered', 'content'],
    ['email.bounced', bounce('Transient', 'ContentRejected'), 'undelivered', 'content'],
    ['email.bounced', bounce('Undetermined', 'Undetermined'), 'undelivered', 'temporary'],
    ['email.suppressed', suppressed('previous_bounce'), 'undelivered', 'recipient'],
    ['email.suppressed', suppressed('previous_complaint'), 'undelivered', 'opted_out'],
    ['email.failed', { failed: { reason: 'reached_daily_quota' } }, 'failed', 'blocked'],
    ['email.received', {}, undefined],
    ['domain.updated', {}, undefined],
  ])('%s %j says "%s", of class %s', async (type, more, says, failureClass) => {
    const { typesOf } = await sent();
    const [event, ...others] = await typesOf({ type: type as 'email.sent', ...more });
    expect(others).toEqual([]);
    expect([event?.type, event?.failure?.class]).toEqual([says, failureClass]);
  });
});

describe('what is refused', () => {
  it.each<[string, (post: HttpPost) => HttpPost]>([
    ['another body', (post) => ({ ...post, body: post.body.replace('email.delivered', 'email.bounced') })],
    ['another time', (post) => headed(post, 'svix-timestamp', `${now.getTime() / 1000 + 1}`)],
    ['another id', (post) => headed(post, 'svix-id', 'msg_other')],
    [
      'another signature',
      (post) => headed(post, 'svix-signature', `v1,${Buffer.alloc(32).toString('base64')}`),
    ],
    ['no signature', (post) => headed(post, 'svix-signature', '')],
  ])('%s', async (_what, change) => {
    const { read, posted } = await sent();
    expect(await read(change(posted({ type: 'email.delivered' })))).toEqual({ kind: 'refused' });
  });

  it('a replay after five minutes', async () => {
    const { standIn, posted } = await sent();
    const { body, headers } = posted({ type: 'email.delivered' });
    const late = transportTo(standIn, { clock: () => new Date(now.getTime() + 301_000) });
    const request = { method: 'POST', url, headers: new Headers(headers), body: Buffer.from(body) };
    expect(await late.webhook(request)).toEqual({ kind: 'refused' });
  });

  it('everything, without a secret', async () => {
    const { standIn, posted } = await sent();
    const { body, headers } = posted({ type: 'email.delivered' });
    const { webhookSecret: _none, ...options } = standIn.options;
    const bare = closedAfterTest(resend({ ...options, clock: () => now }));
    const request = { method: 'POST', url, headers: new Headers(headers), body: Buffer.from(body) };
    expect(await bare.webhook(request)).toEqual({ kind: 'refused' });
  });
});

function headed(post: HttpPost, name: string, value: string): HttpPost {
  return { ...post, headers: { ...post.headers, [name]: value } };
}

describe('registerWebhook()', () => {
  it('makes one, answers its secret, and leaves it at one', async () => {
    const { standIn, transport } = await sent();
    const made = await transport.registerWebhook(url);
    expect(made).toEqual({ id: standIn.webhooks[0]?.id, signingSecret: standIn.options.webhookSecret });
    expect(await transport.registerWebhook(url)).toEqual(made);
    expect(standIn.webhooks).toHaveLength(1);
    expect(standIn.webhooks[0]?.events).toContain('email.bounced');
  });
});
