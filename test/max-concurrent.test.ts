import { memory } from '@postern/memory';
import { describe, expect, it } from 'vitest';
import { Line, NotingLimits, soon, transport, wire } from './support/line.ts';
import { TestProvider } from './support/provider.ts';

const sms = { to: { address: '+447400123456' }, text: 'Hello' };

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
});
