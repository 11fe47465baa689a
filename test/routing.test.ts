import { memory, memoryTransport } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProviderEvent } from '../src/adapter.ts';
import { type LimitStore, Messaging, type MessagingConfig, type SendResult } from '../src/index.ts';
import { TestProvider } from './support/provider.ts';

const sms = { to: { address: '+447400123456' }, text: 'Hello' };
const refused = (failureClass: 'blocked' | 'recipient' | 'opted_out'): SendResult => ({
  outcome: 'rejected',
  failure: { class: failureClass, message: 'refused' },
});
const failing = (outcome: 'retry' | 'unknown' | 'paused'): SendResult => ({
  outcome,
  failure: { class: 'network', message: outcome },
});

function open(transports: readonly TestProvider[], extra: Partial<MessagingConfig> = {}) {
  let now = new Date('2030-01-01T12:00:00Z');
  const clock = () => now;
  const wiring = memory({ clock });
  const messaging = new Messaging({
    site: { id: 'acme', name: 'Acme' },
    secret: 'x'.repeat(32),
    ...wiring,
    sms: transports,
    clock,
    ...extra,
  });
  return {
    messaging,
    ...wiring,
    clock,
    advance: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
  };
}

describe('several transports', () => {
  it.each<[string, SendResult]>([
    ['an outage', failing('paused')],
    ['a temporary refusal', failing('retry')],
    ['a refusal of the account', refused('blocked')],
  ])('go on to the next after %s, and the record says which took it', async (_what, result) => {
    const [first, second] = [new TestProvider('first'), new TestProvider('second')];
    first.answer = () => result;
    const t = open([first, second]);
    const { id } = await t.messaging.sms.send(sms);
    await t.messaging.deliverDue();
    expect(await t.messaging.sms.get(id)).toMatchObject({ status: 'sent', transport: 'second', attempts: 1 });
    expect((await t.messaging.sms.get(id)).events.at(-1)?.detail).toContain(
      result.outcome === 'rejected' ? 'refused' : result.outcome,
    );
  });

  it.each<[string, SendResult, string]>([
    ['an ambiguous outcome', failing('unknown'), 'unknown'],
    ['a refusal of the recipient', refused('recipient'), 'failed'],
  ])('stop at %s', async (_what, result, status) => {
    const [first, second] = [new TestProvider('first'), new TestProvider('second')];
    first.answer = () => result;
    const t = open([first, second]);
    const { id } = await t.messaging.sms.send(sms);
    await t.messaging.deliverDue();
    expect((await t.messaging.sms.get(id)).status).toBe(status);
    expect(second.taken).toEqual([]);
  });

  it('leave a paused one alone until its pause ends, and come back to it', async () => {
    const [first, second] = [new TestProvider('first'), new TestProvider('second')];
    let asked = 0;
    first.answer = () => {
      asked += 1;
      return asked === 1 ? failing('paused') : { outcome: 'accepted' };
    };
    const t = open([first, second]);
    for (let n = 0; n < 3; n += 1) {
      await t.messaging.sms.send(sms);
      await t.messaging.deliverDue();
    }
    expect([asked, second.taken.length]).toEqual([1, 3]);
    t.advance(31_000);
    await t.messaging.sms.send(sms);
    await t.messaging.deliverDue();
    expect([asked, first.taken.length]).toEqual([2, 1]);
  });

  it('keep the backlog while all pause', async () => {
    const all = [new TestProvider('first'), new TestProvider('second')];
    for (const one of all) one.answer = () => failing('paused');
    const t = open(all);
    const { id } = await t.messaging.sms.send(sms);
    await t.messaging.deliverDue();
    expect(await t.messaging.sms.get(id)).toMatchObject({ status: 'queued', attempts: 0 });
  });

  it('need names of their own', () => {
    expect(() => open([new TestProvider('a'), new TestProvider('a')])).toThrow(
      expect.objectContaining({ code: 'invalid_config' }),
    );
  });
});

describe('rate limits', () => {
  it('let a transport’s burst through, then its rate', async () => {
    const provider = Object.assign(new TestProvider(), { rate: { perSecond: 2, burst: 4 } });
    const t = open([provider]);
    for (let n = 0; n < 10; n += 1) await t.messaging.sms.send(sms);
    const sent: number[] = [];
    for (let tick = 0; tick < 6; tick += 1) {
      await t.messaging.deliverDue();
      sent.push(provider.taken.length);
      t.advance(500);
    }
    expect(sent).toEqual([4, 5, 6, 7, 8, 9]);
    expect((await t.messaging.sms.history()).items.every(({ attempts }) => attempts <= 1)).toBe(true);
  });

  it('are shared by all workers on one storage', async () => {
    const make = () => Object.assign(new TestProvider(), { rate: { perSecond: 10, burst: 1 } });
    const [one, two] = [make(), make()];
    const first = open([one]);
    const second = new Messaging({
      site: { id: 'acme', name: 'Acme' },
      secret: 'x'.repeat(32),
      storage: first.storage,
      queue: first.queue,
      sms: two,
      clock: first.clock,
    });
    for (let n = 0; n < 60; n += 1) await first.messaging.sms.send(sms);
    for (let tick = 0; tick < 40; tick += 1) {
      await Promise.all([first.messaging.deliverDue(), second.deliverDue()]);
      first.advance(100);
    }
    expect(one.taken.length + two.taken.length).toBe(40);
  });

  it('are kept by a running worker without anybody waking it', async () => {
    const provider = Object.assign(new TestProvider(), { rate: { perSecond: 50, burst: 1 } });
    const messaging = new Messaging({
      site: { id: 'acme', name: 'Acme' },
      secret: 'x'.repeat(32),
      ...memory(),
      sms: provider,
    });
    for (let n = 0; n < 20; n += 1) await messaging.sms.send(sms);
    let left = 20;
    const done = new Promise<void>((resolve) => {
      messaging.on('message.sent', () => {
        left -= 1;
        if (left === 0) resolve();
      });
    });
    const begun = Date.now();
    await messaging.start();
    await done;
    await messaging.stop();
    // 19 waits of 20 ms; the sweep alone would take minutes.
    expect(Date.now() - begun).toBeGreaterThan(300);
  });

  it('are not shared by transports of two channels that have one name', async () => {
    const rate = { perSecond: 0.001, burst: 1 };
    const email = Object.assign(memoryTransport({ channel: 'email' }), { rate });
    const phones = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
    const t = await testMessaging({ email, sms: Object.assign(phones, { rate }) });
    await t.messaging.email.send({ to: { address: 'jo@a.example' }, subject: 'x', text: 'x' });
    await t.messaging.sms.send(sms);
    await t.deliverAll();
    expect(t.sent.map(({ channel }) => channel)).toEqual(['email', 'sms']);
  });

  it('hold each site to its own', async () => {
    const provider = new TestProvider();
    const t = open([provider], {
      sites: [{ id: 'b', name: 'B' }],
      delivery: { perSender: { sms: { perSecond: 1, burst: 2 } } },
    });
    for (let n = 0; n < 4; n += 1) await t.messaging.sms.send(sms);
    await t.messaging.forSite('b').sms.send(sms);
    await t.messaging.deliverDue();
    expect(provider.taken.map(({ message }) => message.site).sort()).toEqual(['acme', 'acme', 'b']);
    t.advance(1_000);
    await t.messaging.deliverDue();
    expect(provider.taken).toHaveLength(4);
  });

  it('are kept where `limits` says, and then not in the storage', async () => {
    const elsewhere = memory().storage.limits;
    const keys = new Set<string>();
    const limits: LimitStore = {
      take: (bucket, want) => {
        keys.add(bucket.key);
        return elsewhere.take(bucket, want);
      },
      giveBack: (bucket, count) => elsewhere.giveBack(bucket, count),
      hold: (limit, holding) => elsewhere.hold(limit, holding),
    };
    const rate = { perSecond: 1, burst: 2 };
    const [first, second] = [new TestProvider('first'), new TestProvider('second')];
    first.answer = () => failing('retry');
    const t = open([Object.assign(first, { rate }), Object.assign(second, { rate })], {
      limits,
      delivery: { perSender: { sms: rate } },
    });
    const never = async () => expect.fail('the storage was asked');
    Object.assign(t.storage.limits, { take: never, giveBack: never, hold: never });
    for (let n = 0; n < 4; n += 1) await t.messaging.sms.send(sms);
    await t.messaging.deliverDue();
    expect(second.taken).toHaveLength(2);
    expect([...keys].sort()).toEqual(['sender/sms/acme', 'transport/sms/first', 'transport/sms/second']);
  });

  it.each([{}, 5, { take() {} }])('are refused where they are no store: %o', (limits) => {
    expect(() => open([], { limits: limits as never })).toThrow(
      expect.objectContaining({ code: 'invalid_config', message: expect.stringContaining('"limits"') }),
    );
  });

  it('slow the channel, not one message, where the provider asks for time', async () => {
    const provider = new TestProvider();
    let asked = 0;
    provider.answer = () => {
      asked += 1;
      return asked === 1 ? { ...failing('paused'), afterMs: 5_000 } : { outcome: 'accepted' };
    };
    const t = open([provider], { delivery: { concurrency: { sms: 1 } } });
    for (let n = 0; n < 3; n += 1) await t.messaging.sms.send(sms);
    await t.messaging.deliverDue();
    t.advance(4_999);
    await t.messaging.deliverDue();
    expect(asked).toBe(1);
    t.advance(1);
    await t.messaging.deliverDue();
    expect(provider.taken).toHaveLength(3);
  });
});

describe('beforeSend', () => {
  it('can veto and delay each hand-over, and is asked again', async () => {
    const quietUntil = new Date('2030-01-01T13:00:00Z');
    const asked: string[] = [];
    const t = await testMessaging({
      beforeSend: ({ message, content, attempt }) => {
        asked.push(`${message.to.address} ${content.subject} ${attempt}`);
        if (message.to.address.startsWith('no')) return { veto: 'no consent' };
        return t.now < quietUntil ? { delayUntil: quietUntil } : undefined;
      },
    });
    const yes = await t.messaging.email.send({ to: { address: 'yes@a.example' }, subject: 'Hi', text: 'x' });
    const no = await t.messaging.email.send({ to: { address: 'no@a.example' }, subject: 'Hi', text: 'x' });
    await t.deliverAll();
    expect(await t.messaging.email.get(no.id)).toMatchObject({
      status: 'suppressed',
      failure: { class: 'blocked', message: expect.stringContaining('no consent') },
    });
    expect(await t.messaging.email.get(yes.id)).toMatchObject({
      status: 'queued',
      attempts: 0,
      dueAt: quietUntil,
    });
    t.advance(3_600_000);
    await t.deliverAll();
    expect(t.sent.map(({ to }) => to.address)).toEqual(['yes@a.example']);
    expect(asked.filter((one) => one.startsWith('yes'))).toEqual([
      'yes@a.example [Test] Hi 1',
      'yes@a.example [Test] Hi 1',
    ]);
  });

  it('delays what it fails on, and tells', async () => {
    const faults: string[] = [];
    let broken = true;
    const t = await testMessaging({
      beforeSend: () => {
        if (broken) throw new Error('consent service');
        return undefined;
      },
    });
    t.messaging.on('error', ({ during }) => faults.push(during));
    await t.messaging.sms.send(sms);
    await t.deliverAll();
    t.expectNothingSent();
    expect(faults).toEqual(['beforeSend']);
    broken = false;
    t.advance(60_000);
    await t.deliverAll();
    expect(t.sent).toHaveLength(1);
  });
});

describe('what providers say of an address', () => {
  it.each<[string, SendResult, 'email' | 'sms', string | undefined]>([
    ['an unknown mailbox', refused('recipient'), 'email', 'bounced'],
    ['a blocked mail', refused('blocked'), 'email', undefined],
    ['an opt-out', refused('opted_out'), 'sms', 'opted_out'],
    ['a number that cannot be reached', refused('recipient'), 'sms', undefined],
  ])('%s: the next message to it says so', async (_what, result, channel, reason) => {
    const t = await testMessaging();
    t[channel].answer(() => result);
    if (channel === 'email')
      await t.messaging.email.send({ to: { address: 'jo@a.example' }, subject: 'x', text: 'x' });
    else await t.messaging.sms.send(sms);
    await t.deliverAll();
    const entry =
      channel === 'email'
        ? await t.messaging.email.suppressions.find('jo@a.example')
        : await t.messaging.sms.suppressions.find(sms.to.address);
    expect(entry?.reason).toBe(reason);
  });

  it('a complaint and a late bounce suppress too', async () => {
    const t = await testMessaging();
    const send = (address: string) => t.messaging.email.send({ to: { address }, subject: 'x', text: 'x' });
    const [a, b, c] = [await send('a@a.example'), await send('b@a.example'), await send('c@a.example')];
    await t.deliverAll();
    await t.messaging.report({ messageId: a.id, type: 'complained', at: t.now });
    await t.messaging.report({
      messageId: b.id,
      type: 'undelivered',
      at: t.now,
      failure: { class: 'recipient', message: 'gone' },
    });
    await t.messaging.report({
      messageId: c.id,
      type: 'undelivered',
      at: t.now,
      failure: { class: 'temporary', message: 'full' },
    });
    const statuses = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => (await send(`${name}@a.example`)).status),
    );
    expect(statuses).toEqual(['suppressed', 'suppressed', 'queued']);
  });
});

describe('reconciling', () => {
  it('adopts what the provider lists, a minute later, and leaves open what it does not', async () => {
    const provider = new TestProvider();
    provider.answer = () => failing('unknown');
    const t = open([provider], { delivery: { sweepEveryMs: 100 } });
    const { id } = await t.messaging.sms.send(sms);
    await t.messaging.deliverDue();
    const moved = new Promise<string>((resolve) =>
      t.messaging.on('message.sent', ({ message }) => resolve(message.status)),
    );
    await t.messaging.start();
    provider.finding = { kind: 'found', providerId: 'SM1', type: 'sent' };
    t.advance(60_000);
    expect(await moved).toBe('sent');
    await t.messaging.stop();
    expect(await t.messaging.sms.get(id)).toMatchObject({ status: 'sent', providerId: 'SM1', attempts: 1 });
    expect(provider.taken).toHaveLength(1);
  });

  it('does not adopt what is known as another message: two equal texts to one number look alike there', async () => {
    const provider = new TestProvider();
    const t = open([provider], { delivery: { sweepEveryMs: 100 } });
    provider.answer = () => ({ outcome: 'accepted', providerId: 'SM1' });
    await t.messaging.sms.send(sms);
    await t.messaging.deliverDue();
    provider.answer = () => failing('unknown');
    const { id } = await t.messaging.sms.send(sms);
    await t.messaging.deliverDue();
    provider.finding = { kind: 'found', providerId: 'SM1', type: 'sent' };
    const asked = new Promise<void>((resolve) => {
      const find = provider.find;
      Object.assign(provider, { find: () => find().finally(() => setImmediate(resolve)) });
    });
    t.advance(60_000);
    await t.messaging.start();
    await asked;
    await t.messaging.stop();
    expect((await t.messaging.sms.get(id)).status).toBe('unknown');
  });

  it('does not adopt what another site’s message is known as, nor one found before', async () => {
    const provider = new TestProvider();
    const t = open([provider], {
      delivery: { sweepEveryMs: 100 },
      sites: [{ id: 'other', name: 'Other', prefix: { sms: '' } }],
    });
    const other = t.messaging.forSite('other');
    provider.answer = () => failing('unknown');
    const first = await other.sms.send(sms);
    await t.messaging.deliverDue();
    provider.finding = { kind: 'found', providerId: 'SM1', type: 'sent' };
    expect(
      await t.messaging
        .forSite('other')
        .report({ messageId: first.id, type: 'sent', at: t.clock(), providerId: 'SM1' }),
    ).toBe('moved');
    const second = await t.messaging.sms.send(sms);
    await t.messaging.deliverDue();
    const asked = new Promise<void>((resolve) => {
      const find = provider.find;
      Object.assign(provider, { find: () => find().finally(() => setImmediate(resolve)) });
    });
    t.advance(60_000);
    await t.messaging.start();
    await asked;
    await t.messaging.stop();
    expect((await t.messaging.sms.get(second.id)).status).toBe('unknown');
  });

  type Step = 'answer' | 'sent' | 'delivered' | 'found';
  const steps = fc.shuffledSubarray<Step>(['answer', 'sent', 'delivered', 'found'], { minLength: 1 });
  const ending = fc.constantFrom<'accepted' | 'unknown'>('accepted', 'unknown');

  it('ends the same whatever the order, repetition and loss of answer, callbacks and look-ups, with no second hand-over', async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        ending,
        fc.array(fc.nat(3), { maxLength: 4 }),
        async (order, outcome, repeats) => {
          const provider = new TestProvider();
          const t = open([provider]);
          const { id } = await t.messaging.sms.send(sms);
          const event = (type: ProviderEvent['type']) =>
            t.messaging.report({ messageId: id, type, at: t.clock(), attempt: 1 });
          const act = async (step: Step) => {
            if (step === 'found')
              await t.messaging.report({
                messageId: id,
                type: 'sent',
                at: t.clock(),
                attempt: 1,
                dedupeKey: 'found/SM1',
              });
            else if (step !== 'answer') await event(step);
          };
          const all = [...order, ...repeats.flatMap((index) => order[index] ?? [])];
          const before = all.slice(0, Math.max(0, all.indexOf('answer')));
          provider.answer = async () => {
            for (const step of before) await act(step);
            return outcome === 'accepted' ? { outcome } : failing('unknown');
          };
          await t.messaging.deliverDue();
          for (const step of all.slice(before.length)) await act(step);
          t.advance(86_400_000);
          await t.messaging.deliverDue();
          const reported = all.filter((step) => step !== 'answer');
          const expected = reported.includes('delivered')
            ? 'delivered'
            : reported.length > 0 || outcome === 'accepted'
              ? 'sent'
              : 'unknown';
          expect((await t.messaging.sms.get(id)).status).toBe(expected);
          expect(provider.taken).toHaveLength(1);
        },
      ),
      { numRuns: 300 },
    );
  });
});
