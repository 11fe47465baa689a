import { memory, memoryStorage } from '@postern/memory';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type ConcurrencyLimit,
  type Holding,
  type LimitStore,
  Messaging,
  type MessagingConfig,
  type SendResult,
  type Transport,
} from '../src/index.ts';
import { TestProvider } from './support/provider.ts';

const sms = { to: { address: '+447400123456' }, text: 'Hello' };
const secret = 'x'.repeat(32);
const site = { id: 'acme', name: 'Acme' };
const accepted: SendResult = { outcome: 'accepted' };

/** What is under way at a provider, over all that hand over to it; each hand-over ends when the test says so. */
class Line {
  most = 0;
  taken = 0;
  readonly #waiting: (() => void)[] = [];
  #open = false;

  get underWay(): number {
    return this.#waiting.length;
  }

  async handOver(): Promise<SendResult> {
    const ended = new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.most = Math.max(this.most, this.underWay);
    if (this.#open) setImmediate(() => this.end());
    await ended;
    return accepted;
  }

  /** Ends the oldest. */
  end(): void {
    this.taken += 1;
    this.#waiting.shift()?.();
  }

  /** Ends all, and from now on each after a moment. */
  open(): void {
    this.#open = true;
    while (this.underWay > 0) this.end();
  }
}

/** A transport of one process to that provider. */
function transport(line: Line, maxConcurrent: number | undefined, name = 'provider'): Transport<'sms'> {
  const provider = Object.assign(
    new TestProvider(name),
    maxConcurrent === undefined ? {} : { maxConcurrent },
  );
  provider.answer = () => line.handOver();
  return provider;
}

function wire(transports: Transport<'sms'> | readonly Transport<'sms'>[], config: Partial<MessagingConfig>) {
  const messaging = new Messaging({ ...memory(), site, secret, sms: transports, ...config });
  onTestFinished(() => messaging.stop());
  return messaging;
}

/** A store that can be emptied, and notes what it is asked. */
class NotingLimits implements LimitStore {
  readonly asked: (ConcurrencyLimit & Holding)[] = [];
  #kept = memoryStorage().limits;

  lose(): void {
    this.#kept = memoryStorage().limits;
  }

  take: LimitStore['take'] = (bucket, want) => this.#kept.take(bucket, want);
  giveBack: LimitStore['giveBack'] = (bucket, count) => this.#kept.giveBack(bucket, count);
  hold: LimitStore['hold'] = (limit, holding) => {
    this.asked.push({ ...limit, ...holding });
    return this.#kept.hold(limit, holding);
  };
}

const soon = { timeout: 20_000, interval: 5 };

describe('maxConcurrent', () => {
  it('is kept by all workers on one storage together, and everything is sent', async () => {
    const line = new Line();
    const wiring = memory();
    const concurrency = { sms: 3 };
    const [one, two] = [0, 1].map(() => wire(transport(line, 4), { ...wiring, delivery: { concurrency } }));
    for (let n = 0; n < 60; n += 1) await one?.sms.send(sms);
    await Promise.all([one?.start(), two?.start()]);
    await expect.poll(() => line.underWay, soon).toBe(4);
    for (let ended = 1; ended <= 10; ended += 1) {
      line.end();
      await expect.poll(() => line.underWay, soon).toBe(4);
    }
    line.open();
    await expect.poll(() => line.taken, soon).toBe(60);
    expect(line.most).toBe(4);
    const { items } = (await one?.sms.history({ limit: 100 })) ?? { items: [] };
    await expect
      .poll(
        async () => (await one?.sms.history({ limit: 100 }))?.items.every((m) => m.status === 'sent'),
        soon,
      )
      .toBe(true);
    expect(items.every(({ attempts }) => attempts === 1)).toBe(true);
  });

  it('claims nothing that it would have to give back', async () => {
    const line = new Line();
    const wiring = memory();
    const { limits } = wiring.storage;
    const limit = { key: 'transport/sms/provider', max: 2, leaseMs: 60_000 };
    await limits.hold(limit, { holder: 'another', busy: 2, want: 2 });
    const messaging = wire(transport(line, 2), wiring);
    const { id } = await messaging.sms.send(sms);
    await messaging.deliverDue();
    expect(await messaging.sms.get(id)).toMatchObject({ status: 'queued', attempts: 0 });
    expect((await messaging.sms.get(id)).events.map(({ type }) => type)).toEqual(['queued']);
    await limits.hold(limit, { holder: 'another', busy: 0, want: 0 });
    line.open();
    await messaging.deliverDue();
    expect((await messaging.sms.get(id)).status).toBe('sent');
  });

  it('lets another worker go on when one stops, though nobody wakes it', async () => {
    const line = new Line();
    const wiring = memory();
    const queue = { name: 'silent', push: async () => {}, start: async () => async () => {} };
    const make = () => wire(transport(line, 2), { ...wiring, queue, delivery: { drainMs: 0 } });
    const [one, two] = [make(), make()];
    for (let n = 0; n < 6; n += 1) await one.sms.send(sms);
    void one.deliverDue();
    await expect.poll(() => line.underWay, soon).toBe(2);
    await two.start();
    await two.deliverDue();
    expect(line.most).toBe(2);
    line.open();
    await one.stop();
    await expect.poll(() => line.taken, soon).toBe(6);
    expect(line.most).toBe(2);
  });

  it('gives everything back when a worker stops, and when a round of deliverDue() ends', async () => {
    const line = new Line();
    line.open();
    const limits = new NotingLimits();
    const messaging = wire(transport(line, 3), { limits });
    await messaging.start();
    await messaging.sms.send(sms);
    await expect.poll(() => line.taken, soon).toBe(1);
    await messaging.stop();
    await messaging.sms.send(sms);
    await messaging.deliverDue();
    expect(line.taken).toBe(2);
    const holders = new Set(limits.asked.map(({ holder }) => holder));
    expect(holders.size).toBe(2);
    const limit = { key: 'transport/sms/provider', max: 3, leaseMs: 60_000 };
    expect(await limits.hold(limit, { holder: 'another', busy: 0, want: 3 })).toBe(3);
  });

  it('leaves nothing to the next call of deliverDue() because another call has slots that it does not use', async () => {
    const line = new Line();
    line.open();
    const wiring = memory();
    const [one, two] = [wire(transport(line, 1), wiring), wire(transport(line, 1), wiring)];
    await one.sms.send(sms);
    const { messages } = wiring.storage;
    const dueSites = messages.dueSites.bind(messages);
    let others: Promise<void> | undefined;
    messages.dueSites = async (query) => {
      const sites = await dueSites(query);
      if (sites.length > 0 || others) return sites;
      // The first has just found nothing more.
      await two.sms.send(sms);
      others = two.deliverDue();
      await others;
      return sites;
    };
    await one.deliverDue();
    expect(line.taken).toBe(2);
  });

  it('takes the slots of a worker that died when their lease is over', async () => {
    let now = new Date('2030-01-01T12:00:00Z');
    const clock = () => now;
    const line = new Line();
    line.open();
    const wiring = memory({ clock });
    const limit = { key: 'transport/sms/provider', max: 2, leaseMs: 10_000 };
    await wiring.storage.limits.hold(limit, { holder: 'dead', busy: 2, want: 2 });
    const messaging = wire(transport(line, 2), { ...wiring, clock });
    await messaging.sms.send(sms);
    now = new Date(now.getTime() + 9_999);
    await messaging.deliverDue();
    expect(line.taken).toBe(0);
    now = new Date(now.getTime() + 1);
    await messaging.deliverDue();
    expect(line.taken).toBe(1);
  });

  it('renews what is under way, so that a long hand-over keeps its slot', async () => {
    const line = new Line();
    const limits = new NotingLimits();
    const messaging = wire(transport(line, 1), { limits, delivery: { leaseMs: 1_000 } });
    await messaging.sms.send(sms);
    const round = messaging.deliverDue();
    const renewals = () => limits.asked.filter(({ busy, want }) => busy === 1 && want === 1);
    await expect.poll(() => renewals().length, soon).toBe(4);
    const [renewal] = renewals();
    if (!renewal) throw new Error('It was not renewed.');
    expect(await limits.hold(renewal, { holder: 'another', busy: 0, want: 1 })).toBe(0);
    line.open();
    await round;
    expect(await limits.hold(renewal, { holder: 'another', busy: 0, want: 1 })).toBe(1);
  });

  it('is kept again soon after the store lost everything', async () => {
    const line = new Line();
    const limits = new NotingLimits();
    const wiring = { ...memory(), limits, delivery: { leaseMs: 1_000 } };
    const [one, two] = [wire(transport(line, 2), wiring), wire(transport(line, 2), wiring)];
    for (let n = 0; n < 12; n += 1) await one.sms.send(sms);
    const first = one.deliverDue();
    await expect.poll(() => line.underWay, soon).toBe(2);
    limits.lose();
    const second = two.deliverDue();
    // A few too many, until the first has spoken again.
    await expect.poll(() => line.underWay, soon).toBe(4);
    const asked = () => limits.asked.length;
    const told = asked();
    const renewals = () => limits.asked.slice(told).filter(({ busy, want }) => busy === 2 && want === 2);
    await expect.poll(() => renewals().length, soon).toBeGreaterThan(6);
    expect(new Set(renewals().map(({ holder }) => holder)).size).toBe(2);
    for (const left of [3, 2]) {
      const before = asked();
      line.end();
      await expect
        .poll(() => limits.asked.slice(before).some(({ busy, want }) => want > busy), soon)
        .toBe(true);
      expect(line.underWay).toBe(left);
    }
    line.open();
    await Promise.all([first, second]);
    await one.deliverDue();
    expect(line.taken).toBe(12);
    expect(line.most).toBe(4);
  });

  it('holds the next transport to its own where the first does not take a message, and frees the first', async () => {
    const [firstLine, secondLine] = [new Line(), new Line()];
    const first = Object.assign(new TestProvider('first'), { maxConcurrent: 1 });
    let refusals = 0;
    first.answer = () => {
      refusals += 1;
      return { outcome: 'retry', failure: { class: 'temporary', message: 'Later.' } };
    };
    const limits = new NotingLimits();
    const messaging = wire([first, transport(secondLine, 2, 'second')], {
      limits,
      delivery: { retry: { firstDelayMs: 60_000 } },
    });
    for (let n = 0; n < 4; n += 1) await messaging.sms.send(sms);
    const round = messaging.deliverDue();
    // Those for which the second has no slot wait, as the first said.
    await expect.poll(() => refusals, soon).toBe(4);
    expect(secondLine.underWay).toBe(2);
    expect(firstLine.underWay).toBe(0);
    secondLine.open();
    await round;
    const { items } = await messaging.sms.history();
    expect(items.map(({ status }) => status).sort()).toEqual(['queued', 'queued', 'sent', 'sent']);
    for (const name of ['first', 'second']) {
      const limit = { key: `transport/sms/${name}`, max: 1, leaseMs: 60_000 };
      expect(await limits.hold(limit, { holder: 'another', busy: 0, want: 1 })).toBe(1);
    }
  });

  it('asks the store no more than it has to', async () => {
    const line = new Line();
    line.open();
    const limits = new NotingLimits();
    const wiring = memory();
    const messaging = wire(transport(line, 2), { ...wiring, limits });
    await messaging.deliverDue();
    expect(limits.asked).toEqual([]);
    const limit = { key: 'transport/sms/provider', max: 2, leaseMs: 60_000 };
    await limits.hold(limit, { holder: 'another', busy: 2, want: 2 });
    await messaging.start();
    for (let n = 0; n < 20; n += 1) await messaging.sms.send(sms);
    await expect.poll(() => limits.asked.length, soon).toBeGreaterThan(3);
    const whileFull = limits.asked.length;
    for (let n = 0; n < 20; n += 1) await messaging.sms.send(sms);
    expect(limits.asked.length - whileFull).toBeLessThan(5);
    await limits.hold(limit, { holder: 'another', busy: 0, want: 0 });
    await expect.poll(() => line.taken, soon).toBe(40);
    await messaging.stop();
    // One worker that has the slots to itself uses them again and again.
    expect(limits.asked.length - whileFull).toBeLessThan(20);
  });

  it('asks nothing where no transport has one', async () => {
    const line = new Line();
    line.open();
    const never = async () => expect.fail('the store was asked');
    const messaging = wire(transport(line, undefined), {
      limits: { take: never, giveBack: never, hold: never },
    });
    await messaging.sms.send(sms);
    await messaging.deliverDue();
    expect(line.taken).toBe(1);
  });

  it('leaves what is due where it is while the store cannot be asked, and goes on after that', async () => {
    const line = new Line();
    line.open();
    const limits = new NotingLimits();
    const { hold } = limits;
    limits.hold = () => Promise.reject(new Error('away'));
    const messaging = wire(transport(line, 2), { limits });
    const faults: string[] = [];
    messaging.on('error', ({ during }) => faults.push(during));
    const { id } = await messaging.sms.send(sms);
    await messaging.start();
    await expect.poll(() => faults, soon).toContain('claiming');
    expect(await messaging.sms.get(id)).toMatchObject({ status: 'queued', attempts: 0 });
    limits.hold = hold;
    await expect.poll(() => line.taken, soon).toBe(1);
    expect(faults.filter((during) => during === 'claiming')).toHaveLength(1);
  });

  it.each(['rate', 'maxConcurrent'])(
    'tries no further transport whose %s cannot be asked, and the message waits',
    async (limited) => {
      const first = new TestProvider('first');
      first.answer = () => ({ outcome: 'retry', failure: { class: 'temporary', message: 'Later.' } });
      const second = new TestProvider('second');
      Object.assign(second, { [limited]: limited === 'rate' ? { perSecond: 1, burst: 1 } : 1 });
      const away = () => Promise.reject(new Error('away'));
      const messaging = wire([first, second], { limits: { take: away, giveBack: away, hold: away } });
      const faults: string[] = [];
      messaging.on('error', ({ during }) => faults.push(during));
      const { id } = await messaging.sms.send(sms);
      await messaging.deliverDue();
      expect(await messaging.sms.get(id)).toMatchObject({ status: 'queued', attempts: 1 });
      expect(second.taken).toEqual([]);
      expect(faults[0]).toBe('asking the limits of second');
    },
  );

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '4', null])('is refused as %s', (nonsense) => {
    const provider = Object.assign(new TestProvider(), { maxConcurrent: nonsense as number });
    expect(() => wire(provider, {})).toThrow(
      expect.objectContaining({
        code: 'invalid_config',
        message: expect.stringContaining('The maxConcurrent of "provider" is a whole number from 1.'),
      }),
    );
  });
});
