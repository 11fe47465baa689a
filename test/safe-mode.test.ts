import { memory, memoryTransport } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type MessageReport, Messaging, messageLimits, type SafeMode } from '../src/index.ts';
import { insertReadySender } from './support/ready-sender.ts';

const jo = { address: 'jo@customer.example' };
const joPhone = { address: '+447400123456' };
const qa = 'qa@acme.example';
const qaPhone = '+447700900123';

const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
afterEach(() => warn.mockClear());

function open(safeMode: unknown): Promise<TestMessaging> {
  const publicUrl = 'https://acme.example/messaging';
  return testMessaging({ publicUrl, safeMode: safeMode as SafeMode });
}

/** One message to Jo in each channel; their ids. */
async function toJo({ messaging }: TestMessaging): Promise<{ email: string; sms: string }> {
  const mail = { to: { ...jo, name: 'Jo' }, subject: 'Hi', text: 'Hello', unsubscribe: true };
  const { id: email } = await messaging.email.send({ ...mail, headers: { 'X-Order': '4711' } });
  const { id: sms } = await messaging.sms.send({ to: joPhone, text: 'Hello' });
  return { email, sms };
}

describe('safe mode', () => {
  it('lets out what is allowed and nothing else, and the record says why', async () => {
    const t = await open({ allow: ['*@acme.example', '+49*'] });
    const ids = await toJo(t);
    await t.messaging.email.send({ to: { address: 'Uma@Acme.Example' }, subject: 'Hi', text: 'Hello' });
    await t.messaging.sms.send({ to: { address: '+4915112345678' }, text: 'Hello' });
    await t.deliverAll();
    expect(t.sent.map(({ to, subject }) => [to.address, subject])).toEqual([
      ['Uma@acme.example', '[Test] Hi'],
      ['+4915112345678', undefined],
    ]);
    for (const message of [await t.messaging.email.get(ids.email), await t.messaging.sms.get(ids.sms)]) {
      expect(message).toMatchObject({
        status: 'suppressed',
        failure: { class: 'blocked', code: 'safe_mode' },
      });
      expect(message.events.at(-1)?.detail).toContain('safe mode is on');
    }
  });

  it('allows addresses whatever their case and numbers whatever their spaces, and no more than it says', async () => {
    const t = await open({ allow: ['Jo@Customer.Example', '+44 (7400) 123-456'] });
    await toJo(t);
    await t.messaging.email.send({
      to: { address: 'xjo@customer.example' },
      subject: 'Hi',
      text: 'Hello',
    });
    await t.messaging.email.send({
      to: { address: 'jo@customer.example.evil.example' },
      subject: 'Hi',
      text: 'Hello',
    });
    await t.messaging.sms.send({ to: { address: '+447400123457' }, text: 'Hello' });
    await t.deliverAll();
    expect(t.sent.map(({ to }) => to.address)).toEqual([jo.address, joPhone.address]);
  });

  it('redirects the rest, says first whom it was for, and keeps the record as it is', async () => {
    const t = await open({ redirectTo: { email: qa, sms: qaPhone } });
    const ids = await toJo(t);
    await t.deliverAll();
    const [mail, text] = t.sent;
    expect(mail).toMatchObject({
      to: { address: qa },
      subject: '[to jo@customer.example] [Test] Hi',
      text: 'Hello',
    });
    expect(text).toMatchObject({
      to: { address: qaPhone },
      text: '[to +447400123456] Test: Hello',
    });
    const message = await t.messaging.email.get(ids.email);
    expect(message).toMatchObject({ status: 'sent', to: jo, subject: '[Test] Hi' });
    expect(message.events.at(-1)?.detail).toBe(`Redirected to ${qa} by safe mode.`);
  });

  it('leaves out the one-click headers of what it redirects, and no others', async () => {
    const t = await open({ redirectTo: qa, allow: ['uma@customer.example'] });
    await toJo(t);
    await t.messaging.email.send({
      to: { address: 'uma@customer.example' },
      subject: 'Hi',
      text: 'Hello',
      unsubscribe: true,
    });
    await t.deliverAll();
    const [redirected, allowed] = t.email.sent;
    expect(redirected?.headers).toEqual({ 'X-Order': '4711' });
    expect(Object.keys(allowed?.headers ?? {})).toEqual(['List-Unsubscribe', 'List-Unsubscribe-Post']);
  });

  it('switches off the links by which the recipient unsubscribes and chooses, and the record keeps them', async () => {
    const t = await open({ redirectTo: { email: qa, sms: qaPhone } });
    const { email } = t.messaging;
    const choices = await email.preferences.url(jo.address);
    const words = { text: 'Off: {{ unsubscribeUrl }}', html: '<a href="{{ unsubscribeUrl }}">Off</a>' };
    const { id } = await email.send({ to: jo, subject: 'News', ...words, unsubscribe: true });
    await t.messaging.sms.send({ to: joPhone, text: `Choose: ${choices}` });
    await t.deliverAll();
    const off = 'https://acme.example/messaging/unsubscribe/safe-mode';
    expect(t.email.sent[0]).toMatchObject({ text: `Off: ${off}`, html: `<a href="${off}">Off</a>` });
    expect(t.sms.sent[0]?.text).toContain('messaging/preferences/safe-mode');
    expect((await email.get(id)).content?.text).not.toContain('safe-mode');
    for (const kind of ['unsubscribe', 'preferences']) {
      const url = `https://acme.example/messaging/${kind}/safe-mode`;
      const page = await t.messaging.handle(new Request(url));
      expect([page?.status, await page?.text()]).toEqual([404, expect.stringContaining('for testing')]);
    }
  });

  it('suppresses in a channel that has nowhere to redirect to', async () => {
    const t = await open({ redirectTo: qa });
    const { sms } = await toJo(t);
    await t.deliverAll();
    expect(t.sent.map(({ to }) => to.address)).toEqual([qa]);
    expect((await t.messaging.sms.get(sms)).status).toBe('suppressed');
  });

  it('sends what is for the redirect address itself as it is', async () => {
    const t = await open({ redirectTo: 'QA@acme.example' });
    await t.messaging.email.send({ to: { address: qa }, subject: 'Hi', text: 'Hello' });
    await t.deliverAll();
    expect(t.expectSent({ to: qa }).subject).toBe('[Test] Hi');
  });

  it('says how a redirected message failed as well as where it went', async () => {
    const t = await open({ redirectTo: qa });
    t.email.answer(() => ({ outcome: 'rejected', failure: { class: 'content', message: '554 Spam' } }));
    const { email } = await toJo(t);
    await t.deliverAll();
    const { events } = await t.messaging.email.get(email);
    expect(events.at(-1)?.detail).toBe(`Redirected to ${qa} by safe mode. 554 Spam`);
  });

  it('keeps a text within what an SMS may have', async () => {
    const t = await open({ redirectTo: qaPhone });
    await t.messaging.sms.send({ to: joPhone, text: 'x'.repeat(messageLimits.sms - 'Test: '.length) });
    await t.deliverAll();
    expect(t.sms.sent[0]?.text).toHaveLength(messageLimits.sms);
  });

  it('holds what a database brought along that was copied from a system without it', async () => {
    const wired = memory();
    await insertReadySender(wired.storage);
    const email = memoryTransport({ channel: 'email' });
    const config = { site: { id: 'acme', name: 'Acme' }, secret: 'a secret of at least 32 characters' };
    const production = new Messaging({ ...config, ...wired, email });
    const { id } = await production.email.send({ to: jo, subject: 'Hi', text: 'Hello' });
    const staging = new Messaging({ ...config, ...wired, email, safeMode: { allow: [] } });
    await staging.deliverDue();
    expect(email.sent).toEqual([]);
    expect((await staging.email.get(id)).status).toBe('suppressed');
  });

  it('does not end as never sent what may have been taken before', async () => {
    const wired = memory();
    await insertReadySender(wired.storage);
    const email = memoryTransport({ channel: 'email', capabilities: { deduplicatesForMs: 3_600_000 } });
    email.fail('unknown');
    const config = { site: { id: 'acme', name: 'Acme' }, secret: 'a secret of at least 32 characters' };
    let now = new Date();
    const clock = () => now;
    const production = new Messaging({ ...config, ...memory({ clock }), ...wired, email, clock });
    const { id } = await production.email.send({ to: jo, subject: 'Hi', text: 'Hello' });
    await production.deliverDue();
    now = new Date(now.getTime() + 600_000);
    const staging = new Messaging({ ...config, ...wired, email, clock, safeMode: { allow: [] } });
    await staging.deliverDue();
    expect((await staging.email.get(id)).status).toBe('unknown');
    expect(email.sent).toHaveLength(1);
  });

  it('asks a provider for what it redirected by where it went', async () => {
    const asked: string[] = [];
    const email = Object.assign(memoryTransport({ channel: 'email' }), {
      find: async (message: { to: { address: string } }) => {
        asked.push(message.to.address);
        return { kind: 'not_found' } as const;
      },
    });
    const t = await testMessaging({
      safeMode: { redirectTo: qa },
      email,
      delivery: { unknown: { email: 'hold' } },
    });
    email.fail('unknown');
    await t.messaging.email.send({ to: jo, subject: 'Hi', text: 'Hello' });
    await t.deliverAll();
    t.advance(120_000);
    await t.deliverAll();
    expect(asked).toEqual([qa]);
  });

  it('goes for the code mail of a sender as well', async () => {
    const t = await testMessaging({ senderReady: false, safeMode: { redirectTo: qa } });
    t.dns.set('acme-mail.example', 'A', ['192.0.2.1']);
    await t.messaging.email.sender.create({ name: 'Acme', address: 'hello@acme-mail.example' });
    await t.deliverAll();
    const { to, subject, text } = t.expectSent({ to: qa });
    expect(to).toEqual({ address: qa });
    expect(subject).toContain('[to hello@acme-mail.example]');
    expect(text).toMatch(/^\d{6} is the code/);
  });

  describe('what is reported of a message that did not go to its recipient', () => {
    const reports: readonly Pick<MessageReport, 'type' | 'failure'>[] = [
      { type: 'undelivered', failure: { class: 'recipient', message: 'No such mailbox' } },
      { type: 'undelivered', failure: { class: 'blocked', message: 'Refused', unclear: true } },
      { type: 'complained' },
      { type: 'unsubscribed' },
    ];

    it('puts nobody on the suppression list, nor counts as refused', async () => {
      const t = await open({ redirectTo: qa, allow: ['uma@customer.example'] });
      for (const report of reports) {
        for (let day = 0; day < 2; day += 1) {
          const { email: messageId } = await toJo(t);
          await t.deliverAll();
          await t.messaging.report({ ...report, messageId, at: t.now, attempt: 1 });
          t.advance(86_400_000);
        }
      }
      expect(await t.messaging.email.suppressions.find(jo.address)).toBeUndefined();
    });

    it('puts nobody there either where it is refused at once', async () => {
      const t = await open({ redirectTo: qa });
      t.email.fail('rejected');
      const { email } = await toJo(t);
      await t.deliverAll();
      expect((await t.messaging.email.get(email)).failure?.class).toBe('recipient');
      expect(await t.messaging.email.suppressions.find(jo.address)).toBeUndefined();
    });

    it('counts as ever for who is allowed', async () => {
      const t = await open({ redirectTo: qa, allow: [jo.address] });
      t.email.fail('rejected');
      await toJo(t);
      await t.deliverAll();
      expect(await t.messaging.email.suppressions.find(jo.address)).toMatchObject({ reason: 'bounced' });
    });
  });

  it('shows in the figures of both channels and on Messaging, as it is judged', async () => {
    const t = await open({ redirectTo: 'QA@acme.example', allow: ['*@Acme.example', '+44 7*'] });
    const state = {
      email: { redirectTo: qa, allow: ['*@acme.example'] },
      sms: { allow: ['+447*'] },
    };
    expect(t.messaging.safeMode).toEqual(state);
    expect((await t.messaging.email.overview()).safeMode).toEqual(state.email);
    expect((await t.messaging.sms.overview()).safeMode).toEqual(state.sms);
    const off = await testMessaging();
    expect(off.messaging.safeMode).toBeUndefined();
    expect('safeMode' in (await off.messaging.email.overview())).toBe(false);
  });

  it('is told by a warning of the process that hands over, once and without an address', async () => {
    const t = await open({ redirectTo: qa, allow: ['*@acme.example'] });
    await t.messaging.start();
    await t.messaging.stop();
    await t.messaging.start();
    await t.messaging.stop();
    await t.deliverAll();
    expect(warn.mock.calls).toEqual([
      [
        'Safe mode is on: e-mail is redirected, but for those allowed; SMS is not sent.',
        { type: 'PosternWarning', code: 'POSTERN_SAFE_MODE' },
      ],
    ]);
  });

  it('refuses what would not do what was meant, with a sentence', async () => {
    const refusals: readonly (readonly [unknown, string])[] = [
      [true, '"safeMode" must be of type object.'],
      [null, '"safeMode" must be of type object.'],
      [{}, '"safeMode" says neither "redirectTo" nor "allow": { allow: [] } lets nothing out.'],
      [
        { redirectTo: undefined },
        '"safeMode" says neither "redirectTo" nor "allow": { allow: [] } lets nothing out.',
      ],
      [
        { redirectTo: {} },
        '"safeMode" says neither "redirectTo" nor "allow": { allow: [] } lets nothing out.',
      ],
      [{ redirect: qa }, '"safeMode" has a field that is not known: redirect.'],
      [
        { redirectTo: 'qa' },
        '"safeMode.redirectTo" is neither an e-mail address nor a phone number with its +.',
      ],
      [
        { redirectTo: '*@acme.example' },
        '"safeMode.redirectTo" is neither an e-mail address nor a phone number with its +.',
      ],
      [{ redirectTo: { email: qaPhone } }, '"safeMode.redirectTo.email" is no e-mail address.'],
      [{ redirectTo: { sms: '07700900123' } }, '"safeMode.redirectTo.sms" is no phone number.'],
      [{ redirectTo: { pigeon: qa } }, '"safeMode.redirectTo" has a field that is not known: pigeon.'],
      [{ redirectTo: 7 }, '"safeMode.redirectTo" is an address, or an object of one for each channel.'],
      [{ allow: qa }, '"safeMode.allow" must be a list.'],
      [{ allow: [undefined] }, '"safeMode.allow.0" is missing.'],
      ...['*', '*@*', '*@*.acme.example', 'jo*@acme.example', '@acme.example', '+*', '44*', '+44*7', ''].map(
        (pattern) =>
          [
            { allow: [qa, pattern] },
            '"safeMode.allow.1" is none of: "*@acme.example", "jo@acme.example", "+44*", "+447400123456".',
          ] as const,
      ),
    ];
    for (const [safeMode, message] of refusals)
      await expect(open(safeMode), JSON.stringify(safeMode)).rejects.toMatchObject({
        code: 'invalid_config',
        message,
      });
  });
});
