import { memory, memoryTransport } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import { describe, expect, it } from 'vitest';
import { type Alert, Messaging, type MessagingConfig, type SmsInput } from '../src/index.ts';
import { insertReadySender } from './support/ready-sender.ts';
import { TestRegistry } from './support/registry.ts';

const minute = 60_000;
const hour = 60 * minute;

type Told = readonly ['raised' | 'cleared', Alert['kind']];

/** What is told, in order. */
function listen(messaging: Messaging): Told[] {
  const told: Told[] = [];
  messaging.on('alert.raised', ({ alert }) => told.push(['raised', alert.kind]));
  messaging.on('alert.cleared', ({ alert }) => told.push(['cleared', alert.kind]));
  return told;
}

/** So many mails go out, of which so many bounce and so many are complained of. */
async function mails(t: TestMessaging, count: number, bounced: number, complained = 0): Promise<void> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const to = { address: `jo${n}.${t.now.getTime()}@customer.example` };
    ids.push((await t.messaging.email.send({ to, subject: 'Hi', text: 'Hello' })).id);
  }
  await t.deliverAll();
  const failure = { class: 'recipient', message: 'No such mailbox' } as const;
  for (const messageId of ids.slice(0, bounced))
    await t.messaging.report({ messageId, type: 'undelivered', at: t.now, attempt: 1, failure });
  for (const messageId of ids.slice(bounced, bounced + complained))
    await t.messaging.report({ messageId, type: 'complained', at: t.now, attempt: 1 });
}

function texts(count: number): readonly SmsInput[] {
  return Array.from({ length: count }, () => ({
    to: { address: '+447400123456' },
    text: 'Hi',
    priority: 'high',
  }));
}

const few: MessagingConfig['alerts'] = {
  bounceRate: { share: 0.2, least: 10 },
  complaintRate: { share: 0.1, least: 10 },
};

/** Another minute, in which it is looked. */
async function look(t: TestMessaging, ms = minute): Promise<void> {
  t.advance(ms);
  await t.deliverAll();
}

describe('alerts', () => {
  it('tell of a bounce rate once, keep it while it is not well below, and tell when it is', async () => {
    const t = await testMessaging({ alerts: few });
    const told = listen(t.messaging);
    await mails(t, 10, 2);
    await look(t);
    expect(told).toEqual([]);
    await mails(t, 10, 4);
    await look(t);
    const [alert] = await t.messaging.alerts();
    expect(alert).toEqual({
      kind: 'bounce_rate',
      site: 'test',
      channel: 'email',
      since: t.now,
      detail: '6 of 20 bounced, which is 30 %; 20 % is the limit.',
      notes: [{ code: 'bounce_rate', count: 6, sent: 20, share: 0.3, limit: 0.2 }],
    });
    await look(t);
    await mails(t, 12, 0);
    await look(t);
    expect(told).toEqual([['raised', 'bounce_rate']]);
    await mails(t, 10, 0);
    await look(t);
    expect(told).toEqual([
      ['raised', 'bounce_rate'],
      ['cleared', 'bounce_rate'],
    ]);
    expect(await t.messaging.alerts()).toEqual([]);
  });

  it('forget what is older than the window', async () => {
    const t = await testMessaging({ alerts: few });
    const told = listen(t.messaging);
    await mails(t, 10, 5);
    await look(t);
    expect(told).toHaveLength(1);
    await look(t, 26 * hour);
    expect(told.at(-1)).toEqual(['cleared', 'bounce_rate']);
  });

  it('count what is refused at once as bounced, a repeated report once, and complaints apart', async () => {
    const t = await testMessaging({ alerts: few });
    const told = listen(t.messaging);
    t.email.fail('rejected', 4);
    await mails(t, 10, 0);
    await look(t);
    expect(told).toEqual([['raised', 'bounce_rate']]);
    await mails(t, 10, 0, 3);
    await look(t);
    expect(told).toEqual([
      ['raised', 'bounce_rate'],
      ['raised', 'complaint_rate'],
    ]);
    const details = (await t.messaging.alerts()).map(({ detail }) => detail);
    expect(details[1]).toBe('3 of 20 were reported as unwanted, which is 15 %; 10 % is the limit.');
  });

  it('say nothing of a share of few', async () => {
    const t = await testMessaging({ alerts: few });
    const told = listen(t.messaging);
    await mails(t, 9, 9);
    await look(t);
    expect(told).toEqual([]);
  });

  it('tell of a channel that sends nothing for minutes, and when it does again', async () => {
    const t = await testMessaging();
    const told = listen(t.messaging);
    t.sms.answer(() => 'paused');
    await t.messaging.sms.send({ to: { address: '+447400123456' }, text: 'Hi', priority: 'low' });
    for (let n = 0; n < 4; n += 1) await look(t);
    expect(told).toEqual([]);
    for (let n = 0; n < 3; n += 1) await look(t);
    expect(told).toEqual([['raised', 'channel_paused']]);
    expect((await t.messaging.alerts())[0]).toMatchObject({ kind: 'channel_paused', channel: 'sms' });
    t.sms.answer();
    t.messaging.resume('sms');
    for (let n = 0; n < 5; n += 1) await look(t);
    expect(told.at(-1)).toEqual(['cleared', 'channel_paused']);
  });

  it('tell of what waits for too long by its priority, and when it has gone', async () => {
    const t = await testMessaging({ alerts: { channelPausedMs: false } });
    const told = listen(t.messaging);
    t.sms.answer(() => 'paused');
    // More than are handed over at a time: what tries whether it goes again has a later time then.
    await t.messaging.sms.sendMany(texts(20));
    await t.deliverAll();
    await look(t, minute - 1);
    expect(told).toEqual([]);
    await look(t);
    expect(told).toEqual([['raised', 'overdue']]);
    t.sms.answer();
    t.messaging.resume('sms');
    await look(t);
    await look(t);
    expect(told.at(-1)).toEqual(['cleared', 'overdue']);
  });

  it('tell of a domain that is lost, and of its return', async () => {
    const email = memoryTransport({ channel: 'email', senders: new TestRegistry() });
    const t = await testMessaging({ email });
    const told = listen(t.messaging);
    await t.messaging.email.sender.checkDomain();
    expect(told).toEqual([['raised', 'domain_lost']]);
    const [alert] = await t.messaging.alerts();
    expect(alert).toMatchObject({ site: 'test', channel: 'email', domain: 'sender.example' });
    await look(t);
    await t.messaging.email.sender.checkDomain();
    expect(told).toHaveLength(1);
    t.dns.set('_test.sender.example', 'TXT', ['test-owner=1']);
    await t.messaging.email.sender.checkDomain();
    expect(told.at(-1)).toEqual(['cleared', 'domain_lost']);
  });

  it('forget a lost domain that the sender is no longer in', async () => {
    const email = memoryTransport({ channel: 'email', senders: new TestRegistry() });
    const t = await testMessaging({ email });
    const told = listen(t.messaging);
    await t.messaging.email.sender.checkDomain();
    await t.messaging.email.sender.delete();
    await expect
      .poll(() => told)
      .toEqual([
        ['raised', 'domain_lost'],
        ['cleared', 'domain_lost'],
      ]);
  });

  it('tell of a webhook that failed for days, until it is enabled again, and of none that a person disabled', async () => {
    const wiring = memory();
    const t = await testMessaging({ ...wiring, webhookOptions: { allowPrivateAddresses: true } });
    const told = listen(t.messaging);
    const { webhooks } = t.messaging;
    const { webhook } = await webhooks.create({ url: 'https://127.0.0.1:9/' });
    await webhooks.disable(webhook.id, { actor: 'ada' });
    await look(t);
    expect(told).toEqual([]);
    await webhooks.enable(webhook.id);
    const stored = await wiring.storage.webhooks.find({ site: webhook.site, id: webhook.id });
    if (!stored) throw new Error('gone');
    const { revision, ...record } = stored;
    await wiring.storage.webhooks.save({ ...record, disabled: { at: t.now, reason: 'failing' } }, revision);
    await look(t);
    await look(t);
    expect(told).toEqual([['raised', 'webhook_disabled']]);
    expect((await t.messaging.alerts()).map(({ webhook: of }) => of)).toEqual([webhook.id]);
    await webhooks.enable(webhook.id);
    await look(t);
    expect(told).toEqual([
      ['raised', 'webhook_disabled'],
      ['cleared', 'webhook_disabled'],
    ]);
  });

  it('tell of a subscription that nobody empties, not of what is parked', async () => {
    const wiring = memory();
    const t = await testMessaging({ ...wiring, alerts: { subscriptionLagMs: 10 * minute } });
    const told = listen(t.messaging);
    const { subscriptions } = wiring.storage;
    await subscriptions.open({ name: 'crm' }, { now: t.now });
    await mails(t, 1, 0);
    await look(t, 9 * minute);
    expect(told).toEqual([]);
    await look(t, 2 * minute);
    await look(t);
    expect(told).toEqual([['raised', 'subscription_lagging']]);
    const holder = '3d2fae28-0a4f-4dd3-b3b8-6a1f0fd52a01';
    const query = { name: 'crm', holder, leaseMs: minute, limit: 100, except: [], now: t.now };
    const taken = await subscriptions.take(query);
    await subscriptions.settle(
      'crm',
      (taken?.events ?? []).map(({ id }) => ({ id, to: 'parked', reason: 'TypeError' })),
      { now: t.now },
    );
    await look(t, hour);
    expect(told.at(-1)).toEqual(['cleared', 'subscription_lagging']);
  });

  it('name the webhook whose events lag, and a subscription that looks like one', async () => {
    const wiring = memory();
    const t = await testMessaging(wiring);
    const { subscriptions } = wiring.storage;
    for (const one of [{ name: 'webhook/test/whk_1', site: 'test' }, { name: 'webhook/other/whk_2' }])
      await subscriptions.open(one, { now: t.now });
    await mails(t, 1, 0);
    await look(t, 11 * minute);
    const standing = await t.messaging.alerts();
    const late = 'have been due for 11 min';
    expect(standing.map(({ since: _, ...alert }) => alert)).toEqual([
      {
        ...{ kind: 'subscription_lagging', subscription: 'webhook/other/whk_2' },
        detail: `Events for "webhook/other/whk_2" ${late}: nobody subscribes to it any more, or its handler is slow or fails.`,
        notes: [{ code: 'subscription_lagging', subscription: 'webhook/other/whk_2', minutes: 11 }],
      },
      {
        ...{
          kind: 'subscription_lagging',
          site: 'test',
          webhook: 'whk_1',
          subscription: 'webhook/test/whk_1',
        },
        detail: `Events for a webhook ${late}: it takes them slowly or not at all, or no process posts them.`,
        notes: [{ code: 'webhook_lagging', minutes: 11 }],
      },
    ]);
  });

  it('are told once over all processes', async () => {
    let now = new Date('2030-01-01T12:00:00Z');
    const clock = () => now;
    const wired = memory({ clock });
    await insertReadySender(wired.storage);
    const processes = Array.from({ length: 3 }, () => {
      const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
      sms.answer(() => 'paused');
      const config = { site: { id: 'acme', name: 'Acme' }, secret: 'a secret of at least 32 characters' };
      return new Messaging({ ...config, ...wired, sms, clock });
    });
    const told = processes.map(listen);
    const [first] = processes;
    await first?.sms.sendMany(texts(50));
    for (let n = 0; n < 12; n += 1) {
      now = new Date(now.getTime() + minute);
      for (const process of processes) await process.deliverDue();
    }
    expect(told.flat().sort()).toEqual([
      ['raised', 'channel_paused'],
      ['raised', 'overdue'],
    ]);
  });

  it('show a site its own and those of all sites', async () => {
    const t = await testMessaging({ alerts: few });
    await mails(t, 10, 9);
    await look(t);
    const other = t.messaging.forSite({ id: 'other', name: 'Other' });
    expect(await t.messaging.alerts()).toHaveLength(1);
    expect(await other.alerts()).toEqual([]);
    expect(await other.alerts({ allSites: true })).toHaveLength(1);
  });

  it('may be left off, one by one and altogether', async () => {
    for (const alerts of [
      false,
      { bounceRate: false, complaintRate: false, overdueMs: false, channelPausedMs: false },
    ] as const) {
      const t = await testMessaging({ alerts });
      const told = listen(t.messaging);
      await mails(t, 120, 100);
      t.email.answer(() => 'paused');
      await mails(t, 1, 0);
      for (let n = 0; n < 8; n += 1) await look(t, 10 * minute);
      expect(told).toEqual([]);
    }
  });

  it('refuse thresholds that cannot be meant', async () => {
    const refusals: readonly (readonly [unknown, string])[] = [
      [true, '"alerts" must be of type object.'],
      [{ bounceRate: { share: 5 } }, '"alerts.bounceRate.share" is more than 1.'],
      [{ subscriptionLagMs: 1 }, '"alerts.subscriptionLagMs" is less than 1000.'],
      [{ windowMs: 1 }, '"alerts.windowMs" is less than 3600000.'],
      [{ bounces: false }, '"alerts" has a field that is not known: bounces.'],
    ];
    for (const [alerts, message] of refusals)
      await expect(testMessaging({ alerts: alerts as never }), message).rejects.toMatchObject({
        code: 'invalid_config',
        message,
      });
  });
});
