import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Client } from './support/client.ts';

let client: Client;
beforeAll(async () => {
  client = await Client.start();
  await client.makeReady();
});
afterAll(() => client.stop());

const asForm = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
let count = 0;
let message: { readonly to: object; readonly subject: string; readonly text: string };
beforeEach(() => {
  count += 1;
  message = { to: { address: `jo${count}@example.com` }, subject: 'Hello', text: 'Hello' };
});

async function sent(input: object): Promise<string> {
  const { id } = await client.send('email', input);
  await client.reaches('sent', 'email', id);
  return id;
}

describe('a mail that bounces', () => {
  test('becomes undelivered, and its address is not sent to any more', async () => {
    const id = await sent(message);
    const page = async () => (await client.ask('GET', '/mail/latest', undefined, asForm)).text;
    expect(await page()).toContain(
      `<a href="/api/email/messages/${id}"><span class="badge plain">sent</span>`,
    );
    const [, action = ''] = /action="(\/mail\/\d+\/bounce)"/.exec(await page()) ?? [];
    const bounced = await client.ask('POST', action, '', asForm);
    expect([bounced.status, bounced.headers.get('location')]).toEqual([303, action.replace('/bounce', '')]);
    expect(await page()).toContain('<span class="badge bad">undelivered</span>');

    expect(await client.reaches('undelivered', 'email', id)).toMatchObject({
      failure: { class: 'recipient', code: expect.stringContaining('5.1.1') },
    });
    const entry = { ...message.to, reason: 'bounced', source: 'provider' };
    expect(await client.get('/api/email/suppressions')).toMatchObject({ items: [entry] });
    expect(await client.send('email', message)).toMatchObject({ status: 'suppressed' });
  });

  test('once more changes nothing', async () => {
    const id = await sent(message);
    const bounce = () => client.post('/mail/latest/bounce');
    expect(await bounce()).toEqual([{ messageId: id, type: 'undelivered', result: 'moved' }]);
    const before = await client.get('/api/email/suppressions');
    expect(await bounce()).toMatchObject([{ messageId: id, result: 'recorded' }]);
    expect(await client.get('/api/email/suppressions')).toEqual(before);
    await client.reaches('undelivered', 'email', id);
  });
});

describe('unsubscribing', () => {
  test('is offered by the mail’s header and happens by a post alone', async () => {
    await sent({ ...message, unsubscribe: true });
    const { unsubscribeUrl } = (await client.get('/mail/latest.json')) as { unsubscribeUrl: string };
    expect(unsubscribeUrl).toContain(`${client.url}/messaging/unsubscribe/`);
    const { text } = await client.ask('GET', '/mail/latest', undefined, asForm);
    expect(text).toContain(`<a href="${unsubscribeUrl}">Unsubscribe</a>`);

    const asked = await fetch(unsubscribeUrl, { headers: { origin: 'https://webmail.example' } });
    expect([asked.status, await asked.text()]).toEqual([
      200,
      expect.stringContaining('<button class="main">Unsubscribe'),
    ]);
    await sent(message);
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    const done = await fetch(unsubscribeUrl, { method: 'POST', body });
    expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('You are unsubscribed')]);
    expect(await client.send('email', message)).toMatchObject({ status: 'suppressed' });
  });

  test('is not offered by a mail that is not marked so', async () => {
    await sent(message);
    expect(await client.get('/mail/latest.json')).not.toHaveProperty('unsubscribeUrl');
  });
});
