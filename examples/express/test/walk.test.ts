import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Client, type Receipt } from './support/client.ts';

let client: Client;
beforeEach(async () => {
  client = await Client.start();
});
afterEach(() => client.stop());

const needed = ['ownership', 'dkim', 'dkim', 'dmarc'];

describe('the walk of the README', () => {
  test('leads from no sender to a signed mail that history and search show', async () => {
    expect(await client.get('/api/email/overview')).toMatchObject({ sent: 0 });
    const created = await client.post('/api/email/sender', { name: 'Acme', address: 'hello@acme.example' });
    expect(created).toMatchObject({
      address: 'hello@acme.example',
      ready: false,
      missing: ['validate_address', 'validate_domain'],
      code: { sent: true },
    });

    const confirmed = await client.post('/api/email/sender/confirm', { code: await client.code() });
    expect(confirmed).toMatchObject({ addressValidated: true, missing: ['validate_domain'] });

    const failed = await client.post('/api/email/sender/domain/check');
    expect(failed).toMatchObject({
      validated: false,
      records: needed.map((purpose) => ({
        purpose,
        status: 'failed',
        diagnostics: [{ code: 'not_found', message: expect.stringContaining('.acme.example') }],
      })),
    });
    const { records } = (await client.get('/api/email/sender/domain')) as { records: readonly ZoneRecord[] };
    for (const { type, name, value } of records) await client.post('/dns/records', { type, name, value });
    expect(await client.post('/api/email/sender/domain/check')).toMatchObject({
      validated: true,
      records: needed.map((purpose) => ({ purpose, status: 'passed', diagnostics: [] })),
    });
    expect(await client.get('/api/email/sender')).toMatchObject({ ready: true, missing: [] });

    const [consumer] = (await client.get('/api/consumers?q=zoe')) as readonly { id: string; email: string }[];
    expect(consumer).toMatchObject({ name: expect.stringMatching(/^Zoë /), email: expect.any(String) });
    const message = { subject: 'Invoice 10', text: 'It is due on Friday.', origin: 'web' };
    const receipt = (await client.post('/api/email/messages', { to: consumer?.id, ...message })) as Receipt;
    expect(receipt).toMatchObject({ status: 'queued', repeated: false });

    const detail = await client.reaches('sent', 'email', receipt.id);
    expect(detail).toMatchObject({
      status: 'sent',
      subject: '[Acme] Invoice 10',
      to: { consumerId: consumer?.id, address: consumer?.email },
      events: [{ type: 'queued' }, { type: 'sending' }, { type: 'sent' }],
    });

    expect(await client.get('/mail/latest.json')).toMatchObject({
      envelope: {
        from: expect.stringMatching(/^bounce\+\w+-1-\w+@acme\.example$/),
        to: [consumer?.email],
      },
      subject: '[Acme] Invoice 10',
      text: expect.stringContaining('It is due on Friday.'),
      verdict: {
        dkim: [
          { domain: 'acme.example', result: 'pass' },
          { domain: 'acme.example', result: 'pass' },
        ],
        dmarc: { result: 'pass' },
      },
    });

    const found = { items: [{ id: receipt.id, status: 'sent', origin: 'web' }] };
    expect(await client.get('/api/email/messages?origin=web')).toMatchObject(found);
    expect(await client.get('/api/email/messages/search?q=INVOICE%2010')).toMatchObject(found);
    expect(await client.get(`/api/consumers/${consumer?.id}/messages`)).toMatchObject(found);
    expect(await client.get('/api/email/overview')).toMatchObject({ sent: 2, sender: { ready: true } });
  });

  test('shows a record that is removed again as missing, and the domain as no longer validated', async () => {
    await client.makeReady();
    const zone = (await client.get('/dns.json')) as readonly ZoneRecord[];
    await client.post(
      '/dns/records/remove',
      zone.find(({ name }) => name === '_dmarc.acme.example'),
    );
    expect(await client.post('/api/email/sender/domain/check')).toMatchObject({ validated: false });
    const { status, text } = await client.ask('POST', '/api/email/messages', {
      to: 'cus_001',
      subject: 'Hello',
      text: 'Hello',
    });
    expect(status).toBe(409);
    expect(JSON.parse(text)).toMatchObject({
      code: 'sender_not_ready',
      details: { missing: ['validate_domain'] },
    });
  });

  test('deletes the sender and keeps what was sent', async () => {
    await client.makeReady();
    expect((await client.ask('DELETE', '/api/email/sender')).status).toBe(204);
    expect(await client.get('/api/email/sender')).toBeNull();
    expect(await client.get('/api/email/messages?origin=sys')).toMatchObject({
      items: [{ template: { id: 'postern.one-time-code' }, sender: { address: 'hello@acme.example' } }],
    });
  });
});

describe('a message that waits', () => {
  beforeEach(() => client.makeReady());

  test('is rescheduled, then canceled, and a canceled one is not retried', async () => {
    const scheduledAt = new Date(Date.now() + 86_400_000).toISOString();
    const message = { to: 'cus_001', subject: 'Later', text: 'Not yet.', scheduledAt };
    const { id, status } = (await client.post('/api/email/messages', message)) as Receipt;
    expect(status).toBe('scheduled');
    const at = new Date(Date.now() + 2 * 86_400_000).toISOString();
    expect(await client.post(`/api/email/messages/${id}/reschedule`, { at })).toMatchObject({
      scheduledAt: at,
    });
    expect(await client.post(`/api/email/messages/${id}/cancel`)).toMatchObject({ status: 'canceled' });
    const retried = await client.ask('POST', `/api/email/messages/${id}/retry`);
    expect([retried.status, JSON.parse(retried.text)]).toMatchObject([409, { code: 'illegal_status' }]);
    expect(await client.get('/api/email/messages?status=canceled,scheduled')).toMatchObject({
      items: [{ id }],
    });
  });

  test('is recorded once under one idempotency key', async () => {
    const message = { to: 'cus_001', subject: 'Once', text: 'Only once.', idempotencyKey: 'order-1' };
    const first = (await client.post('/api/email/messages', message)) as Receipt;
    expect(await client.post('/api/email/messages', message)).toMatchObject({ id: first.id, repeated: true });
    const other = await client.ask('POST', '/api/email/messages', { ...message, text: 'Another.' });
    expect([other.status, JSON.parse(other.text)]).toMatchObject([409, { code: 'idempotency_conflict' }]);
  });

  test('carries its files as they were', async () => {
    const attachments = [{ filename: 'hello.txt', contentType: 'text/plain', base64: 'aGVsbG8=' }];
    const message = { to: 'cus_001', subject: 'A file', html: '<p>See the file.</p>', attachments };
    const { id } = (await client.post('/api/email/messages', message)) as Receipt;
    await client.reaches('sent', 'email', id);
    const [mail] = (await client.get('/mail.json')) as readonly unknown[];
    expect(mail).toMatchObject({
      attachments: [{ filename: 'hello.txt', contentType: 'text/plain', bytes: 5 }],
      verdict: { dmarc: { result: 'pass' } },
    });
  });
});

describe('templates', () => {
  test('are written, listed, previewed, used and deleted', async () => {
    await client.makeReady();
    const path = '/api/email/templates/invoice';
    const template = { name: 'Invoice', subject: 'Invoice {{ no }}', html: '<p>{{ no }}</p>' };
    expect((await client.ask('PUT', path, template)).status).toBe(200);
    expect(await client.get('/api/email/templates')).toMatchObject([
      { id: 'invoice', definedIn: 'storage', variables: ['no'] },
      { id: 'newsletter', definedIn: 'code', topic: 'news' },
      { id: 'order-confirmation', definedIn: 'code' },
      { id: 'welcome', definedIn: 'code' },
    ]);
    expect(await client.post(`${path}/preview`, { data: { no: '<10>' } })).toMatchObject({
      subject: 'Invoice <10>',
      html: '<p>&lt;10&gt;</p>',
    });
    const without = await client.ask('POST', `${path}/preview`, { data: {} });
    expect([without.status, JSON.parse(without.text)]).toMatchObject([
      422,
      { code: 'template_data_invalid', details: { variables: ['no'] } },
    ]);
    const sent = (await client.post('/api/email/messages', {
      ...{ to: 'cus_001', template: 'invoice', data: { no: 10 } },
    })) as Receipt;
    expect(await client.reaches('sent', 'email', sent.id)).toMatchObject({ template: { name: 'Invoice' } });
    expect((await client.ask('DELETE', path)).status).toBe(204);
    expect((await client.ask('GET', path)).status).toBe(404);
  });
});

interface ZoneRecord {
  readonly type: string;
  readonly name: string;
  readonly value: string;
}
