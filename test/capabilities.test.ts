import { memory } from '@postern/memory';
import { describe, expect, it } from 'vitest';
import { Messaging, type MessagingConfig, type TransportCapabilities } from '../src/index.ts';
import { callback, TestProvider } from './support/provider.ts';

const publicUrl = 'https://acme.example/messaging';
const minuteMs = 60_000;
const sms = { to: { address: '+447400123456' }, text: 'Hello' };
const unknown = { outcome: 'unknown', failure: { class: 'ambiguous', message: 'No answer.' } } as const;
const notTaken = { outcome: 'retry', failure: { class: 'network', message: 'Not reached.' } } as const;

/** A messaging over one provider, with a clock that stands until it is moved; `hold` for what is unknown, unless told otherwise. */
function open(capabilities: Partial<TransportCapabilities>, extra: Partial<MessagingConfig> = {}) {
  let time = Date.parse('2030-01-01T12:00:00Z');
  const provider = new TestProvider();
  Object.assign(provider.capabilities, capabilities);
  const handles: string[] = [];
  const answers: (typeof unknown | typeof notTaken)[] = [];
  provider.answer = (_message, { correlation }) => {
    handles.push(correlation);
    return answers.shift() ?? { outcome: 'accepted' };
  };
  const wiring = memory();
  const messaging = new Messaging({
    site: { id: 'acme', name: 'Acme' },
    secret: 'x'.repeat(32),
    ...wiring,
    ...{ publicUrl, sms: provider, clock: () => new Date(time), random: () => 0.5, ...extra },
  });
  const pass = async (ms: number) => {
    time += ms;
    await messaging.deliverDue();
  };
  return { messaging, provider, storage: wiring.storage, handles, answers, pass, now: () => new Date(time) };
}

async function sent(t: ReturnType<typeof open>) {
  const { id } = await t.messaging.sms.send(sms);
  await t.messaging.deliverDue();
  return { id, now: () => t.messaging.sms.get(id) };
}

/** What each declared capability changes: one that is new does not compile before it is shown here. */
const changes: Readonly<Record<keyof TransportCapabilities, () => void>> = {
  handOverTimeoutMs: () =>
    it('cuts a hand-over short that takes longer', async () => {
      const t = open({ handOverTimeoutMs: 20 });
      t.provider.answer = (_message, { signal }) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve(unknown)));
      expect(await (await sent(t)).now()).toMatchObject({ status: 'unknown' });
    }),

  deduplicatesForMs: () => {
    it('repeats what is unknown under the same handle and number, whatever the policy', async () => {
      const t = open({ deduplicatesForMs: 15 * minuteMs });
      t.answers.push(unknown, unknown);
      const message = await sent(t);
      expect(await message.now()).toMatchObject({ status: 'queued', attempts: 1 });
      for (const ms of [minuteMs, minuteMs]) await t.pass(ms);
      const { events, ...now } = await message.now();
      expect(now).toMatchObject({ status: 'sent', attempts: 1 });
      expect(t.handles).toHaveLength(3);
      expect(new Set(t.handles).size).toBe(1);
      expect(events.map(({ type, attempt }) => `${type} ${attempt}`)).toEqual([
        ...['queued 0', 'sending 1', 'unknown 1', 'sending 1', 'unknown 1', 'sending 1', 'sent 1'],
      ]);
      expect(events[2]?.detail).toBe(
        'No answer. It is handed over once more in the same words, which "provider" takes only once.',
      );
    });

    it('takes a repetition that was refused for now as no word on the first time', async () => {
      const t = open({ deduplicatesForMs: 15 * minuteMs });
      t.answers.push(unknown, notTaken);
      const message = await sent(t);
      await t.pass(minuteMs);
      expect(await message.now()).toMatchObject({ status: 'queued', attempts: 1 });
      await t.pass(5 * minuteMs);
      expect(new Set(t.handles).size).toBe(1);
    });

    it('ends by the policy when the other side would not know it again', async () => {
      const t = open({ deduplicatesForMs: 15 * minuteMs });
      t.answers.push(...Array.from({ length: 50 }, () => unknown));
      const message = await sent(t);
      for (let minute = 0; minute < 30; minute += 1) await t.pass(minuteMs);
      expect(await message.now()).toMatchObject({ status: 'unknown', attempts: 1 });
      expect(t.handles.length).toBeGreaterThan(4);
      expect(t.handles.length).toBeLessThan(12);
    });

    it('ends by the policy when nobody came to it in time', async () => {
      for (const [policy, status] of [
        ['hold', 'unknown'],
        ['resend', 'sent'],
      ] as const) {
        const t = open({ deduplicatesForMs: 15 * minuteMs }, { delivery: { unknown: { sms: policy } } });
        t.answers.push(unknown);
        const message = await sent(t);
        await t.pass(60 * minuteMs);
        await t.pass(minuteMs);
        expect((await message.now()).status).toBe(status);
        expect(new Set(t.handles).size).toBe(policy === 'hold' ? 1 : 2);
      }
    });

    it('leaves it to the policy at once where it is not declared', async () => {
      const t = open({});
      t.answers.push(unknown);
      expect(await (await sent(t)).now()).toMatchObject({ status: 'unknown' });
    });

    it('repeats it to nobody else, and waits where that one pauses', async () => {
      const other = new TestProvider('other');
      const first = new TestProvider();
      Object.assign(first.capabilities, { deduplicatesForMs: 60 * minuteMs });
      const t = open({}, { sms: [first, other] });
      const paused = { outcome: 'paused', failure: { class: 'throttled', message: 'Slowly.' } } as const;
      const answers = [unknown, { ...paused, afterMs: 5 * minuteMs }];
      first.answer = () => answers.shift() ?? { outcome: 'accepted' };
      const message = await sent(t);
      await t.pass(minuteMs);
      await t.pass(minuteMs);
      expect(await message.now()).toMatchObject({ status: 'queued', attempts: 1 });
      await t.pass(5 * minuteMs);
      expect(await message.now()).toMatchObject({ status: 'sent', transport: 'provider', attempts: 1 });
      expect(other.taken).toEqual([]);
    });

    it('repeats what a lost worker held', async () => {
      const t = open({ deduplicatesForMs: 15 * minuteMs });
      const { id } = await t.messaging.sms.send(sms);
      const query = { channel: 'sms', limit: 1, leaseMs: minuteMs, quarantined: false } as const;
      expect(await t.storage.messages.claim({ ...query, now: t.now() })).toHaveLength(1);
      await t.pass(2 * minuteMs);
      expect(await t.messaging.sms.get(id)).toMatchObject({ status: 'sent', attempts: 1 });
    });
  },

  reportsDelivery: () =>
    it('is told of each transport, which the console shows', () => {
      const of = (capabilities: Partial<TransportCapabilities>) =>
        open(capabilities).messaging.sms.transports();
      expect(of({ reportsDelivery: true })).toEqual([{ name: 'provider', reportsDelivery: true }]);
      expect(of({})).toEqual([{ name: 'provider', reportsDelivery: false }]);
    }),

  webhookRetryStatus: () =>
    it('answers a callback that could not be recorded', async () => {
      for (const [declared, status] of [
        [{}, 503],
        [{ webhookRetryStatus: 429 }, 429],
      ] as const) {
        const t = open(declared);
        t.messaging.on('error', () => undefined);
        Object.assign(t.provider, { webhook: () => Promise.reject(new Error('gone')) });
        const response = await t.messaging.handle(callback(`${publicUrl}/callback/sms/provider`, {}));
        expect(response.status).toBe(status);
      }
    }),
};

describe.each(Object.entries(changes))('the capability %s', (_name, tests) => tests());
