import { once } from 'node:events';
import { memory } from '@postern/memory';
import {
  type TestMessaging,
  TestMessaging as TestMessagingClass,
  testMessaging,
} from '@postern/memory/testing';
import type { MessageEventType, RecordedEvent, SubscribeOptions } from 'postern';
import { describe, expect, it, vi } from 'vitest';

const mail = { to: { address: 'jo@customer.example' }, subject: 'Hello', text: 'Hello Jo' };
const hour = 3_600_000;
const day = 24 * hour;

/** A handler that remembers what it was given, and fails where it is told to. */
function receiver(t: TestMessaging, options: SubscribeOptions = {}) {
  const seen: RecordedEvent[] = [];
  const attempts: number[] = [];
  let fails: (event: RecordedEvent) => boolean = () => false;
  const end = t.messaging.subscribe(
    'crm',
    async (event, { attempt }) => {
      seen.push(event);
      attempts.push(attempt);
      if (fails(event)) throw new TypeError(`No: ${event.message.to.address}`);
    },
    options,
  );
  const typesOf = (id: string) =>
    seen.filter(({ message }) => message.id === id).map(({ event }) => event.type);
  return {
    ...{ seen, attempts, end, typesOf },
    fail: (when: (event: RecordedEvent) => boolean = () => true) => {
      fails = when;
    },
  };
}

/** With a fault listener, or each would be a process warning. */
async function setUp() {
  const t = await testMessaging();
  const faults: { readonly error: unknown; readonly during: string }[] = [];
  t.messaging.on('error', (fault) => faults.push(fault));
  return { t, faults };
}

describe('subscribe()', () => {
  it('hands out what is recorded of a message, in its order, with the message and an id', async () => {
    const { t, faults } = await setUp();
    const crm = receiver(t);
    await t.deliverAll();
    const { id } = await t.messaging.email.send(mail);
    await t.deliverAll();
    await t.messaging.report({ messageId: id, type: 'delivered', at: t.now });
    await t.deliverAll();
    expect(crm.typesOf(id)).toEqual(['queued', 'sending', 'sent', 'delivered']);
    expect(crm.attempts).toEqual([1, 1, 1, 1]);
    const [first] = crm.seen;
    expect(first).toMatchObject({
      site: 'test',
      message: { id, status: 'sent', to: mail.to },
      event: { status: 'queued', attempt: 0 },
    });
    expect(new Set(crm.seen.map((event) => event.id)).size).toBe(4);
    expect(crm.seen.every((event) => event.id.startsWith('evt_'))).toBe(true);
    await t.deliverAll();
    expect(crm.seen).toHaveLength(4);
    expect(faults).toEqual([]);
  });

  it('hands out the types that are wanted, of all sites, from then on', async () => {
    const { t } = await setUp();
    await t.messaging.email.send(mail);
    const crm = receiver(t, { types: ['queued', 'sent'] });
    await t.deliverAll();
    expect(crm.seen.map(({ event }) => event.type)).toEqual(['sent']);
    const other = t.messaging.forSite({ id: 'other', name: 'Other' });
    await other.sms.send({ to: { address: '+447400123456' }, text: 'Hello' });
    await t.deliverAll();
    expect(crm.seen.map(({ site, event }) => `${site} ${event.type}`)).toEqual([
      'test sent',
      'other queued',
      'other sent',
    ]);
  });

  it('begins earlier where that is asked for, once', async () => {
    const { t } = await setUp();
    const old = await t.messaging.email.send(mail);
    await t.deliverAll();
    t.advance(hour);
    const from = t.now;
    const { id } = await t.messaging.email.send(mail);
    await t.deliverAll();
    const crm = receiver(t, { from });
    await t.deliverAll();
    expect([crm.typesOf(old.id), crm.typesOf(id)]).toEqual([[], ['queued', 'sending', 'sent']]);
    await crm.end();
    const again = receiver(t, { from });
    await t.deliverAll();
    expect(again.seen).toEqual([]);
  });

  it('tries again later what a handler throws; what follows it of the message waits, other messages go on', async () => {
    const { t, faults } = await setUp();
    const crm = receiver(t);
    await t.deliverAll();
    const [one, two] = [await t.messaging.email.send(mail), await t.messaging.email.send(mail)];
    crm.fail(({ message, event }) => message.id === one.id && event.type === 'sending');
    await t.deliverAll();
    expect(crm.typesOf(one.id)).toEqual(['queued', 'sending']);
    expect(crm.typesOf(two.id)).toEqual(['queued', 'sending', 'sent']);
    expect(faults).toMatchObject([{ during: 'the subscription crm', error: expect.any(TypeError) }]);
    await t.deliverAll();
    expect(crm.seen).toHaveLength(5);
    t.advance(5_000);
    await t.deliverAll();
    expect(crm.attempts.at(-1)).toBe(2);
    const failing = crm.seen.filter(
      ({ event, message }) => message.id === one.id && event.type === 'sending',
    );
    expect(new Set(failing.map(({ id }) => id)).size).toBe(1);
    crm.fail(() => false);
    t.advance(hour);
    await t.deliverAll();
    expect(crm.typesOf(one.id)).toEqual(['queued', 'sending', 'sending', 'sending', 'sent']);
  });

  it('parks what fails for a day; there it is listed, tried again or skipped', async () => {
    const { t } = await setUp();
    const crm = receiver(t, { types: ['sent', 'delivered'] });
    await t.deliverAll();
    const sent = [
      await t.messaging.email.send(mail),
      await t.messaging.email.send(mail),
      await t.messaging.email.send(mail),
    ];
    crm.fail();
    for (let waited = 0; waited <= day + hour; waited += hour) {
      await t.deliverAll();
      t.advance(hour);
    }
    const tried = crm.seen.length;
    expect(tried).toBeGreaterThan(60);
    t.advance(7 * day);
    for (const { id: messageId } of sent)
      await t.messaging.report({ messageId, type: 'delivered', at: t.now });
    await t.deliverAll();
    expect(crm.seen).toHaveLength(tried);

    const { subscriptions } = t.messaging;
    expect(await subscriptions.list()).toMatchObject([
      { name: 'crm', types: ['sent', 'delivered'], waiting: 3, parked: 3, lagMs: 0, held: false },
    ]);
    const page = await subscriptions.parked('crm', { limit: 2 });
    const rest = await subscriptions.parked('crm', { limit: 2, cursor: page.next ?? '' });
    const parked = [...page.items, ...rest.items];
    expect(parked.map(({ message }) => message.id)).toEqual(sent.map(({ id }) => id));
    expect(parked[0]).toMatchObject({
      site: 'test',
      event: { type: 'sent' },
      reason: 'TypeError',
      attempts: tried / 3,
    });
    expect(JSON.stringify(parked)).not.toContain('No: ');
    expect(rest.next).toBeUndefined();

    crm.fail(() => false);
    const [first, second, third] = parked.map(({ id }) => id);
    expect(await subscriptions.retry('crm', first)).toBe(1);
    expect(await subscriptions.skip('crm', second ?? '')).toBe(true);
    expect(await subscriptions.skip('crm', second ?? '')).toBe(false);
    await t.deliverAll();
    const later = (id: string | undefined) => crm.typesOf(id ?? '').slice(tried / 3);
    expect(sent.map(({ id }) => later(id))).toEqual([['sent', 'delivered'], ['delivered'], []]);
    expect(await subscriptions.retry('crm')).toBe(1);
    await t.deliverAll();
    expect(later(sent[2]?.id)).toEqual(['sent', 'delivered']);
    expect(crm.seen.at(-2)?.id).toBe(third);
    expect((await subscriptions.parked('crm')).items).toEqual([]);
  });

  it('goes slow where one message after another fails, and fast again once one is handled', async () => {
    const { t } = await setUp();
    const crm = receiver(t, { types: ['queued'], concurrency: 3 });
    await t.deliverAll();
    for (let n = 0; n < 60; n += 1) await t.messaging.email.send(mail);
    crm.fail();
    await t.deliverAll();
    // Some that were under way together, and then nobody is hammered.
    expect(crm.seen.length).toBeLessThan(10);
    let tries = crm.seen.length;
    for (let waited = 0; waited < hour; waited += 60_000) {
      t.advance(60_000);
      await t.deliverAll();
      expect(crm.seen.length - tries).toBeLessThanOrEqual(1);
      tries = crm.seen.length;
    }
    expect(tries).toBeLessThan(35);
    crm.fail(() => false);
    t.advance(hour);
    await t.deliverAll();
    expect(new Set(crm.seen.slice(tries).map(({ message }) => message.id)).size).toBe(60);
  });

  it('is not slowed down by one message that keeps failing', async () => {
    const { t } = await setUp();
    const crm = receiver(t, { types: ['queued'] });
    await t.deliverAll();
    const poison = await t.messaging.email.send(mail);
    crm.fail(({ message }) => message.id === poison.id);
    for (let tries = 0; tries < 10; tries += 1) {
      await t.deliverAll();
      t.advance(hour);
    }
    const { id } = await t.messaging.email.send(mail);
    await t.deliverAll();
    expect(crm.typesOf(id)).toEqual(['queued']);
  });

  it('hands out so many messages at once, and one event of each', async () => {
    const { t } = await setUp();
    let [under, most] = [0, 0];
    const busy = new Set<string>();
    t.messaging.subscribe(
      'crm',
      async ({ message }) => {
        expect(busy.has(message.id)).toBe(false);
        busy.add(message.id);
        under += 1;
        most = Math.max(most, under);
        await new Promise((resolve) => setImmediate(resolve));
        under -= 1;
        busy.delete(message.id);
      },
      { concurrency: 3 },
    );
    await t.deliverAll();
    for (let n = 0; n < 20; n += 1) await t.messaging.email.send(mail);
    await t.deliverAll();
    expect(most).toBe(3);
    expect((await t.messaging.subscriptions.list())[0]?.waiting).toBe(0);
  });

  it('gathers what nobody takes, until it is deleted', async () => {
    const { t } = await setUp();
    const crm = receiver(t);
    await t.deliverAll();
    await expect(t.messaging.subscriptions.delete('crm')).rejects.toMatchObject({ code: 'conflict' });
    await crm.end();
    await t.messaging.email.send(mail);
    await t.deliverAll();
    t.advance(hour);
    const [state] = await t.messaging.subscriptions.list();
    expect(state).toMatchObject({
      name: 'crm',
      waiting: 3,
      lagMs: hour,
      oldest: new Date(t.now.getTime() - hour),
    });
    expect(crm.seen).toEqual([]);
    const next = receiver(t);
    await t.deliverAll();
    expect(next.seen).toHaveLength(3);
    await next.end();
    expect(await t.messaging.subscriptions.delete('crm')).toBe(true);
    expect(await t.messaging.subscriptions.delete('crm')).toBe(false);
    expect(await t.messaging.subscriptions.list()).toEqual([]);
  });

  it('refuses a second handler of one name, and what is none', async () => {
    const { t } = await setUp();
    receiver(t);
    expect(() => receiver(t)).toThrow(expect.objectContaining({ code: 'conflict' }));
    const refused = (name: string, options: object = {}) =>
      expect(() => t.messaging.subscribe(name, () => {}, options)).toThrow(
        expect.objectContaining({ code: 'invalid_argument' }),
      );
    refused('');
    refused('jo@acme.example');
    refused('a', { types: ['sended' as MessageEventType] });
    refused('a', { types: [] });
    refused('a', { from: 'yesterday' });
    refused('a', { concurrency: 0 });
    refused('a', { retry: { giveUpAfterMs: -1 } });
    refused('a', { site: 'acme' });
    // @ts-expect-error: a handler is a function.
    expect(() => t.messaging.subscribe('a', 'handler')).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
  });
});

describe('a process that hands out', () => {
  it('does so while it is started, soon after it happens', async () => {
    const t = await testMessaging();
    const events = new EventTarget();
    const seen: string[] = [];
    t.messaging.subscribe('crm', ({ event }) => {
      seen.push(event.type);
      if (event.type === 'sent') events.dispatchEvent(new Event('sent'));
    });
    await t.messaging.start();
    const sent = once(events, 'sent');
    await t.messaging.email.send(mail);
    await sent;
    expect(seen).toEqual(['queued', 'sending', 'sent']);
    await t.messaging.stop();
    await t.messaging.email.send(mail);
    expect(seen).toHaveLength(3);
  });

  it('lets what is under way end when it stops, and the rest comes to the next', async () => {
    const wiring = memory();
    const t = await testMessaging(wiring);
    const begun = new EventTarget();
    const began = once(begun, 'begun');
    let release = () => {};
    const seen: string[] = [];
    t.messaging.subscribe('crm', async ({ event }, { signal }) => {
      seen.push(event.type);
      begun.dispatchEvent(new Event('begun'));
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      expect(signal.aborted).toBe(false);
    });
    await t.messaging.start();
    await t.messaging.email.send(mail);
    await began;
    const other = new TestMessagingClass(wiring);
    const theirs: string[] = [];
    other.messaging.subscribe('crm', ({ event }) => theirs.push(event.type));
    // One at a time: the other gets none while the first is at it.
    await other.deliverAll();
    expect(theirs).toEqual([]);
    const stopped = t.messaging.stop();
    release();
    await stopped;
    await other.deliverAll();
    expect([seen, theirs]).toEqual([['queued'], ['sending', 'sent']]);
  });

  it('tells a handler that will not end to, and counts that as no failure', async () => {
    const t = await testMessaging({ delivery: { drainMs: 0 } });
    const faults = vi.fn();
    t.messaging.on('error', faults);
    const begun = new EventTarget();
    const began = once(begun, 'begun');
    const attempts: number[] = [];
    t.messaging.subscribe('crm', async (_, { signal, attempt }) => {
      attempts.push(attempt);
      if (attempts.length > 1) return;
      begun.dispatchEvent(new Event('begun'));
      await once(signal, 'abort');
      throw new Error('Cut off.');
    });
    const made = t.deliverAll();
    await made;
    await t.messaging.email.send(mail);
    const ending = new AbortController();
    const round = t.messaging.deliverDue({ signal: ending.signal });
    await began;
    ending.abort();
    await round;
    expect(attempts).toEqual([1]);
    await t.deliverAll();
    expect(attempts).toEqual([1, 1, 1, 1]);
    expect(faults).not.toHaveBeenCalled();
  });

  it('ends a subscription when what is under way has ended', async () => {
    const t = await testMessaging();
    const begun = new EventTarget();
    const began = once(begun, 'begun');
    let release = () => {};
    const end = t.messaging.subscribe('crm', async () => {
      begun.dispatchEvent(new Event('begun'));
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    await t.deliverAll();
    await t.messaging.email.send(mail);
    const round = t.deliverAll();
    await began;
    const ended = vi.fn();
    const ending = end().then(ended);
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).not.toHaveBeenCalled();
    release();
    await Promise.all([ending, round]);
    expect((await t.messaging.subscriptions.list())[0]?.waiting).toBe(2);
  });
});
