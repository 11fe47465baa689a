import { memory, memoryTransport } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import { describe, expect, it } from 'vitest';
import { Messaging, type MessagingConfig } from '../src/index.ts';
import { checkedRandom } from '../src/model/checked-hooks.ts';

const mail = { to: { address: 'jo@acme.example' }, subject: 'Hi', text: 'Hello' };
const cursorOf = (list: string, at: number) =>
  Buffer.from(JSON.stringify([list, at, 'x'])).toString('base64url');

/** A value as a host without types gives it. */
function untyped<T>(value: unknown): T {
  return JSON.parse('{}', () => value);
}

type Call = (messaging: Messaging, wrong: never) => Promise<unknown>;

/** Each public method, and what it takes for certain not. */
const calls: Record<string, readonly [Call, readonly unknown[]]> = {
  'email.send': [(m, wrong) => m.email.send(wrong), [undefined, null, 5, 'x', [], () => 1]],
  'email.send’s options': [
    (m, wrong) => m.email.send(mail, wrong),
    [null, 5, 'x', { query() {}, release() {} }, { transaction: {} }, { tx: 'x' }],
  ],
  'email.sendMany': [(m, wrong) => m.email.sendMany(wrong), [undefined, null, 5, {}, 'x']],
  'email.sendMany’s options': [
    (m, wrong) => m.email.sendMany([mail], wrong),
    [null, 5, { onProgress: 5 }, { signal: {} }, { batchsize: 5 }, { batchSize: 'x' }],
  ],
  'email.preview': [(m, wrong) => m.email.preview(wrong), [undefined, null, 5, []]],
  'sms.preview': [(m, wrong) => m.sms.preview(wrong), [undefined, null, 5, []]],
  'email.history': [
    (m, wrong) => m.email.history(wrong),
    [
      null,
      5,
      { states: 'x' },
      { status: {} },
      { status: 5 },
      { limit: 'x' },
      { cursor: 5 },
      { consumerId: 5 },
    ],
  ],
  'email.search': [(m, wrong) => m.email.search(wrong), [undefined, null, 5, {}, '']],
  'email.search’s options': [(m, wrong) => m.email.search('x', wrong), [null, 5, { cursor: 'x' }]],
  'email.get': [(m, wrong) => m.email.get(wrong), [undefined, null, 1, {}, []]],
  'email.cancel': [(m, wrong) => m.email.cancel(wrong), [undefined, null, 1, {}]],
  'email.reschedule': [(m, wrong) => m.email.reschedule(wrong, new Date()), [undefined, null, 1, {}]],
  'email.reschedule’s time': [
    (m, wrong) => m.email.reschedule('msg_1', wrong),
    [undefined, null, 1, 'tomorrow', {}, new Date(Number.NaN)],
  ],
  'email.retry': [(m, wrong) => m.email.retry(wrong), [undefined, null, 1, {}]],
  'suppressions.list': [
    (m, wrong) => m.email.suppressions.list(wrong),
    [null, 5, { from: 1 }, { cursor: 5 }],
  ],
  'suppressions.get': [(m, wrong) => m.email.suppressions.find(wrong), [undefined, null, 5, {}]],
  'suppressions.add': [
    (m, wrong) => m.email.suppressions.add(wrong),
    [undefined, null, 5, 'a@b.example', {}, { address: 5 }, { address: 'a@b.example', source: 5 }],
  ],
  'suppressions.remove': [(m, wrong) => m.sms.suppressions.delete(wrong), [undefined, null, 5, {}]],
  prune: [(m, wrong) => m.prune(wrong), [undefined, null, 5, {}, { olderThan: 5 }, { olderThan: 'x' }]],
  report: [
    (m, wrong) => m.report(wrong),
    [
      undefined,
      null,
      5,
      {},
      { messageId: 'x', type: 'sent', at: 5 },
      { messageId: 'x', type: 'x', at: new Date() },
    ],
  ],
  forSite: [
    async (m, wrong) => m.forSite(wrong),
    [undefined, null, 5, {}, { id: 'a' }, { id: 'a', name: 5 }],
  ],
};

describe('a public method called with what it does not take', () => {
  it.each(Object.entries(calls))(
    '%s refuses it with a sentence, and records nothing',
    async (_name, [call, values]) => {
      const { messaging } = await testMessaging();
      for (const value of values) {
        const error = await call(messaging, untyped(value)).then(
          () => 'taken',
          (thrown: unknown) => thrown,
        );
        expect(error).toMatchObject({
          name: 'MessagingError',
          message: expect.stringMatching(/^[A-Z"s].{10,}[.]$/s),
        });
      }
      expect((await messaging.email.history()).items).toEqual([]);
    },
  );

  it('refuses a forged cursor of a year that no storage can compare', async () => {
    const { messaging } = await testMessaging();
    const cursor = cursorOf(`history\n${messaging.site.id}\nemail`, Date.UTC(10_000, 0, 1));
    await expect(messaging.email.history({ cursor })).rejects.toMatchObject({ code: 'invalid_cursor' });
  });
});

const thrower = () => {
  throw new Error('of the host');
};

describe('new Messaging', () => {
  const config = { site: { id: 'a', name: 'A' }, secret: 'x'.repeat(32), ...memory() };
  it.each<[string, object, RegExp]>([
    ['no site', { site: undefined }, /A site is \{ id, name \}/],
    ['a site that is a string', { site: 'acme' }, /A site is \{ id, name \}/],
    ['a site without a name', { site: { id: 'a' } }, /name is 1 to 60/],
    ['a transport that was not called', { email: memoryTransport }, /call it/],
    ['nodemailer’s options as a transport', { email: { host: 'x', port: 25 } }, /made by an adapter/],
    ['text as a transport', { email: 'smtp://x' }, /made by an adapter/],
    ['a resolver of another kind', { dns: { lookup() {} } }, /"dns" is a DNS resolver/],
    ['consumers that are a list', { consumers: [] }, /"consumers" is a directory/],
    ['a clock that is a date', { clock: new Date() }, /"clock" is a function/],
    ['a clock that throws', { clock: thrower }, /"clock" of new Messaging\(.*\) threw an error/],
    ['a clock that tells no time', { clock: () => Date.now() }, /has to give a Date/],
    ['sites that are an object', { sites: {} }, /"sites" is a list/],
  ])('refuses %s with a sentence', (_name, change, sentence) => {
    const given = untyped<MessagingConfig>({ ...config, ...change });
    expect(() => new Messaging(given)).toThrow(
      expect.objectContaining({ name: 'MessagingError', message: expect.stringMatching(sentence) }),
    );
  });

  it('names a clock and a chance that fail later, and records nothing', async () => {
    let isBroken = false;
    const clock = () => (isBroken ? new Date(Number.NaN) : new Date());
    const messaging = new Messaging({ ...config, email: memoryTransport({ channel: 'email' }), clock });
    isBroken = true;
    await expect(messaging.email.send(mail)).rejects.toMatchObject({
      ...{ code: 'invalid_config', message: expect.stringContaining('"clock"') },
    });
    isBroken = false;
    expect((await messaging.email.history()).items).toEqual([]);
    const share = (given: unknown) => checkedRandom(() => given as number);
    for (const given of [1, -0.1, Number.NaN, '0.5']) expect(share(given)).toThrow(/a number in \[0, 1\)/);
    expect(checkedRandom(thrower)).toThrow(expect.objectContaining({ cause: expect.any(Error) }));
    expect(share(0)()).toBe(0);
  });
});
