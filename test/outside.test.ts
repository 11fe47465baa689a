import { memory, memoryTransport } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, storableText } from '../src/adapter.ts';
import { readResult, readVerdict } from '../src/delivery/outside.ts';
import type { BeforeSendHook, SendResult, Storage } from '../src/index.ts';

const now = new Date('2030-01-01T12:00:00Z');
const minute = 60_000;

/** A value as a host without types gives it. */
function untyped<T>(value: unknown): T {
  return JSON.parse('{}', () => value);
}

describe('what beforeSend answers', () => {
  it.each<[string, unknown]>([
    ['a time that is past', { delayUntil: new Date(now.getTime() - 1) }],
    ['the present moment', { delayUntil: now }],
    ['a date that is none', { delayUntil: new Date(Number.NaN) }],
    ['a date as a string', { delayUntil: '2031-01-01' }],
    ['true', true],
    ['a string', 'veto'],
    ['an object with neither', {}],
    ['a veto that is no text', { veto: true }],
  ])('delays by a minute and is a fault where it is %s', (_name, verdict) => {
    expect(readVerdict(untyped(verdict), now)).toMatchObject({ kind: 'delay', afterMs: minute });
    expect(readVerdict(untyped(verdict), now)).toHaveProperty('fault');
  });

  it('is obeyed where it can be read, a delay being at least a minute', () => {
    expect(readVerdict(undefined, now)).toEqual({ kind: 'go' });
    expect(readVerdict({ veto: 'no\0 consent \uD83D' }, now)).toEqual({
      kind: 'veto',
      reason: 'no\uFFFD consent \uFFFD',
    });
    const delay = (ms: number) => readVerdict({ delayUntil: new Date(now.getTime() + ms) }, now);
    expect(delay(1)).toEqual({ kind: 'delay', afterMs: minute });
    expect(delay(3 * minute)).toEqual({ kind: 'delay', afterMs: 3 * minute });
  });

  it('cannot make a worker ask again and again', async () => {
    let asked = 0;
    const beforeSend: BeforeSendHook = ({ message }) => {
      asked += 1;
      return { delayUntil: message.createdAt };
    };
    const t = await testMessaging({ beforeSend });
    const faults: unknown[] = [];
    t.messaging.on('error', ({ during }) => faults.push(during));
    const { id } = await t.messaging.sms.send({ to: { address: '+447400123456' }, text: 'Hello' });
    await t.deliverAll();
    await t.deliverAll();
    expect(asked).toBe(1);
    expect(faults).toEqual(['beforeSend']);
    const { status, dueAt } = await t.messaging.sms.get(id);
    expect({ status, dueAt }).toEqual({ status: 'queued', dueAt: new Date(t.now.getTime() + minute) });
  });
});

describe('what a transport answers', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a string', 'accepted'],
    ['an outcome that does not exist', { outcome: 'done' }],
  ])('leaves it open whether the message was taken where it is %s', (_name, answer) => {
    const { result, fault } = readResult(untyped(answer));
    expect(result).toMatchObject({ outcome: 'unknown', failure: { class: 'transport_fault' } });
    expect(fault).toBeDefined();
  });

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY, 1e300])('has a wait of %s ms left out', (afterMs) => {
    const failure = { class: 'throttled', message: 'Slow down.' } as const;
    const { result, fault } = readResult({ outcome: 'retry', failure, afterMs });
    expect(result).toEqual({ outcome: 'retry', failure });
    expect(fault).toBeDefined();
  });

  it('is text that every storage can keep', () => {
    const { result } = readResult(
      untyped({
        outcome: 'rejected',
        failure: { class: 'nonsense', code: 550, message: `no\0 \uD83D${'x'.repeat(5000)}` },
      }),
    );
    expect(result).toMatchObject({ failure: { class: 'transport_fault' } });
    const { failure } = result as Extract<SendResult, { outcome: 'rejected' }>;
    expect(failure).not.toHaveProperty('code');
    expect(failure.message.length).toBeLessThanOrEqual(2000);
    expect(failure.message).toMatch(/^no\uFFFD \uFFFDx/);
  });

  it.each([Number.NaN, -5, Number.POSITIVE_INFINITY])(
    'lets others go on where it asks for a pause of %s ms',
    async (afterMs) => {
      const t = await testMessaging();
      t.messaging.on('error', () => {});
      const failure = { class: 'configuration', message: 'No.' } as const;
      t.sms.answer(() => ({ outcome: 'paused', failure, afterMs }));
      await t.messaging.sms.send({ to: { address: '+447400123456' }, text: 'Hello' });
      await t.deliverAll();
      t.sms.answer(() => undefined);
      t.advance(minute);
      await t.deliverAll();
      t.expectSent({ text: 'Hello' });
    },
  );
});

describe('an outcome that the storage cannot take', () => {
  /** Refuses what concerns one message, as a database does a value that its columns cannot hold. */
  function refuse(storage: Storage, poison: () => string | undefined, everything: boolean): void {
    const settle = storage.messages.settle.bind(storage.messages);
    storage.messages.settle = async (batch, options) => {
      const hit = batch.some(({ id, to }) => id === poison() && (everything || to !== 'unknown'));
      if (hit) throw Object.assign(new Error('invalid input'), { code: '22P05' });
      return settle(batch, options);
    };
  }

  it.each([false, true])(
    'holds up no other and is handed over once (unknown refused too: %s)',
    async (everything) => {
      let poison: string | undefined;
      const wiring = memory({ clock: () => now });
      const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Test' } });
      refuse(wiring.storage, () => poison, everything);
      const t = await testMessaging({ ...wiring, sms, startAt: now });
      const faults: string[] = [];
      t.messaging.on('error', ({ during }) => faults.push(during));
      const ids: string[] = [];
      for (let n = 0; n < 5; n += 1)
        ids.push((await t.messaging.sms.send({ to: { address: '+447400123456' }, text: `${n}` })).id);
      poison = ids[2];
      await t.deliverAll();
      const statuses = await Promise.all(ids.map(async (id) => (await t.messaging.sms.get(id)).status));
      const held = everything ? 'sending' : 'unknown';
      expect(statuses).toEqual(['sent', 'sent', held, 'sent', 'sent']);
      expect(sms.sent).toHaveLength(5);
      expect(faults).toContain('settling one message');
    },
  );
});

describe('text that is kept', () => {
  it('is well formed, without NUL, and never cut within a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.nat(200), (text, limit) => {
        const kept = storableText(text, limit);
        expect(kept.isWellFormed()).toBe(true);
        expect(kept).not.toContain('\0');
        expect(kept.length).toBeLessThanOrEqual(limit);
      }),
    );
    expect(cutText('Jo 👩‍👩‍👧‍👦 Doe', 8)).toBe('Jo ');
    expect(cutText('cafe\u0301', 4)).toBe('caf');
    expect(cutText(`${'a'.repeat(150)}👍🏽`, 152)).toBe('a'.repeat(150));
    expect(cutText('👩‍👩‍👧‍👦', 3)).toBe('');
  });
});
