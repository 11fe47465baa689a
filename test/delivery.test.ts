import { memory, memoryTransport } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { Messaging, type MessagingEvents, type SendResult, type Transport } from '../src/index.ts';

const mail = { to: { address: 'jo@acme.example' }, subject: 'Hi', text: 'Hello' };
const sms = { to: { address: '+447400123456' }, text: 'Hello' };
const hour = 3_600_000;
let t: TestMessaging;

beforeEach(async () => {
  t = await testMessaging({ random: () => 0.5 });
});

const types = async (id: string) => (await t.messaging.email.get(id)).events.map(({ type }) => type);

describe('delivery', () => {
  it('waits for the time a message is scheduled for', async () => {
    const { id, status } = await t.messaging.email.send({
      ...mail,
      scheduledAt: new Date(t.now.getTime() + hour),
    });
    expect(status).toBe('scheduled');
    await t.deliverAll();
    t.expectNothingSent();
    t.advance(hour);
    await t.deliverAll();
    expect(t.sent).toHaveLength(1);
    expect(await types(id)).toEqual(['scheduled', 'sending', 'sent']);
  });

  it('tries again what was not taken, later each time, and gives up after eight', async () => {
    const { id } = await t.messaging.email.send(mail);
    t.email.fail('retry', 8);
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await t.deliverAll();
      const { dueAt } = await t.messaging.email.get(id);
      if (!dueAt) break;
      waits.push((dueAt.getTime() - t.now.getTime()) / 1000);
      t.advance(dueAt.getTime() - t.now.getTime());
    }
    expect(waits).toEqual([7.5, 22.5, 67.5, 202.5, 607.5, 1822.5, 5400]);
    expect(await t.messaging.email.get(id)).toMatchObject({
      status: 'failed',
      attempts: 8,
      failure: { message: expect.any(String) },
    });
    t.expectNothingSent();
  });

  it('fails at once what was refused for good', async () => {
    const { id } = await t.messaging.email.send(mail);
    t.email.fail('rejected');
    await t.deliverAll();
    expect(await types(id)).toEqual(['queued', 'sending', 'failed']);
  });

  it('sends e-mail once more under the same Message-ID where it may have been taken, and says so', async () => {
    const { id } = await t.messaging.email.send(mail);
    t.email.fail('unknown');
    await t.deliverAll();
    expect(await t.messaging.email.get(id)).toMatchObject({
      status: 'queued',
      failure: { class: 'ambiguous' },
    });
    t.advance(hour);
    await t.deliverAll();
    expect(await types(id)).toEqual(['queued', 'sending', 'unknown', 'sending', 'sent']);
    const [first, again, ...more] = t.sent;
    expect(again).toEqual(first);
    expect(more).toEqual([]);
    expect((await t.messaging.email.get(id)).failure).toBeUndefined();
  });

  it('holds an SMS that may have been taken, until a person retries', async () => {
    const { id } = await t.messaging.sms.send(sms);
    t.sms.fail('unknown');
    await t.deliverAll();
    t.advance(24 * hour);
    await t.deliverAll();
    expect(await t.messaging.sms.get(id)).toMatchObject({ status: 'unknown', attempts: 1 });
    await t.messaging.sms.retry(id);
    await t.deliverAll();
    expect(await t.messaging.sms.get(id)).toMatchObject({ status: 'sent', attempts: 2 });
  });

  it('follows a policy that the host chose', async () => {
    t = await testMessaging({ delivery: { unknown: { email: 'hold', sms: 'resend' } } });
    const first = await t.messaging.email.send(mail);
    const second = await t.messaging.sms.send(sms);
    t.email.fail('unknown');
    t.sms.fail('unknown');
    await t.deliverAll();
    expect((await t.messaging.email.get(first.id)).status).toBe('unknown');
    expect((await t.messaging.sms.get(second.id)).status).toBe('queued');
  });

  it('takes what a transport throws for unknown, and tells the host', async () => {
    const faults: unknown[] = [];
    t.messaging.on('error', ({ error }) => faults.push(error));
    const { id } = await t.messaging.sms.send(sms);
    t.sms.fail('throw');
    await t.deliverAll();
    expect(await t.messaging.sms.get(id)).toMatchObject({
      status: 'unknown',
      failure: { class: 'transport_fault' },
    });
    expect(faults).toHaveLength(1);
  });

  it('pauses a channel whose settings are wrong, keeps the backlog and its attempts, and comes back by itself', async () => {
    const seen: string[] = [];
    t.messaging.on('channel.paused', ({ channel, failure }) =>
      seen.push(`${channel} paused: ${failure.class}`),
    );
    t.messaging.on('channel.resumed', ({ channel }) => seen.push(`${channel} resumed`));
    for (let n = 0; n < 30; n += 1) await t.messaging.email.send(mail);
    t.email.fail('paused', 12);
    await t.deliverAll();
    await t.deliverAll();
    expect(await t.messaging.email.overview()).toMatchObject({ sent: 0, counts: { queued: 30, failed: 0 } });
    expect(seen).toEqual(['email paused: configuration']);
    for (let n = 0; n < 4; n += 1) {
      t.advance(5 * 60_000);
      await t.deliverAll();
    }
    expect(await t.messaging.email.overview()).toMatchObject({ sent: 30 });
    expect((await t.messaging.email.history()).items.every(({ attempts }) => attempts === 1)).toBe(true);
    expect(seen.at(-1)).toBe('email resumed');
  });

  it('resumes a paused channel when the host says its cause is mended', async () => {
    await t.messaging.email.send(mail);
    t.email.fail('paused');
    await t.deliverAll();
    expect(t.messaging.resume('email')).toBe(true);
    expect(t.messaging.resume('email')).toBe(false);
    t.advance(60_000);
    await t.deliverAll();
    expect(t.sent).toHaveLength(1);
  });

  it('does not hand over what expired while it waited, nor plan a try after the expiry', async () => {
    const late = await t.messaging.email.send({ ...mail, expiresAt: new Date(t.now.getTime() + 1000) });
    t.advance(1000);
    await t.deliverAll();
    expect(await t.messaging.email.get(late.id)).toMatchObject({
      status: 'failed',
      failure: { class: 'expired' },
    });
    const short = await t.messaging.email.send({ ...mail, expiresAt: new Date(t.now.getTime() + 2000) });
    t.email.fail('retry');
    await t.deliverAll();
    expect(await t.messaging.email.get(short.id)).toMatchObject({ status: 'failed', attempts: 1 });
    t.expectNothingSent();
  });

  it('looks the suppression list up when a message is sent, and again when it is handed over', async () => {
    const entry = {
      site: 'test',
      channel: 'email',
      address: 'jo@acme.example',
      reason: 'opted_out',
      source: 'recipient',
      at: t.now,
    } as const;
    const before = await t.messaging.email.send({ ...mail, to: { address: 'Jo@acme.example' } });
    await t.storage.suppressions.add(entry);
    const after = await t.messaging.email.send(mail);
    expect(after.status).toBe('suppressed');
    await t.deliverAll();
    expect((await t.messaging.email.get(before.id)).status).toBe('suppressed');
    t.expectNothingSent();
    expect((await t.messaging.email.history({ status: 'suppressed' })).items).toHaveLength(2);
  });

  it('cancels and reschedules what waits, retries what failed, and refuses the rest', async () => {
    const { id } = await t.messaging.email.send({ ...mail, scheduledAt: new Date(t.now.getTime() + hour) });
    const later = new Date(t.now.getTime() + 2 * hour);
    expect(await t.messaging.email.reschedule(id, later)).toMatchObject({
      status: 'scheduled',
      dueAt: later,
    });
    await expect(t.messaging.email.reschedule(id, new Date(0))).rejects.toMatchObject({
      code: 'invalid_time',
    });
    await expect(t.messaging.email.retry(id)).rejects.toMatchObject({
      code: 'illegal_status',
      details: { status: 'scheduled' },
    });
    expect(await t.messaging.email.cancel(id)).toMatchObject({ status: 'canceled' });
    await expect(t.messaging.email.cancel(id)).rejects.toMatchObject({ code: 'illegal_status' });
    await expect(t.messaging.email.cancel('msg_none')).rejects.toMatchObject({ code: 'message_not_found' });
    await expect(t.messaging.sms.cancel(id)).rejects.toMatchObject({ code: 'message_not_found' });
    t.advance(3 * hour);
    await t.deliverAll();
    t.expectNothingSent();
  });

  it('lets what waits for its time go at once', async () => {
    const { id } = await t.messaging.email.send({ ...mail, scheduledAt: new Date(t.now.getTime() + hour) });
    expect(await t.messaging.email.reschedule(id, 'now')).toMatchObject({
      status: 'scheduled',
      dueAt: t.now,
    });
    await t.deliverAll();
    expect((await t.messaging.email.get(id)).status).toBe('sent');
  });

  it('applies reports in any order, and once', async () => {
    const { id } = await t.messaging.email.send(mail);
    await t.deliverAll();
    const event = { messageId: id, at: t.now };
    expect(await t.messaging.report({ ...event, type: 'delivered' })).toBe('moved');
    expect(await t.messaging.report({ ...event, type: 'delivered' })).toBe('repeated');
    expect(await t.messaging.report({ ...event, type: 'sent' })).toBe('recorded');
    expect(await t.messaging.report({ ...event, type: 'opened' })).toBe('recorded');
    expect(await t.messaging.report({ ...event, messageId: 'msg_none', type: 'sent' })).toBe('not_found');
    expect(await t.messaging.forSite({ id: 'b', name: 'B' }).report({ ...event, type: 'undelivered' })).toBe(
      'not_found',
    );
    expect((await t.messaging.email.get(id)).status).toBe('delivered');
    expect(
      await t.messaging.report({
        ...event,
        type: 'undelivered',
        failure: { class: 'recipient', message: 'no such user' },
      }),
    ).toBe('moved');
    expect(await t.messaging.email.get(id)).toMatchObject({
      status: 'undelivered',
      failure: { message: 'no such user' },
    });
  });

  it('takes a message that a late report shows as taken out of the queue', async () => {
    const { id } = await t.messaging.email.send(mail);
    t.email.fail('unknown');
    await t.deliverAll();
    await t.messaging.report({ messageId: id, at: t.now, type: 'delivered', attempt: 1 });
    t.advance(hour);
    await t.deliverAll();
    expect(await t.messaging.email.get(id)).toMatchObject({ status: 'delivered', attempts: 1 });
    expect(t.sent).toHaveLength(1);
  });

  it('tells each move, and survives a listener that throws', async () => {
    const seen: string[] = [];
    const faults: string[] = [];
    for (const type of ['queued', 'sending', 'sent'] as const)
      t.messaging.on(`message.${type}`, ({ message }) => seen.push(`${type} ${message.status}`));
    t.messaging.on('message.sent', () => {
      throw new Error('a listener');
    });
    t.messaging.on('message.sent', async () => {
      throw new Error('an async listener');
    });
    t.messaging.on('error', ({ during }) => faults.push(during));
    const off = t.messaging.on('message.sent', () => seen.push('off'));
    off();
    await t.messaging.email.send(mail);
    await t.deliverAll();
    expect(seen).toEqual(['queued queued', 'sending sending', 'sent sent']);
    expect(faults).toEqual(['a listener of message.sent', 'a listener of message.sent']);
  });
});

describe('start and stop', () => {
  const wired = (transport: Transport<'sms'>, extra = {}) =>
    new Messaging({
      site: { id: 'a', name: 'A' },
      secret: 'x'.repeat(32),
      ...memory(),
      sms: transport,
      ...extra,
    });
  const next = <K extends keyof MessagingEvents>(messaging: Messaging, type: K) =>
    new Promise<MessagingEvents[K]>((resolve) => messaging.on(type, resolve));

  it('delivers what is sent while running, and what waited before', async () => {
    const transport = memoryTransport({ channel: 'sms', defaultSender: { address: 'A' } });
    const messaging = wired(transport);
    const before = await messaging.sms.send(sms);
    const sent = next(messaging, 'message.sent');
    await messaging.start();
    expect((await sent).message.id).toBe(before.id);
    const again = next(messaging, 'message.sent');
    const { id } = await messaging.sms.send(sms);
    await again;
    await messaging.stop();
    expect((await messaging.sms.get(id)).status).toBe('sent');
  });

  it('lets a hand-over end before it stops', async () => {
    let finish: (result: SendResult) => void = () => undefined;
    let began: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      began = resolve;
    });
    const slow: Transport<'sms'> = {
      name: 'slow',
      channel: 'sms',
      capabilities: { handOverTimeoutMs: 30_000 },
      defaultSender: { address: 'A' },
      send: () => {
        began();
        return new Promise((resolve) => {
          finish = resolve;
        });
      },
    };
    const messaging = wired(slow);
    await messaging.start();
    const { id } = await messaging.sms.send(sms);
    await begun;
    const stopped = messaging.stop();
    finish({ outcome: 'accepted' });
    await stopped;
    expect((await messaging.sms.get(id)).status).toBe('sent');
  });

  it('aborts a stalled hand-over when its time to drain is up, and gives back what was not taken', async () => {
    let waiting: Promise<unknown> = new Promise(() => undefined);
    const transport = memoryTransport({
      channel: 'sms',
      defaultSender: { address: 'A' },
      latency: () => waiting,
    });
    const messaging = wired(transport, { delivery: { drainMs: 0 } });
    await messaging.start();
    const begun = next(messaging, 'message.sending');
    const { id } = await messaging.sms.send(sms);
    await begun;
    await messaging.stop();
    expect(await messaging.sms.get(id)).toMatchObject({ status: 'queued', attempts: 0 });
    waiting = Promise.resolve();
    const sent = next(messaging, 'message.sent');
    await messaging.start();
    await sent;
    await messaging.stop();
    expect(transport.sent).toHaveLength(1);
  });

  it('is started once however often it is called, and not before the storage is in order', async () => {
    const { storage, queue } = memory();
    let checks = 0;
    const messaging = wired(memoryTransport({ channel: 'sms' }), {
      queue,
      storage: {
        ...storage,
        check: async () => {
          checks += 1;
          if (checks === 1) throw new Error('not migrated');
        },
      },
    });
    await expect(messaging.start()).rejects.toThrow('not migrated');
    await Promise.all([messaging.start(), messaging.forSite({ id: 'b', name: 'B' }).start()]);
    expect(checks).toBe(2);
    await messaging.stop();
    await messaging.stop();
  });
});
