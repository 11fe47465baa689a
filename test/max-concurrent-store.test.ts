import { memory } from '@postern/memory';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Line, NotingLimits, soon, transport, wire } from './support/line.ts';
import { TestProvider } from './support/provider.ts';

const sms = { to: { address: '+447400123456' }, text: 'Hello' };

describe('the store of maxConcurrent', () => {
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

  it('is not asked for a site that may send nothing now', async () => {
    const line = new Line();
    line.open();
    const limits = new NotingLimits();
    const wiring = memory();
    const perSender = { sms: { perSecond: 0.001, burst: 1 } };
    const messaging = wire(transport(line, 2), { ...wiring, limits, delivery: { perSender } });
    await messaging.start();
    for (let n = 0; n < 3; n += 1) await messaging.sms.send(sms);
    const unused = () => limits.asked.at(-1)?.want === 0;
    await expect.poll(() => line.taken === 1 && unused(), soon).toBe(true);
    const { messages } = wiring.storage;
    const dueSites = messages.dueSites.bind(messages);
    let looks = 0;
    messages.dueSites = (query) => {
      looks += 1;
      return dueSites(query);
    };
    const asked = limits.asked.length;
    for (let round = 1; round <= 5; round += 1) {
      await messaging.sms.send(sms);
      await expect.poll(() => looks, soon).toBeGreaterThanOrEqual(round);
    }
    expect(limits.asked.length).toBe(asked);
    expect(line.taken).toBe(1);
  });

  it('is given back at once what no message was there for, and soon what was used', async () => {
    const line = new Line();
    const limits = new NotingLimits();
    const messaging = wire(transport(line, 4), { limits });
    await messaging.sms.send(sms);
    // No timer goes off: what is kept for a moment stays.
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    await messaging.start();
    const last = () => limits.asked.at(-1);
    const until = async (holds: () => boolean) => {
      while (!holds()) await new Promise((resolve) => setImmediate(resolve));
    };
    await until(() => last()?.want === 1);
    expect(last()?.busy).toBe(1);
    let sent = false;
    messaging.on('message.sent', () => {
      sent = true;
    });
    line.end();
    await until(() => sent);
    expect(last()).toMatchObject({ busy: 1, want: 1 });
    await vi.advanceTimersByTimeAsync(300);
    expect(last()).toMatchObject({ busy: 0, want: 0 });
  });

  it('keeps what was used also where it was taken again in vain', async () => {
    const line = new Line();
    const limits = new NotingLimits();
    const messaging = wire(transport(line, 4), { limits });
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const until = async (holds: () => boolean) => {
      while (!holds()) await new Promise((resolve) => setImmediate(resolve));
    };
    for (let n = 0; n < 3; n += 1) await messaging.sms.send(sms);
    await messaging.start();
    await until(() => line.underWay === 3 && limits.asked.at(-1)?.want === 3);
    let sent = 0;
    messaging.on('message.sent', () => {
      sent += 1;
    });
    for (let n = 0; n < 3; n += 1) line.end();
    await until(() => sent === 3);
    await messaging.sms.send(sms);
    await until(() => line.underWay === 1 && limits.asked.at(-1)?.busy === 1);
    // One of the three is in use again, two are kept, and the fourth is given back.
    expect(limits.asked.slice(-2).map(({ want }) => want)).toEqual([4, 3]);
    line.end();
    await until(() => sent === 4);
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
