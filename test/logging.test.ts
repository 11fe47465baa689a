import { Writable } from 'node:stream';
import { memoryTransport } from '@postern/memory';
import { type TestOptions, testMessaging } from '@postern/memory/testing';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Logger } from '../src/index.ts';

/** Keeps what is logged. */
function capture() {
  const lines: { readonly level: string; readonly facts: object; readonly message: string }[] = [];
  const at = (level: string) => (facts: object, message: string) => {
    lines.push({ level, facts, message });
  };
  const logger: Logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { logger, lines, of: (message: string) => lines.filter((line) => line.message === message) };
}

/** What may be in no line; each stands where a host, a recipient or a provider can put it. */
const secret = (where: string) => `sEcReT-${where}`;

const mail = (where = 'mail') => ({
  to: { address: `${secret(`to.${where}`)}@private.example`, name: secret('name') },
  subject: secret('subject'),
  text: secret('text'),
  html: `<p>${secret('html')}</p>`,
  replyTo: { address: `${secret('reply')}@private.example` },
  headers: { 'X-Header': secret('header') },
  attachments: [{ filename: secret('file'), content: secret('attached') }],
  reference: secret('reference'),
  metadata: { key: secret('metadata') },
  actor: secret('actor'),
  idempotencyKey: secret(`key.${where}`),
});

/** Everything that can happen, with content that may be in no line. */
async function mission(options: TestOptions) {
  const email = memoryTransport({ channel: 'email' });
  const secretOption = secret('a secret for tests, long enough to pass');
  const t = await testMessaging({
    ...options,
    secret: secretOption,
    email,
    publicUrl: 'https://acme.example/messaging',
    beforeSend: ({ message }) => {
      if (message.to.address.includes('veto')) return { veto: secret('veto') };
      if (message.to.address.includes('hook')) throw new Error(secret('hook'));
      return undefined;
    },
  });
  const { messaging } = t;
  const said = { class: 'content', code: secret('code'), message: secret('answer') } as const;
  email.answer((message) => {
    const { address } = message.to;
    if (address.includes('reject')) return { outcome: 'rejected', failure: said };
    if (address.includes('unknown')) return { outcome: 'unknown', failure: said };
    if (address.includes('pause')) return { outcome: 'paused', failure: said };
    if (address.includes('throw'))
      throw Object.assign(new Error(secret('thrown')), {
        code: secret('thrown code'),
        name: secret('error'),
      });
    return { outcome: 'accepted', providerId: secret('provider'), response: secret('response') };
  });
  messaging.on('message.sent', () => {
    throw new Error(secret('listener'));
  });
  await messaging.start();
  for (const where of ['good', 'reject', 'unknown', 'throw', 'veto', 'hook', 'unsubscribed'])
    await messaging.email.send({ ...mail(where), confidential: where === 'good' });
  await messaging.sms.send({ to: { address: '+447400123456' }, text: secret('sms') });
  await messaging.email.send({ ...mail('bad'), to: secret('consumer') }).catch(() => {});
  await messaging.email.sendMany([mail('many'), { ...mail('many2'), subject: 5 as never }]);
  await messaging.email.suppressions.add({
    address: `${secret('listed')}@private.example`,
    reason: 'manual',
    source: secret('source'),
  });
  await messaging.deliverDue();
  const { items } = await messaging.email.history();
  for (const { id } of items)
    await messaging.report({
      messageId: id,
      type: 'delivered',
      at: t.now,
      detail: secret('detail'),
      providerId: secret('reported'),
      dedupeKey: secret('dedupe'),
    });
  await messaging.email.send(mail('pause'));
  await messaging.deliverDue();
  messaging.resume('email');
  await messaging.deliverDue();
  t.dns.set('acme.example', 'MX', [{ exchange: 'mx.acme.example', priority: 10 }]);
  await messaging.email.sender.delete();
  await messaging.email.sender.create({ name: secret('sender'), address: 'secret.sender@acme.example' });
  await messaging.deliverDue();
  const code = /\b\d{6}\b/.exec(email.sent.at(-1)?.text ?? '')?.[0] ?? '';
  expect(code).not.toBe('');
  await messaging.email.sender.confirm(code);
  await messaging.stop();
  return { ...t, code, messageIds: items.map(({ id }) => id) };
}

describe('the lines of a logger', () => {
  it('tell what happened, and hold neither content nor address, code or secret', async () => {
    const { logger, lines } = capture();
    const { code, messageIds } = await mission({ logger });
    const text = JSON.stringify(lines);
    expect(text).not.toMatch(/sEcReT|secret|private\.example|acme\.example|447400|provider"/);
    expect(text).not.toContain(code);
    for (const id of messageIds) expect(text).toContain(id);
    expect([...new Set(lines.map(({ level, message }) => `${level} ${message}`))].sort()).toEqual(
      [
        'debug message delivered',
        'debug message failed',
        'debug message given_back',
        'debug message queued',
        'debug message retry',
        'debug message sending',
        'debug message sent',
        'debug message suppressed',
        'error a fault in the background',
        'info a sender was created',
        'info a sender was deleted',
        "info a sender's address is confirmed",
        'info a transport goes on',
        'info somebody changed something',
        'info started',
        'info stopped',
        'warn a transport pauses',
      ].sort(),
    );
  });

  it('are those of pino, as they stand', async () => {
    const written: string[] = [];
    const stream = new Writable({
      write(chunk, _, done) {
        written.push(String(chunk));
        done();
      },
    });
    const { messageIds } = await mission({ logger: pino({ level: 'debug' }, stream) });
    const lines = written.map((line) => JSON.parse(line));
    expect(written.join('')).not.toMatch(/sEcReT|private\.example/);
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 20,
        msg: 'message sent',
        event: 'message.sent',
        site: 'test',
        channel: 'email',
        status: 'sent',
        attempt: 1,
        transport: 'memory',
        messageId: expect.stringMatching(/^msg_/),
      }),
    );
    expect(messageIds.length).toBeGreaterThan(5);
  });

  it('say what kind of fault it was, and where', async () => {
    const { logger, of } = capture();
    const t = await testMessaging({ logger });
    const refused = Object.assign(new TypeError(secret('cause')), { code: 'ECONNREFUSED' });
    t.storage.messages.sweep = () => Promise.reject(refused);
    await t.deliverAll().catch(() => {});
    const fault = { event: 'error', error: 'TypeError', code: 'ECONNREFUSED' };
    t.email.answer(() => {
      throw refused;
    });
    await t.messaging.start();
    await expect.poll(() => of('a fault in the background').length).toBeGreaterThan(0);
    await t.messaging.stop();
    expect(of('a fault in the background')[0]?.facts).toEqual({ ...fault, during: 'the first sweep' });
  });

  it('warn of a message that is held', async () => {
    const { logger, of } = capture();
    const t = await testMessaging({ logger });
    t.sms.fail('unknown');
    await t.messaging.sms.send({ to: { address: '+447400123456' }, text: 'x' });
    await t.deliverAll();
    expect(of('message unknown')).toMatchObject([{ level: 'warn', facts: { failureClass: 'ambiguous' } }]);
  });
});

describe('a logger', () => {
  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('full');
      },
    ],
    ['rejects', () => Promise.reject(new Error('full'))],
  ])('that %s stops nothing, and the process is told once', async (_, fail) => {
    const warnings: string[] = [];
    const listen = (warning: Error & { readonly code?: string }) => void warnings.push(String(warning.code));
    process.on('warning', listen);
    const t = await testMessaging({ logger: { debug: fail, info: fail, warn: fail, error: fail } });
    await t.messaging.email.send(mail());
    await t.messaging.email.send(mail('another'));
    await t.deliverAll();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', listen);
    expect(t.sent).toHaveLength(2);
    expect(warnings).toEqual(['POSTERN_LOGGER']);
  });

  it('may be the console', async () => {
    const t = await testMessaging({ logger: { ...console, debug() {} } });
    await t.messaging.email.send(mail());
    await t.deliverAll();
    expect(t.sent).toHaveLength(1);
  });

  it.each([5, {}, { info() {} }])('is refused where it is none: %s', async (logger) => {
    await expect(testMessaging({ logger: logger as unknown as Logger })).rejects.toThrow(
      '"logger" is a logger of pino, or of its shape',
    );
  });
});
