import { memory, memoryConsumers, memoryTransport } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import { describe, expect, it } from 'vitest';
import {
  draftTemplate,
  isMessagingError,
  Messaging,
  MessagingError,
  type MessagingErrorCode,
} from '../src/index.ts';
import { TestRegistry } from './support/registry.ts';

const mail = { to: { address: 'jo@acme.example' }, subject: 'Hi', text: 'Hello' };
const consumers = memoryConsumers([
  { id: 'c1', name: 'No Mail' },
  { id: 'c2', name: 'Jo', email: 'jo@acme.example' },
]);
const config = { site: { id: 'a', name: 'A' }, secret: 'x'.repeat(32) };
const acme = { name: 'Acme', address: 'hello@acme.example' };
const ready = () => testMessaging({ consumers });

async function withSender(registry = new TestRegistry()) {
  const t = await testMessaging({
    senderReady: false,
    email: memoryTransport({ channel: 'email', senders: registry }),
  });
  t.dns.set('acme.example', 'A', ['192.0.2.1']);
  await t.messaging.email.sender.create(acme);
  return t;
}

/** A message to a consumer that was refused, and expires in half an hour. */
async function failed() {
  const email = memoryTransport({ channel: 'email' });
  email.answer(() => 'rejected');
  const t = await testMessaging({ consumers, email });
  const expiresAt = new Date(t.now.getTime() + 1_800_000);
  const { id } = await t.messaging.email.send({ ...mail, to: 'c2', expiresAt });
  await t.messaging.deliverDue();
  return { messaging: t.messaging, id, advance: (ms: number) => t.advance(ms) };
}

/** How each code is provoked through the public face. Codes only adapters throw are provoked in their packages. */
const provoked: Record<
  Exclude<MessagingErrorCode, 'transport_misconfigured' | 'transport_unavailable' | 'sender_provider_failed'>,
  () => Promise<unknown>
> = {
  invalid_config: async () => new Messaging({ ...config, ...memory(), secret: 'short' }),
  invalid_message: async () => (await ready()).messaging.email.send({ ...mail, subject: '' }),
  invalid_address: async () => (await ready()).messaging.email.send({ ...mail, to: { address: 'jo' } }),
  invalid_phone: async () => (await ready()).messaging.sms.send({ to: { address: '123' }, text: 'x' }),
  invalid_time: async () => (await ready()).messaging.email.send({ ...mail, scheduledAt: new Date(0) }),
  invalid_cursor: async () => (await ready()).messaging.email.history({ cursor: 'x' }),
  invalid_argument: async () => (await ready()).messaging.email.history({ limit: 0 }),
  unknown_site: async () => (await ready()).messaging.forSite('nowhere'),
  consumer_not_found: async () => (await ready()).messaging.email.send({ ...mail, to: 'nobody' }),
  consumer_unreachable: async () => (await ready()).messaging.email.send({ ...mail, to: 'c1' }),
  sender_not_ready: async () => (await withSender()).messaging.email.send(mail),
  sender_not_found: async () => (await testMessaging({ senderReady: false })).messaging.email.sender.domain(),
  sender_exists: async () => (await withSender()).messaging.email.sender.create(acme),
  sender_refused: async () =>
    (await testMessaging({ senderReady: false })).messaging.email.sender.create({
      ...acme,
      address: 'a@gmail.com',
    }),
  code_malformed: async () => (await withSender()).messaging.email.sender.confirm('12345678'),
  code_wrong: async () => {
    const t = await withSender();
    await t.deliverAll();
    const code = /\d{6}/.exec(t.expectSent().text)?.[0];
    return t.messaging.email.sender.confirm(code === '000000' ? '111111' : '000000');
  },
  code_expired: async () => {
    const t = await withSender();
    t.advance(3_600_000);
    return t.messaging.email.sender.confirm('000000');
  },
  code_too_soon: async () => (await withSender()).messaging.email.sender.sendCode(),
  message_not_found: async () => (await ready()).messaging.email.get('msg_none'),
  illegal_status: async () => {
    const t = await ready();
    const { id } = await t.messaging.email.send(mail);
    return t.messaging.email.retry(id);
  },
  message_erased: async () => {
    const { messaging, id } = await failed();
    await messaging.consumers.erase('c2');
    return messaging.email.retry(id);
  },
  message_confidential: async () => {
    const t = await ready();
    const { id } = await t.messaging.email.send({ ...mail, confidential: true });
    await t.messaging.deliverDue();
    return t.messaging.email.sendAgain(id);
  },
  batch_not_found: async () => (await ready()).messaging.email.batch('none'),
  message_expired: async () => {
    const { messaging, id, advance } = await failed();
    advance(3_600_000);
    return messaging.email.retry(id);
  },
  idempotency_conflict: async () => {
    const t = await ready();
    await t.messaging.email.send({ ...mail, idempotencyKey: 'k' });
    return t.messaging.email.send({ ...mail, text: 'other', idempotencyKey: 'k' });
  },
  conflict: async () => {
    const registry = new TestRegistry();
    const t = await withSender(registry);
    // While the domain is checked, somebody else moves the sender.
    registry.checked = async () => {
      await t.messaging.email.sender.update({ address: 'news@acme.example' });
      return true;
    };
    return t.messaging.email.sender.checkDomain();
  },
  unsupported: async () => (await withSender()).messaging.email.sender.rotateKeys(),
  template_not_found: async () => (await ready()).messaging.email.send({ to: mail.to, template: 'none' }),
  template_version_not_found: async () => {
    const { templates } = (await ready()).messaging.email;
    const { id } = await templates.save({ name: 'x', subject: 's', text: 'x' });
    return templates.version(id, 2);
  },
  webhook_not_found: async () => (await ready()).messaging.webhooks.get('whk_none'),
  template_in_use: async () => {
    const { templates } = (await ready()).messaging.email;
    await templates.save({ id: 'foot', kind: 'partial', name: 'Foot', text: 'Acme' });
    await templates.save({ name: 'Note', subject: 'Hi', text: '{% render "foot" %}' });
    return templates.delete('foot');
  },
  template_invalid: async () =>
    (await ready()).messaging.email.templates.save({ name: 'x', subject: '{{', text: 'x' }),
  template_too_expensive: async () => {
    const { templates } = (await ready()).messaging.email;
    const text = '{% for i in (1..100000) %}{% for j in (1..100000) %}{{ i }}{% endfor %}{% endfor %}';
    return templates.render(draftTemplate('email', { subject: 's', text }), {});
  },
  template_data_invalid: async () => {
    const t = await ready();
    await t.messaging.email.templates.save({ id: 'a', name: 'a', subject: '{{ x }}', text: 'x' });
    return t.messaging.email.send({ to: mail.to, template: 'a', data: {} });
  },
  transactions_unsupported: async () => {
    const { storage, queue } = memory();
    const without = { ...storage, capabilities: { ...storage.capabilities, transactions: false } };
    return (await testMessaging({ storage: without, queue })).messaging.email.send(mail, { tx: {} });
  },
  channel_unavailable: async () => new Messaging({ ...config, ...memory() }).email.send(mail),
  secret_changed: async () => {
    const wiring = memory();
    await new Messaging({ ...config, ...wiring }).start();
    return new Messaging({ ...config, ...wiring, secret: 'y'.repeat(32) }).start();
  },
  storage_not_ready: async () => {
    const { storage, queue } = memory();
    const refused = async () => {
      throw new MessagingError('storage_not_ready', 'Run migrate() first.');
    };
    return new Messaging({ ...config, queue, storage: { ...storage, check: refused } }).start();
  },
};

describe('every error code', () => {
  it.each(Object.entries(provoked))(
    '%s is thrown, with a sentence and no private content',
    async (code, provoke) => {
      const error = await provoke().then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(isMessagingError(error)).toBe(true);
      expect(error).toMatchObject({ code, message: expect.stringMatching(/^[A-Z"].{10,}[.?]$/s) });
      const shown = JSON.stringify(error);
      for (const secret of ['jo@acme.example', 'hello@acme.example', 'Hello', config.secret])
        expect(shown).not.toContain(secret);
    },
  );

  it.each([
    ['an unknown option', { ...config, ...memory(), sotrage: 1 }],
    ['no storage', { ...config, queue: memory().queue }],
    ['an SMS transport for e-mail', { ...config, ...memory(), email: memoryTransport({ channel: 'sms' }) }],
    ['a site without a name', { ...config, ...memory(), site: { id: 'a', name: '' } }],
    ['a site id with a slash', { ...config, ...memory(), site: { id: 'a/b', name: 'A' } }],
    [
      'a prefix of two lines',
      { ...config, ...memory(), site: { id: 'a', name: 'A', prefix: { email: 'a\nb' } } },
    ],
    ['no concurrency', { ...config, ...memory(), delivery: { concurrency: { email: 0 } } }],
    ['an unknown delivery option', { ...config, ...memory(), delivery: { retries: 3 } }],
  ])('refuses a configuration with %s', (_what, wrong) => {
    expect(() => new Messaging(wrong as never)).toThrow(expect.objectContaining({ code: 'invalid_config' }));
  });
});
