import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from './support/client.ts';

const message = { to: 'cus_001', subject: 'Hello', text: 'Hello' };
const injected = 'jo@example.com\r\nRCPT TO:<other@example.com>';
const sender = '/api/email/sender';
const messages = '/api/email/messages';

let fresh: Client;
let ready: Client;
beforeAll(async () => {
  [fresh, ready] = await Promise.all([Client.start(), Client.start()]);
  await ready.makeReady();
});
afterAll(() => Promise.all([fresh.stop(), ready.stop()]));

async function refused(
  client: Client,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
) {
  const { status, text } = await client.ask(method, path, body, headers);
  const { code, message: sentence, details } = JSON.parse(text);
  expect(sentence).toMatch(/^\S.+[.?]$/);
  return { status, code, sentence, details };
}

describe('before the sender is ready', () => {
  test('a message is refused with the missing step, and nothing is recorded', async () => {
    expect(await refused(fresh, 'POST', messages, message)).toMatchObject({
      ...{ status: 409, code: 'sender_not_ready' },
      details: { missing: ['create_sender'] },
    });
    expect(await fresh.get(messages)).toEqual({ items: [] });
  });

  test.each([
    ['CRLF in the address', { name: 'Acme', address: injected }, 400, 'invalid_address'],
    ['a name with an @', { name: 'hello@acme.example', address: 'a@acme.example' }, 422, 'sender_refused'],
    [
      'CRLF in the name',
      { name: 'Acme\r\nBcc: a@b.example', address: 'a@acme.example' },
      422,
      'sender_refused',
    ],
    ['no address', { name: 'Acme' }, 400, 'invalid_address'],
    ['an address that is no text', { name: 'Acme', address: { a: 1 } }, 400, 'invalid_address'],
    ['a free-mail address', { name: 'Acme', address: 'acme@gmail.com' }, 422, 'sender_refused'],
    ['a domain that takes no mail', { name: 'Acme', address: 'a@nowhere.example' }, 422, 'sender_refused'],
  ])('a sender with %s is refused', async (_what, body, status, code) => {
    expect(await refused(fresh, 'POST', sender, body)).toMatchObject({ status, code });
    expect(await fresh.get(sender)).toBeNull();
  });
});

describe('the code', () => {
  test('of eight digits is refused without using up a try', async () => {
    const client = await Client.start();
    try {
      await client.post(sender, { name: 'Acme', address: 'hello@acme.example' });
      const code = await client.code();
      for (const bad of ['12345678', 12345678, '', undefined]) {
        const answer = await refused(client, 'POST', `${sender}/confirm`, { code: bad });
        expect(answer).toMatchObject({ status: 400, code: 'code_malformed' });
      }
      const wrong = code === '000000' ? '000001' : '000000';
      expect(await refused(client, 'POST', `${sender}/confirm`, { code: wrong })).toMatchObject({
        ...{ status: 422, code: 'code_wrong', details: { attemptsLeft: 4 } },
      });
      const again = await client.ask('POST', `${sender}/code`);
      expect([again.status, JSON.parse(again.text).code]).toEqual([429, 'code_too_soon']);
      expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await client.post(`${sender}/confirm`, { code })).toMatchObject({ addressValidated: true });
    } finally {
      await client.stop();
    }
  });
});

describe('a message', () => {
  test.each([
    ['CRLF in the address', { to: { address: injected } }, 400, 'invalid_address'],
    ['CRLF in the subject', { subject: 'Hi\r\nBcc: a@b.example' }, 400, 'invalid_message'],
    ['an unknown consumer', { to: 'nobody' }, 404, 'consumer_not_found'],
    ['a consumer without an address', { to: 'cus_007' }, 422, 'consumer_unreachable'],
    ['no text', { text: undefined }, 400, 'invalid_message'],
    ['cc', { cc: 'a@b.example' }, 400, 'invalid_message'],
    ['a date in the past', { scheduledAt: '2020-01-01T00:00:00Z' }, 400, 'invalid_time'],
    ['a date without its zone', { scheduledAt: '2099-01-01T00:00:00' }, 400, 'invalid_time'],
    ['no date', { scheduledAt: 'tomorrow' }, 400, 'invalid_time'],
    ['a file that is no base64', { attachments: [{ filename: 'a', base64: '%%' }] }, 400, 'invalid_message'],
    ['an unknown field', { subjekt: 'x' }, 400, 'invalid_message'],
    ['an unknown template', { text: undefined, template: 'none' }, 404, 'template_not_found'],
  ])('with %s is refused and not recorded', async (_what, changes, status, code) => {
    const before = await ready.get(messages);
    expect(await refused(ready, 'POST', messages, { ...message, ...changes })).toMatchObject({
      status,
      code,
    });
    expect(await ready.get(messages)).toEqual(before);
  });

  test('of 30 MB is refused by its size alone', async () => {
    const text = 'x'.repeat(30_000_000);
    const answer = await refused(ready, 'POST', messages, { ...message, text });
    expect(answer).toMatchObject({ status: 413, code: 'body_too_large' });
    expect(answer.sentence).toContain('16 MB');
  });
});

describe('a request', () => {
  test.each([
    ['POST', messages, '{"to":', 400, 'malformed_json'],
    ['POST', messages, '[]', 400, 'no_object'],
    ['POST', messages, undefined, 400, 'no_object'],
    ['GET', `${messages}?limit=1000`, undefined, 400, 'invalid_argument'],
    ['GET', `${messages}?origin=a&origin=b`, undefined, 400, 'invalid_argument'],
    ['GET', `${messages}?status=lost`, undefined, 400, 'invalid_argument'],
    ['GET', `${messages}?cursor=x`, undefined, 400, 'invalid_cursor'],
    ['GET', `${messages}/search?q=`, undefined, 400, 'invalid_argument'],
    ['GET', `${messages}/msg_none`, undefined, 404, 'message_not_found'],
    ['GET', '/api/consumers/nobody', undefined, 404, 'consumer_not_found'],
    ['GET', `${messages}/%ff`, undefined, 400, 'bad_request'],
    ['GET', '/api/none', undefined, 404, 'no_such_route'],
    ['GET', '/mail/99/text', undefined, 404, 'no_such_mail'],
    ['POST', '/dns/records', { type: 'TXT', name: 'a b', value: 'x' }, 400, 'invalid_record'],
    ['POST', '/dns/records', { type: 'MX', name: 'acme.example', value: 'mail' }, 400, 'invalid_record'],
    ['POST', '/dns/records', { type: 'A', name: 'acme.example', value: '1.2.3' }, 400, 'invalid_argument'],
    [
      'POST',
      '/dns/records/remove',
      { type: 'A', name: 'none.example', value: '1.2.3.4' },
      404,
      'no_such_record',
    ],
  ])('%s %s with %j answers %i %s', async (method, path, body, status, code) => {
    expect(await refused(ready, method, path, body)).toMatchObject({ status, code });
  });

  test('with a form where JSON belongs is told how to send JSON', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await refused(ready, 'POST', messages, 'to=cus_001', headers);
    expect(answer).toMatchObject({ status: 415, code: 'not_json' });
    expect(answer.sentence).toContain("-H 'content-type: application/json'");
  });
});
