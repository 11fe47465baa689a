import { memory, memoryTransport } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Health, Messaging, type MessagingConfig, type Storage, type Transport } from '../src/index.ts';

const config = { site: { id: 'acme', name: 'Acme' }, secret: 'a secret of at least 32 characters' };
const hour = 60 * 60_000;
const sms = () => memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });

/** On the computer's clock, with a transport that can be asked. */
function open(options: Partial<MessagingConfig> = {}): Messaging {
  return new Messaging({ ...config, ...memory(), sms: sms(), ...options });
}

/** The storage, one of whose methods of messages is another. */
function storageWith(waiting: Storage['messages']['waiting'], schema?: Storage['schema']): Storage {
  const { storage } = memory();
  const messages = new Proxy(storage.messages, {
    get: (target, name) => {
      const method: unknown = name === 'waiting' ? waiting : Reflect.get(target, name);
      return typeof method === 'function' ? method.bind(target) : method;
    },
  });
  return new Proxy(storage, {
    get: (target, name) =>
      name === 'messages' ? messages : name === 'schema' ? schema : Reflect.get(target, name),
  });
}

function codesOf({ reasons }: Health): readonly string[] {
  return reasons.map(({ code }) => code);
}

afterEach(() => {
  vi.useRealTimers();
});

describe('health', () => {
  it('is well where nothing waits, and says what there is', async () => {
    const messaging = open();
    expect(await messaging.health()).toEqual({
      status: 'ok',
      reasons: [],
      checkedAt: expect.any(Date),
      storage: { name: 'memory', reachable: true },
      transports: [{ channel: 'sms', name: 'memory' }],
      queue: { lanes: [], quarantined: 0, expiredLeases: 0 },
      subscriptions: [],
      worker: { started: false },
    });
    await messaging.start();
    expect((await messaging.health()).worker).toEqual({ started: true });
    await messaging.stop();
    expect((await messaging.health()).worker).toEqual({ started: false });
  });

  it('shows how far subscriptions are behind, and finds late what is by 10 minutes', async () => {
    const t = await testMessaging();
    await t.storage.subscriptions.open({ name: 'crm' }, { now: t.now });
    await t.messaging.sms.send({ to: { address: '+447400123456' }, text: 'Hi', priority: 'low' });
    t.advance(599_999);
    const soon = await t.messaging.health();
    expect(soon.subscriptions).toEqual([{ name: 'crm', waiting: 1, parked: 0, lagMs: 599_999 }]);
    expect(soon.status).toBe('ok');
    t.advance(1);
    expect(await t.messaging.health()).toMatchObject({
      status: 'degraded',
      reasons: [
        {
          code: 'subscription_lagging',
          sentence: 'Events have waited for the subscription "crm" for 10 min.',
        },
      ],
    });
  });

  it('finds nothing late that waits for a webhook that is disabled, for whatever reason, and shows that it is', async () => {
    const t = await testMessaging({ webhookOptions: { allowPrivateAddresses: true } });
    const { webhook } = await t.messaging.webhooks.create({ url: 'https://127.0.0.1:9/' });
    await t.messaging.sms.send({ to: { address: '+447400123456' }, text: 'Hi', priority: 'low' });
    t.advance(hour);
    expect(codesOf(await t.messaging.health())).toContain('subscription_lagging');
    const found = await t.storage.webhooks.find(webhook);
    if (!found) throw new Error('gone');
    const { revision, ...stored } = found;
    const name = `webhook/test/${webhook.id}`;
    for (const [n, reason] of (['failing', 'gone', 'by_hand'] as const).entries()) {
      await t.storage.webhooks.save({ ...stored, disabled: { at: t.now, reason } }, revision + n);
      const health = await t.messaging.health();
      expect(codesOf(health)).not.toContain('subscription_lagging');
      expect(health.subscriptions).toEqual([{ name, waiting: 1, parked: 0, lagMs: hour, disabled: reason }]);
    }
    await t.messaging.webhooks.enable(webhook.id);
    expect(codesOf(await t.messaging.health())).toContain('subscription_lagging');
  });

  it('shows safe mode', async () => {
    const { safeMode } = await open({ safeMode: { allow: ['+44*'] } }).health();
    expect(safeMode).toEqual({ email: { allow: [] }, sms: { allow: ['+44*'] } });
  });

  it('counts what is due by priority, and finds late what has been due for too long by its priority', async () => {
    const t = await testMessaging();
    for (const priority of ['high', 'normal', 'low'] as const)
      await t.messaging.sms.send({ to: { address: '+447400123456' }, text: 'Hi', priority });
    const sentAt = t.now;
    const atOnce = await t.messaging.health();
    expect(atOnce.status).toBe('ok');
    expect(atOnce.queue?.lanes).toEqual(
      ['high', 'normal', 'low'].map((priority) => ({
        ...{ channel: 'sms', priority, due: 1, more: false, oldestDueAt: sentAt },
      })),
    );
    t.advance(60_000);
    expect((await t.messaging.health()).reasons).toEqual([
      { code: 'overdue', sentence: 'SMS of priority high has been due for 1 min.' },
    ]);
    t.advance(240_000);
    expect((await t.messaging.health()).reasons).toHaveLength(2);
    t.advance(3_300_000);
    const late = await t.messaging.health();
    expect(late.status).toBe('degraded');
    expect(late.reasons).toHaveLength(3);
    await t.deliverAll();
    expect(await t.messaging.health()).toMatchObject({ status: 'ok', queue: { lanes: [] } });
  });

  it('says when a transport last took something here, and until when it is left alone', async () => {
    const t = await testMessaging();
    const text = { to: { address: '+447400123456' }, text: 'Hi' };
    await t.messaging.sms.send(text);
    await t.deliverAll();
    const takenAt = t.now;
    t.advance(1_000);
    t.sms.fail('paused');
    await t.messaging.sms.send(text);
    await t.deliverAll();
    const health = await t.messaging.health();
    expect(health.status).toBe('degraded');
    expect(codesOf(health)).toEqual(['channel_paused']);
    expect(health.transports[1]).toEqual({
      channel: 'sms',
      name: 'memory',
      lastSuccessAt: takenAt,
      pausedUntil: new Date(t.now.getTime() + 30_000),
    });
    t.messaging.resume('sms');
    expect((await t.messaging.health()).status).toBe('ok');
  });

  it('tells a transport that others stand in for from a channel that sends nothing', async () => {
    const first = memoryTransport({ channel: 'sms', name: 'first', defaultSender: { address: 'Acme' } });
    const second = memoryTransport({ channel: 'sms', name: 'second', defaultSender: { address: 'Acme' } });
    const messaging = open({ sms: [first, second] });
    first.fail('paused');
    await messaging.sms.send({ to: { address: '+447400123456' }, text: 'Hi' });
    await messaging.deliverDue();
    expect((await messaging.health()).reasons).toEqual([
      {
        code: 'transport_paused',
        sentence: 'The SMS transport "first" takes nothing; the others stand in for it.',
      },
    ]);
  });

  it('asks a transport once a minute whether its other side takes the credentials', async () => {
    let asked = 0;
    let works = false;
    const verify = async () => {
      asked += 1;
      if (!works) throw new Error('the password was hunter2');
    };
    const t = await testMessaging({ sms: Object.assign(sms(), { verify }) });
    const refused = await t.messaging.health();
    expect(codesOf(refused)).toEqual(['transport_refused']);
    expect(refused.transports[1]?.verified).toEqual({ ok: false, at: t.now });
    expect(JSON.stringify(refused)).not.toContain('hunter2');
    works = true;
    t.advance(59_999);
    await Promise.all([t.messaging.health(), t.messaging.health()]);
    expect(asked).toBe(1);
    t.advance(1);
    expect((await t.messaging.health()).status).toBe('ok');
    expect(asked).toBe(2);
  });

  it('answers within its time where a transport or the storage hangs, asks neither twice, and goes by what comes late', async () => {
    vi.useFakeTimers();
    const transport: Transport<'sms'> = Object.assign(sms(), { verify: vi.fn(() => late) });
    let answer = () => {};
    const late = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const waiting = vi.fn(async () => {
      await late;
      return { lanes: [], quarantined: 0, expiredLeases: 0 };
    });
    const messaging = open({ storage: storageWith(waiting), sms: transport });
    for (let probe = 0; probe < 3; probe += 1) {
      const looked = messaging.health();
      await vi.advanceTimersByTimeAsync(2_000);
      const health = await looked;
      expect(health.status).toBe('down');
      expect(codesOf(health)).toEqual(['storage_unreachable', 'transport_silent']);
      expect(health.queue).toBeUndefined();
    }
    answer();
    await vi.advanceTimersByTimeAsync(0);
    expect((await messaging.health()).status).toBe('ok');
    expect(waiting).toHaveBeenCalledTimes(1);
    expect(transport.verify).toHaveBeenCalledTimes(1);
  });

  it('keeps the figures for a second, so that many probes cost what one does', async () => {
    vi.useFakeTimers();
    const waiting = vi.fn(async () => ({ lanes: [], quarantined: 0, expiredLeases: 0 }));
    const messaging = open({ storage: storageWith(waiting) });
    const { checkedAt } = await messaging.health();
    await vi.advanceTimersByTimeAsync(999);
    expect((await messaging.health()).checkedAt).toEqual(checkedAt);
    expect(waiting).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    await messaging.health();
    expect(waiting).toHaveBeenCalledTimes(2);
  });

  it('is down where the storage throws, and where its schema is older than needed; not where it is newer', async () => {
    const broken = open({
      storage: storageWith(async () => {
        throw new Error('connection refused');
      }),
    });
    expect(await broken.health()).toMatchObject({ status: 'down', storage: { reachable: false } });
    const waiting = async () => ({ lanes: [], quarantined: 0, expiredLeases: 0 });
    const older = open({ storage: storageWith(waiting, async () => ({ version: 3, wanted: 7 })) });
    const health = await older.health();
    expect(health).toMatchObject({
      status: 'down',
      reasons: [
        {
          code: 'storage_not_migrated',
          sentence: "The storage's schema is at version 3 of 7: call migrate().",
        },
      ],
      storage: { reachable: true, version: 3, current: false },
    });
    const newer = open({ storage: storageWith(waiting, async () => ({ version: 8, wanted: 7 })) });
    expect(await newer.health()).toMatchObject({ status: 'ok', storage: { version: 8, current: true } });
  });

  it('is degraded while hand-overs that were cut off wait for a worker', async () => {
    const waiting = async () => ({ lanes: [], quarantined: 0, expiredLeases: 2 });
    expect((await open({ storage: storageWith(waiting) }).health()).reasons).toEqual([
      {
        code: 'leases_expired',
        sentence: '2 hand-overs were cut off, and no worker has taken them up yet.',
      },
    ]);
  });
});
