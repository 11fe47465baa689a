import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from './support/client.ts';

let client: Client;
beforeAll(async () => {
  client = await Client.start();
  await client.makeReady();
});
afterAll(() => client.stop());

const ada = 'ada@acme.example';
const refusalOf = async (method: string, path: string, body?: object) => {
  const { status, text } = await client.ask(method, path, body);
  return [status, JSON.parse(text).code];
};

describe('the history', () => {
  test('is narrowed by several filters at once, also with a search', async () => {
    const about = { reference: 'order/4711', metadata: { shop: 'north' }, topic: 'news' };
    const message = { subject: 'Parcel', text: 'It is on its way.', ...about };
    const first = await client.send('email', { to: 'cus_001', ...message, origin: 'web' });
    const second = await client.send('email', { to: 'cus_002', ...message });
    await client.send('email', { to: 'cus_001', subject: 'Parcel', text: 'Of another order.' });
    for (const { id } of [first, second]) await client.reaches('sent', 'email', id);
    expect(await client.get(`/api/email/messages/${first.id}`)).toMatchObject({ ...about, actor: ada });

    const idsOf = async (path: string) =>
      ((await client.get(`/api/email/messages${path}`)) as { items: { id: string }[] }).items.map(
        ({ id }) => id,
      );
    const all = 'reference=order%2F4711';
    expect(await idsOf(`?${all}`)).toEqual([second.id, first.id]);
    const narrowing: readonly string[] = [
      ...['origin=web', `actor=${ada}`, 'consumerId=cus_001'],
      `origin=web&consumerId=cus_001&topic=news&transport=smtp&sender=hello%40acme.example&status=sent,delivered`,
    ];
    for (const filter of narrowing) {
      expect([filter, await idsOf(`?${all}&${filter}`)]).toEqual([filter, [first.id]]);
      expect([filter, await idsOf(`/search?q=parcel&${all}&${filter}`)]).toEqual([filter, [first.id]]);
    }
    const excluding: readonly string[] = [
      ...['from=2100-01-01T00:00:00Z', 'to=2020-01-01T00:00:00Z', 'template=welcome', 'failure=network'],
      ...['sender=other%40acme.example', 'transport=ses', 'topic=reminders', 'status=failed'],
    ];
    for (const filter of excluding) {
      expect([filter, await idsOf(`?${all}&${filter}`)]).toEqual([filter, []]);
      expect([filter, await idsOf(`/search?q=parcel&${all}&${filter}`)]).toEqual([filter, []]);
    }
  });

  test.each([
    ['from=yesterday', 'invalid_time'],
    ['failure=bad_luck', 'invalid_argument'],
    ['topic=news&topic=reminders', 'invalid_argument'],
  ])('refuses %s', async (filter, code) => {
    for (const path of ['', '/search']) {
      expect(await refusalOf('GET', `/api/email/messages${path}?q=x&${filter}`)).toEqual([400, code]);
    }
  });
});

describe('who changed what', () => {
  test('stands in the message’s events and in the audit list', async () => {
    const scheduledAt = new Date(Date.now() + 86_400_000).toISOString();
    const { id } = await client.send('email', {
      to: 'cus_001',
      subject: 'Later',
      text: 'Later',
      scheduledAt,
    });
    const path = `/api/email/messages/${id}`;
    await client.post(`${path}/reschedule`, { at: new Date(Date.now() + 2 * 86_400_000).toISOString() });
    await client.post(`${path}/cancel`);
    expect(await client.get(path)).toMatchObject({
      events: [{ type: 'scheduled' }, { type: 'rescheduled', actor: ada }, { type: 'canceled', actor: ada }],
    });
    expect(await client.get(`/api/audit?subject=${id}&actor=${ada}`)).toMatchObject({
      items: [{ action: 'message.canceled' }, { action: 'message.rescheduled' }],
    });
  });

  test('names who put an address on the list, and who tried again what it kept back', async () => {
    const address = 'kept@example.com';
    const added = await client.post('/api/email/suppressions', { address });
    expect(added).toMatchObject({ address, reason: 'manual', source: ada });
    const { id, status } = await client.send('email', { to: { address }, subject: 'Hello', text: 'Hello' });
    expect(status).toBe('suppressed');
    expect((await client.ask('DELETE', `/api/email/suppressions/${address}`)).status).toBe(204);
    await client.post(`/api/email/messages/${id}/retry`);
    expect(await client.reaches('sent', 'email', id)).toMatchObject({
      events: expect.arrayContaining([expect.objectContaining({ type: 'requeued', actor: ada })]),
    });
    expect(await client.get(`/api/audit?subject=${address}`)).toMatchObject({
      items: [
        { action: 'suppression.removed', actor: ada },
        { action: 'suppression.added', actor: ada },
      ],
    });
  });

  test('a message that waits may go at once', async () => {
    const scheduledAt = new Date(Date.now() + 86_400_000).toISOString();
    const { id } = await client.send('email', { to: 'cus_001', subject: 'Soon', text: 'Soon', scheduledAt });
    await client.post(`/api/email/messages/${id}/reschedule`, { at: 'now' });
    await client.reaches('sent', 'email', id);
  });
});

describe('topics', () => {
  const address = 'choosy@example.com';
  const message = { to: { address }, subject: 'Words', text: 'Words' };
  const preferences = `/api/email/preferences/${address}`;

  test('are left and joined again by the page behind a signed link', async () => {
    const { url } = (await client.post(`${preferences}/link`)) as { url: string };
    const page = await (await fetch(url)).text();
    for (const name of ['News', 'Reminders']) expect(page).toContain(name);
    await client.ask('PUT', preferences, { topics: { news: false } });
    expect(await client.get(preferences)).toMatchObject({
      optedOut: false,
      topics: [
        { id: 'news', subscribed: false },
        { id: 'reminders', subscribed: true },
      ],
    });
    expect(await client.send('email', { ...message, topic: 'news' })).toMatchObject({ status: 'suppressed' });
    expect(await client.send('email', message)).toMatchObject({ status: 'queued' });
    expect((await client.ask('DELETE', `/api/email/suppressions/${address}?topic=news`)).status).toBe(204);
    expect(await client.send('email', { ...message, topic: 'news' })).toMatchObject({ status: 'queued' });
  });

  test('an entry may be of one topic', async () => {
    const entry = { address: 'one@example.com', topic: 'reminders' };
    expect(await client.post('/api/email/suppressions', entry)).toMatchObject(entry);
    expect(await client.get('/api/email/preferences/one@example.com')).toMatchObject({ optedOut: false });
  });

  test('what is essential passes an opt-out of everything', async () => {
    await client.ask('PUT', preferences, { optedOut: true });
    expect(await client.send('email', message)).toMatchObject({ status: 'suppressed' });
    expect(await client.send('email', { ...message, essential: true })).toMatchObject({ status: 'queued' });
    expect(
      await refusalOf('POST', '/api/email/messages', { ...message, essential: true, unsubscribe: true }),
    ).toEqual([400, 'invalid_message']);
    expect(await refusalOf('PUT', preferences, { topics: { cats: true } })).toEqual([
      400,
      'invalid_argument',
    ]);
  });
});

describe('several senders', () => {
  test('each is set up by itself, named by a message, and may become the default', async () => {
    const created = await client.post('/api/email/senders/billing', {
      ...{ name: 'Acme Billing', address: 'billing@acme.example' },
    });
    expect(created).toMatchObject({ key: 'billing', domainValidated: true, missing: ['validate_address'] });
    const message = { to: 'cus_003', subject: 'Invoice', text: 'Attached.', sender: 'billing' };
    expect(await refusalOf('POST', '/api/email/messages', message)).toEqual([409, 'sender_not_ready']);
    await client.post('/api/email/senders/billing/confirm', {
      code: await client.codeFor('billing@acme.example'),
    });
    const { id } = await client.send('email', message);
    expect(await client.reaches('sent', 'email', id)).toMatchObject({
      sender: { address: 'billing@acme.example' },
    });

    await client.post('/api/email/senders/billing/default');
    expect(await client.get('/api/email/senders')).toMatchObject([
      { key: 'billing', byDefault: true },
      { key: 'default', byDefault: false },
    ]);
    await client.post('/api/email/senders/default/default');
    expect((await client.ask('DELETE', '/api/email/senders/billing')).status).toBe(204);
    expect(await refusalOf('POST', '/api/email/messages', message)).toEqual([404, 'sender_not_found']);
  });

  test('for SMS too', async () => {
    expect((await client.ask('PUT', '/api/sms/senders/alerts', { value: 'AcmeAlerts' })).status).toBe(200);
    const { id } = await client.send('sms', {
      to: 'cus_001',
      text: 'Your parcel is here.',
      sender: 'alerts',
    });
    expect(await client.get(`/api/sms/messages/${id}`)).toMatchObject({ sender: { address: 'AcmeAlerts' } });
    expect(await client.get('/api/audit?subject=alerts')).toMatchObject({ items: [{ actor: ada }] });
  });
});
