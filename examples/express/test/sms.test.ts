import { startTwilioStandIn } from '@postern/twilio/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Client } from './support/client.ts';

let client: Client;
beforeEach(async () => {
  client = await Client.start();
});
afterEach(() => client.stop());

const message = { to: 'cus_001', text: 'Your table is ready.' };
const number = '+12025550100';
const asForm = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };

describe('an SMS', () => {
  test('goes out, and signed callbacks say how it arrived', async () => {
    expect(await client.post('/api/sms/preview', { text: message.text })).toMatchObject({
      text: 'Acme: Your table is ready.',
      segments: 1,
    });
    const { id, status } = await client.send('sms', { ...message, origin: 'web' });
    expect(status).toBe('queued');
    expect(await client.reaches('delivered', 'sms', id)).toMatchObject({
      to: { consumerId: 'cus_001', address: number },
      content: { text: 'Acme: Your table is ready.' },
      events: expect.arrayContaining([
        expect.objectContaining({ type: 'sent' }),
        expect.objectContaining({ type: 'delivered', detail: 'Twilio: delivered' }),
      ]),
    });
    expect(await client.get('/sms.json')).toMatchObject([
      { to: number, text: 'Acme: Your table is ready.', messageId: id, status: 'delivered' },
    ]);
    expect(await client.get('/api/sms/messages/search?q=table')).toMatchObject({ items: [{ id }] });
    expect(await client.get('/api/sms/overview')).toMatchObject({ sent: 1 });
    const [today] = (await client.get('/api/sms/daily?days=1')) as readonly unknown[];
    expect(today).toMatchObject({ counts: { delivered: 1 } });
    expect(await client.get('/api/email/messages')).toEqual({ items: [] });
  });

  test('that fails on its way becomes undelivered, and the number may be tried again', async () => {
    const { id } = await client.send('sms', message);
    await client.reaches('delivered', 'sms', id);
    expect(await client.post('/sms/latest/fail')).toMatchObject([{ messageId: id, status: 'undelivered' }]);
    expect(await client.reaches('undelivered', 'sms', id)).toMatchObject({ failure: { code: '30005' } });
    expect(await client.send('sms', message)).toMatchObject({ status: 'queued' });
  });

  test('is not sent to who replied STOP, until START', async () => {
    await client.reaches('delivered', 'sms', (await client.send('sms', message)).id);
    expect(await client.post('/sms/latest/reply', { text: 'STOP' })).toMatchObject([{ suppressed: true }]);
    expect(await client.get('/api/sms/suppressions')).toMatchObject({
      items: [{ address: number, reason: 'opted_out', source: 'recipient' }],
    });
    expect(await client.send('sms', message)).toMatchObject({ status: 'suppressed' });
    expect(await client.get('/sms.json')).toHaveLength(1);
    expect(await client.post('/sms/latest/reply', { text: 'START' })).toMatchObject([{ suppressed: false }]);
    await client.reaches('delivered', 'sms', (await client.send('sms', message)).id);
  });

  test('from a name cannot be replied to', async () => {
    expect(await client.get('/api/sms/sender')).toMatchObject({ isDefault: true });
    expect((await client.ask('PUT', '/api/sms/sender', { value: 'Acme' })).status).toBe(200);
    const { id } = await client.send('sms', message);
    expect(await client.reaches('delivered', 'sms', id)).toMatchObject({ sender: { address: 'Acme' } });
    const { status, text } = await client.ask('POST', '/sms/latest/reply', { text: 'STOP' });
    expect([status, JSON.parse(text).code]).toEqual([409, 'no_reply']);
    expect((await client.ask('GET', '/sms', undefined, asForm)).text).toContain('From a name: no reply');
  });
});

describe('the page of the phones', () => {
  test('is worked by forms, and shows hostile text as text', async () => {
    const page = async (path = '/sms') => client.ask('GET', path, undefined, { accept: 'text/html' });
    expect((await page()).text).toContain('No SMS yet');
    const { id } = await client.send('sms', { ...message, text: '<script>alert(1)</script>' });
    await client.reaches('delivered', 'sms', id);
    const { text, headers } = await page();
    expect(text).toContain('Acme: &lt;script&gt;alert(1)');
    expect(text).not.toMatch(/<script/i);
    expect(headers.get('refresh')).toBeNull();
    expect((await page('/sms?watch=1')).headers.get('refresh')).toBe('1');
    const [, stop = ''] = /action="(\/sms\/SM\w+\/reply)"/.exec(text) ?? [];
    const replied = await client.ask('POST', stop, 'text=STOP', asForm);
    expect([replied.status, replied.headers.get('location')]).toEqual([303, '/sms']);
    expect((await page()).text).toMatch(/suppressed[\s\S]+Written by phones[\s\S]+STOP/);
  });

  test('knows no other SMS', async () => {
    for (const sid of ['latest', 'SM1']) {
      const { status, text } = await client.ask('POST', `/sms/${sid}/fail`);
      expect([status, JSON.parse(text).code]).toEqual([404, 'no_such_sms']);
    }
  });
});

describe('the public part', () => {
  const callback = '/messaging/callback/sms/twilio';
  const from = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://elsewhere.example' };

  test('takes callbacks from everywhere, by their signature alone', async () => {
    const forged = 'MessageSid=SM1&From=%2B12025550101&To=%2B15035550199&Body=STOP';
    const signed = { ...from, 'x-twilio-signature': 'Zm9yZ2Vk' };
    for (const headers of [from, signed]) {
      expect((await client.ask('POST', callback, forged, headers)).status).toBe(403);
    }
    expect(await client.get('/api/sms/suppressions')).toEqual({ items: [] });
  });
});

test('with a Twilio account SMS go there, and nothing answers to the world without its own address', async () => {
  const account = await startTwilioStandIn();
  const { accountSid, authToken, baseUrl } = account.options;
  const own = await Client.start({
    ...{ TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_SENDER: 'Shop' },
    TWILIO_BASE_URL: baseUrl,
  });
  try {
    await own.reaches('sent', 'sms', (await own.send('sms', message)).id);
    expect(account.messages).toMatchObject([
      { to: number, from: 'Shop', body: 'Acme: Your table is ready.' },
    ]);
    expect(account.messages[0]?.statusCallback).toBeUndefined();
    for (const path of ['/sms', '/sms.json', '/messaging/callback/sms/twilio']) {
      expect([path, (await own.ask('GET', path)).status]).toEqual([path, 404]);
    }
  } finally {
    await own.stop();
    await account.close();
  }
});

describe('the suppression list', () => {
  test.each([
    [
      'email',
      'Jo@Example.com',
      'jo@example.com',
      { to: { address: 'jo@example.com' }, subject: 'x', text: 'x' },
    ],
    ['sms', '(202) 555-0100', number, message],
  ] as const)('of %s is added to, read and removed from', async (channel, written, address, mail) => {
    if (channel === 'email') await client.makeReady();
    const path = `/api/${channel}/suppressions`;
    const entry = { address, reason: 'complained', source: 'ada@acme.example' };
    const added = await client.ask('POST', path, { address: written, reason: 'complained' });
    expect([added.status, JSON.parse(added.text)]).toMatchObject([201, entry]);
    const again = await client.ask('POST', path, { address: written });
    expect([again.status, JSON.parse(again.text)]).toMatchObject([200, entry]);
    expect(await client.get(path)).toMatchObject({ items: [entry] });
    expect(await client.send(channel, mail)).toMatchObject({ status: 'suppressed' });

    const remove = () => client.ask('DELETE', `${path}/${encodeURIComponent(written)}`);
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(404);
    expect(await client.send(channel, mail)).toMatchObject({ status: 'queued' });
  });

  test('refuses what is no address or no reason', async () => {
    for (const body of [{ address: 'x' }, { address: number, reason: 'bored' }, {}]) {
      expect((await client.ask('POST', '/api/sms/suppressions', body)).status).toBe(400);
    }
  });
});
