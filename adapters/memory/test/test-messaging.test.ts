import { execFileSync } from 'node:child_process';
import { testMessaging } from '@postern/memory/testing';
import { describe, expect, it } from 'vitest';

const mail = {
  to: { address: 'Jo@customer.example' },
  subject: 'Welcome',
  text: 'Hello Jo',
  html: '<p>Hello Jo</p>',
};

describe('testMessaging', () => {
  it('is ready to send, and sends when told to', async () => {
    const t = await testMessaging();
    await t.messaging.email.send(mail);
    t.expectNothingSent();
    await t.deliverAll();
    const sent = t.expectSent({ to: 'jo@customer.example', subject: 'Welcome', text: /^Hello/, html: '<p>' });
    expect(sent.from.address).toBe('hello@sender.example');
    expect(t.sent).toHaveLength(1);
    t.clear();
    t.expectNothingSent();
  });

  it('has a clock that stands until it is moved', async () => {
    const t = await testMessaging({ startAt: new Date('2031-05-01T00:00:00Z') });
    await t.messaging.sms.send({
      to: { address: '+447400123456' },
      text: 'Later',
      scheduledAt: new Date('2031-05-08T00:00:00Z'),
    });
    await t.deliverAll();
    t.expectNothingSent();
    t.advance(7 * 86_400_000);
    expect(t.now).toEqual(new Date('2031-05-08T00:00:00Z'));
    await t.deliverAll();
    t.expectSent({ channel: 'sms', to: '+447400123456', text: 'Test: Later' });
  });

  it('says what was sent instead of what was expected', async () => {
    const t = await testMessaging();
    await t.messaging.email.send(mail);
    expect(() => t.expectSent({ subject: 'Bye' })).toThrow('Nothing was sent. Was deliverAll() called');
    await t.deliverAll();
    expect(() => t.expectSent({ subject: 'Bye', text: /x/ })).toThrow(
      'No message was sent with subject "Bye", text /x/. Sent:\n  email to Jo@customer.example: [Test] Welcome',
    );
    expect(() => t.expectNothingSent()).toThrow('Nothing should have been sent. Sent:');
    t.expectNothingSent({ channel: 'sms' });
    expect(() => t.expectNothingSent({ channel: 'email' })).toThrow('Nothing should have been sent.');
  });

  it('can begin without a sender', async () => {
    const t = await testMessaging({ senderReady: false });
    await expect(t.messaging.email.send(mail)).rejects.toMatchObject({ code: 'sender_not_ready' });
  });

  it('serves under node:test as well', () => {
    const fixture = 'adapters/memory/test/fixtures/host.fixture.ts';
    const args = [
      '--import',
      'tsx',
      '--conditions=@postern/source',
      '--test',
      '--test-reporter=tap',
      fixture,
    ];
    // Vitest marks its children; node's runner would take itself for one of them.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const output = execFileSync(process.execPath, args, { encoding: 'utf8', env });
    expect(output).toContain('# pass 1');
    expect(output).toContain('# fail 0');
  });
});
