import { memory, memoryConsumers, memoryTransport } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import { Messaging } from 'postern';
import { defineTemplate } from 'postern/templates';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TestRegistry } from '../../../test/support/registry.ts';
import { type Authority, consoleHandler } from '../src/index.ts';
import { ConsoleFixture, consoleFixture, everything } from './support/console-fixture.ts';

let f: ConsoleFixture;
beforeEach(async () => {
  f = await consoleFixture();
});

const get = async (path: string, as: Authority = everything) => (await f.call('GET', path, { as })).body;
const post = (path: string, body?: unknown) => f.call('POST', path, { body });
const codeOf = async (call: Promise<{ body: Record<string, unknown>; status: number }>) => {
  const { body, status } = await call;
  const { error } = z.object({ error: z.object({ code: z.string() }) }).parse(body);
  return [status, error.code];
};

describe('the session', () => {
  it('says who one is, what one may do, and what is configured', async () => {
    const { body } = await f.call('GET', 'session', { headers: { 'accept-language': 'de-CH,de;q=0.9' } });
    expect(body).toMatchObject({
      user: { id: 'u1', name: 'Ada' },
      site: { id: 'test', name: 'Test' },
      sites: [{ id: 'test', name: 'Test' }],
      permissions: { view: true, send: true, manage: true, operate: true },
      locale: 'de-CH',
      channels: { email: true, sms: true },
      features: { consumers: true, domainCheck: true },
      limits: { requestBytes: 1_000_000, subject: 500, sms: 1600, code: { digits: 6 } },
    });
  });

  it('takes the language from the host before the browser', async () => {
    expect(await get('session', { ...everything, locale: 'fr' })).toMatchObject({ locale: 'fr' });
  });
});

describe('sites', () => {
  const sites = [
    { id: 'acme', name: 'Acme' },
    { id: 'other', name: 'Other' },
  ];
  const at = (site: string): Authority => ({ ...everything, site });

  beforeEach(async () => {
    f = await consoleFixture({}, { sites });
    for (const site of sites) await f.t.messaging.forSite(site.id).sms.sender.set(site.name);
  });

  it('are kept apart: what belongs to another is not there', async () => {
    const { id } = await f.t.messaging.forSite('acme').sms.send({ to: 'c1', text: 'Secret of Acme' });
    expect((await f.call('GET', `sms/messages/${id}`, { as: at('acme') })).status).toBe(200);
    const attempts = [
      f.call('GET', `sms/messages/${id}`, { as: at('other') }),
      f.call('GET', `email/messages/${id}/html`, { as: at('other') }),
      ...['cancel', 'retry'].map((move) => f.call('POST', `sms/messages/${id}/${move}`, { as: at('other') })),
      f.call('POST', `sms/messages/${id}/reschedule`, {
        as: at('other'),
        body: { at: '2030-02-01T00:00:00Z' },
      }),
    ];
    for (const attempt of attempts) expect(await codeOf(attempt)).toEqual([404, 'message_not_found']);
    for (const path of ['sms/messages', 'sms/search?term=secret', 'consumers/c1/messages']) {
      expect((await get(path, at('other'))).items).toEqual([]);
      expect((await get(path, at('acme'))).items).toHaveLength(1);
    }
  });

  it('are chosen by the address among those the user has, and no others', async () => {
    const as: Authority = { ...everything, sites: ['acme', 'other'] };
    expect(await get('session', as)).toMatchObject({ site: { id: 'acme' }, sites });
    expect(await get('sms/sender?site=other', as)).toMatchObject({ value: 'Other' });
    expect(await codeOf(f.call('GET', 'sms/sender?site=test', { as }))).toEqual([404, 'no_such_site']);
    expect(await codeOf(f.call('GET', 'sms/sender?site=other', { as: at('acme') }))).toEqual([
      404,
      'no_such_site',
    ]);
  });

  it('are found by their id where the host keeps them in a database', async () => {
    const names = new Map([['late', 'Late']]);
    const find = async (id: string) => {
      const name = names.get(id);
      return name === undefined ? undefined : { id, name };
    };
    f = await consoleFixture({}, { sites: find });
    const late = await f.t.messaging.loadSite('late');
    const { id } = await late.sms.send({ to: 'c1', text: 'Hello' });
    expect((await get('sms/messages', at('late'))).items).toMatchObject([{ id }]);
    // One of the choice that is gone does not take the others away.
    const as: Authority = { ...everything, sites: ['late', 'gone'] };
    expect(await get('session', as)).toMatchObject({
      site: { id: 'late', name: 'Late' },
      sites: [{ id: 'late', name: 'Late' }],
    });
    expect(await codeOf(f.call('GET', 'session', { as: at('gone') }))).toEqual([404, 'unknown_site']);
    names.clear();
    f.t.messaging.forgetSite('late');
    expect(await codeOf(f.call('GET', 'session', { as: at('late') }))).toEqual([404, 'unknown_site']);
  });

  it('begin with the one the host says', async () => {
    const as: Authority = { ...everything, sites: ['acme', 'other'], site: 'other' };
    expect(await get('session', as)).toMatchObject({ site: { id: 'other' } });
  });
});

describe('the e-mail sender', () => {
  beforeEach(async () => {
    const email = memoryTransport({ channel: 'email', senders: new TestRegistry() });
    f = await consoleFixture({}, { senderReady: false, email });
    f.t.dns.set('acme.example', 'MX', [{ exchange: 'mx.acme.example', priority: 10 }]);
  });

  it('goes from nothing to an address that is confirmed', async () => {
    expect((await f.call('GET', 'email/sender')).text).toBe('null');
    expect(await codeOf(post('email/sender', { name: 'Acme', address: 'nonsense' }))).toEqual([
      400,
      'invalid_address',
    ]);
    const created = await post('email/sender', { name: 'Acme', address: 'hello@acme.example' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ name: 'Acme', addressValidated: false, code: { sent: true } });
    expect(await codeOf(post('email/sender', { name: 'B', address: 'b@acme.example' }))).toEqual([
      409,
      'sender_exists',
    ]);

    const early = await post('email/sender/code', {});
    expect(early.status).toBe(429);
    expect(early.body).toMatchObject({
      error: { code: 'code_too_soon', details: { retryAt: expect.any(String) } },
    });
    await f.t.deliverAll();
    const code = /\d{6}/.exec(f.t.sent[0]?.text ?? '')?.[0] ?? '';
    const wrong = code === '000000' ? '000001' : '000000';
    expect((await post('email/sender/confirm', { code: wrong })).body).toMatchObject({
      error: { code: 'code_wrong', details: { attemptsLeft: 4 } },
    });
    expect((await post('email/sender/confirm', { code })).body).toMatchObject({ addressValidated: true });
    expect(await get('email/overview')).toMatchObject({ sender: { address: 'hello@acme.example' } });
  });

  it('is renamed, asked for another code, and deleted', async () => {
    await post('email/sender', { name: 'Acme', address: 'hello@acme.example' });
    const renamed = await f.call('PATCH', 'email/sender', { body: { name: 'Acme Ltd' } });
    expect(renamed.body).toMatchObject({ name: 'Acme Ltd', address: 'hello@acme.example' });
    f.t.advance(61_000);
    expect((await post('email/sender/code', {})).body).toMatchObject({ sent: true });
    const deleted = await f.call('DELETE', 'email/sender');
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expect(await codeOf(f.call('DELETE', 'email/sender'))).toEqual([404, 'sender_not_found']);
  });

  it('shows, checks and renews what its domain needs', async () => {
    expect(await codeOf(f.call('GET', 'email/sender/domain'))).toEqual([404, 'sender_not_found']);
    await post('email/sender', { name: 'Acme', address: 'hello@acme.example' });
    const name = '_test.acme.example';
    expect(await get('email/sender/domain')).toMatchObject({
      validated: false,
      records: [{ name, host: '_test', zone: 'acme.example', value: 'test-owner=1', status: 'unchecked' }],
    });
    expect((await post('email/sender/domain/check')).body).toMatchObject({
      validated: false,
      records: [{ status: 'failed', diagnostics: [{ code: 'not_found', severity: 'error' }] }],
      checkedAt: '2030-01-01T12:00:00.000Z',
    });
    f.t.dns.set(name, 'TXT', ['test-owner=1']);
    expect((await post('email/sender/domain/check')).body).toMatchObject({ validated: true });
    expect(await codeOf(post('email/sender/domain/rotate'))).toEqual([422, 'unsupported']);
  });
});

describe('the SMS sender', () => {
  it('is the default until it is set, and again when it is deleted', async () => {
    expect(await get('sms/sender')).toMatchObject({ value: 'Test', isDefault: true });
    expect(await codeOf(f.call('PUT', 'sms/sender', { body: { value: 'far too long a name' } }))).toEqual([
      422,
      'sender_refused',
    ]);
    const set = await f.call('PUT', 'sms/sender', { body: { value: 'Acme' } });
    const own = { key: 'default', byDefault: true, isDefault: false };
    expect(set.body).toEqual({ ...own, kind: 'alphanumeric', value: 'Acme' });
    expect(await get('sms/overview')).toMatchObject({ sender: { value: 'Acme' }, otherSenders: 0 });
    expect((await f.call('DELETE', 'sms/sender')).status).toBe(204);
    expect(await get('sms/sender')).toMatchObject({ isDefault: true });
  });
});

describe('several senders', () => {
  it('are named by their keys: set up, listed, chosen, made the default, deleted', async () => {
    const billing = { name: 'Billing', address: 'billing@acme.example' };
    await f.t.messaging.email.senders
      .named('billing')
      .create({ ...billing, confirmedByHost: { actor: 'deploy' } });
    expect(await get('email/sender?sender=billing')).toMatchObject({ ...billing, key: 'billing' });
    expect((await get('email/senders')).items).toMatchObject([
      { key: 'default', byDefault: true, ready: true },
      { key: 'billing', byDefault: false, address: billing.address },
    ]);
    expect((await get('sms/senders')).items).toEqual([]);
    expect(await get('email/overview')).toMatchObject({ otherSenders: 1 });
    expect(await codeOf(f.call('GET', 'email/sender?sender=Not+a+key'))).toEqual([400, 'invalid_argument']);
    expect((await get('email/sender?sender=nobody')) ?? null).toBeNull();
    await f.call('PUT', 'sms/sender?sender=alerts', { body: { value: 'Alerts' } });
    const sms = { to: { address: '+447400123456' }, text: 'x', sender: 'alerts' };
    const { id } = (await post('sms/messages', sms)).body;
    expect((await f.t.messaging.sms.get(String(id))).sender.address).toBe('Alerts');
    expect((await post('sms/senders/alerts/default')).status).toBe(204);
    expect((await get('sms/senders')).items).toMatchObject([
      { key: 'alerts', byDefault: true, address: 'Alerts', ready: true },
    ]);
    const template = { name: 'Bill', subject: 'S', text: 'T', sender: 'billing' };
    expect((await post('email/templates', template)).body).toMatchObject({ sender: 'billing' });
  });
});

describe('the signature of a sender', () => {
  it('is set and removed by who may manage, of the sender that is meant, and listed with its text', async () => {
    await f.t.messaging.email.senders
      .named('billing')
      .create({ name: 'Billing', address: 'billing@acme.example', confirmedByHost: { actor: 'deploy' } });
    const html = '<p>Acme<br>Billing</p>';
    expect((await f.call('PUT', 'email/sender/signature?sender=billing', { body: { html } })).status).toBe(
      204,
    );
    expect(await get('email/signatures')).toEqual({
      items: [{ key: 'billing', html, text: 'Acme\nBilling' }],
    });
    const { items } = await f.t.messaging.audit.list({ action: 'sender.signature_changed' });
    expect(items).toMatchObject([{ actor: 'u1', subject: 'billing' }]);
    const empty = f.call('PUT', 'email/sender/signature', { body: { text: ' ' } });
    expect(await codeOf(empty)).toEqual([400, 'invalid_argument']);
    await f.call('DELETE', 'email/sender/signature?sender=billing');
    expect(await get('email/signatures')).toEqual({ items: [] });
  });
});

describe('composing', () => {
  it('records the message as sent by hand, by the user', async () => {
    const sent = await post('email/messages', { to: { consumerId: 'c1' }, subject: 'Hello', text: 'Text' });
    expect(sent.status).toBe(201);
    expect(sent.body).toMatchObject({ status: 'queued', repeated: false });
    const message = await f.t.messaging.email.get(String(sent.body.id));
    expect(message).toMatchObject({ origin: 'web', actor: 'u1', subject: '[Test] Hello' });
  });

  it('sends once, however often the same form is sent', async () => {
    const form = { to: { address: '+447400123456', name: 'Jo' }, text: 'Hello', idempotencyKey: 'form-1' };
    const first = await post('sms/messages', form);
    const second = await post('sms/messages', form);
    expect(second.body).toMatchObject({ id: first.body.id, repeated: true });
    expect(await codeOf(post('sms/messages', { ...form, text: 'Other' }))).toEqual([
      409,
      'idempotency_conflict',
    ]);
    const { actor, to } = await f.t.messaging.sms.get(String(first.body.id));
    expect([actor, to.name]).toEqual(['u1', 'Jo']);
  });

  it('does not take its keys from those of the host', async () => {
    const letter = { to: 'c1', subject: 'S', text: 'Of the host', idempotencyKey: 'order-7' };
    await f.t.messaging.email.send(letter);
    const form = { to: { consumerId: 'c1' }, subject: 'S', text: 'By hand', idempotencyKey: 'order-7' };
    expect((await post('email/messages', form)).body).toMatchObject({ repeated: false });
  });

  it('schedules, reschedules, cancels and retries', async () => {
    const scheduledAt = '2030-01-02T10:00:00+02:00';
    const { body } = await post('email/messages', {
      to: { consumerId: 'c1' },
      subject: 'S',
      text: 'T',
      scheduledAt,
    });
    const path = `email/messages/${body.id}`;
    expect(await get(path)).toMatchObject({
      status: 'scheduled',
      scheduledAt: '2030-01-02T08:00:00.000Z',
      actions: ['cancel', 'reschedule'],
    });
    const later = await post(`${path}/reschedule`, { at: '2030-01-03T08:00:00Z' });
    expect(later.body).toMatchObject({ scheduledAt: '2030-01-03T08:00:00.000Z' });
    expect(await codeOf(post(`${path}/reschedule`, { at: '2020-01-03T08:00:00Z' }))).toEqual([
      400,
      'invalid_time',
    ]);
    expect((await post(`${path}/cancel`)).body).toMatchObject({ status: 'canceled' });
    expect(await codeOf(post(`${path}/cancel`))).toEqual([409, 'illegal_status']);

    await post('email/suppressions', { address: 'jo@people.example' });
    const id = await f.mail();
    expect(await get(`email/messages/${id}`)).toMatchObject({ status: 'suppressed', actions: ['retry'] });
    expect((await post(`email/messages/${id}/retry`)).body).toMatchObject({ status: 'queued' });
  });

  it('says what is missing', async () => {
    const bare = await consoleFixture({}, { senderReady: false });
    const form = { to: { consumerId: 'c1' }, subject: 'S', text: 'T' };
    expect((await bare.call('POST', 'email/messages', { body: form })).body).toMatchObject({
      error: { code: 'sender_not_ready', details: { missing: ['create_sender'] } },
    });
    expect(await codeOf(post('sms/messages', { to: { consumerId: 'c2' }, text: 'T' }))).toEqual([
      422,
      'consumer_unreachable',
    ]);
    expect(await codeOf(post('sms/messages', { to: { consumerId: 'c9' }, text: 'T' }))).toEqual([
      404,
      'consumer_not_found',
    ]);
    expect(await codeOf(post('email/messages', { to: { consumerId: 'c1' }, text: 'T' }))).toEqual([
      400,
      'invalid_message',
    ]);
  });

  it('previews what would go, also of a template that is not saved', async () => {
    expect((await post('email/preview', { subject: 'Hello', html: '<p>Hi <b>Jo</b></p>' })).body).toEqual({
      subject: '[Test] Hello',
      text: 'Hi Jo',
      html: '<p>Hi <b>Jo</b></p>',
      findings: [],
    });
    const doubtful = { subject: 'ONLY TODAY', text: 'See http://acme.example/a' };
    expect((await post('email/preview', doubtful)).body).toMatchObject({
      findings: [{ code: 'link_insecure', url: 'http://acme.example/a' }, { code: 'subject_capitals' }],
    });
    const source = { subject: 'For {{ name }}', text: 'Dear {{ name }}' };
    expect((await post('email/preview', { source, data: { name: 'Jo' } })).body).toMatchObject({
      subject: '[Test] For Jo',
      text: 'Dear Jo',
    });
    expect((await post('email/preview', { source })).body).toMatchObject({
      error: { code: 'template_data_invalid', details: { variables: ['name'] } },
    });
    expect((await post('sms/preview', { text: 'Grüße 🎉' })).body).toMatchObject({
      text: 'Test: Grüße 🎉',
      encoding: 'UCS-2',
      segments: 1,
      findings: [expect.objectContaining({ code: 'unicode_characters', characters: ['🎉'] })],
    });
    expect(
      (await post('sms/preview', { source: { text: 'Hi {{ name }}' }, data: { name: 'Jo' } })).body,
    ).toMatchObject({
      text: 'Test: Hi Jo',
    });
    expect(await codeOf(post('sms/preview', { source: { html: '<p>' } }))).toEqual([422, 'template_invalid']);
  });
});

describe('the history', () => {
  it('is paged, filtered by origin and status, and searched', async () => {
    for (let n = 0; n < 5; n += 1) {
      f.t.advance(1000);
      await f.mail({ subject: `Letter ${n}` });
    }
    await post('email/messages', { to: { consumerId: 'c2' }, subject: 'By hand', text: 'T' });
    await f.t.deliverAll();
    const first = await get('email/messages?limit=4');
    expect(first.items).toHaveLength(4);
    const rest = await get(`email/messages?limit=4&cursor=${first.next}`);
    expect(rest.items).toHaveLength(2);
    expect(rest).not.toHaveProperty('next');
    expect((await get('email/messages?origin=web&status=sent,failed')).items).toMatchObject([
      { subject: '[Test] By hand', status: 'sent', sender: { address: 'hello@sender.example' } },
    ]);
    expect((await get('email/messages?status=failed')).items).toEqual([]);
    expect(await get('email/search?term=LETTER%203')).toMatchObject({
      complete: true,
      items: [{ subject: '[Test] Letter 3' }],
    });
    expect(await codeOf(f.call('GET', 'email/search?term=%20'))).toEqual([400, 'invalid_argument']);
    expect(await codeOf(f.call('GET', 'email/messages?cursor=nonsense'))).toEqual([400, 'invalid_cursor']);
    expect(await get('email/overview')).toMatchObject({ sent: 6, counts: { sent: 6, queued: 0 } });
    const { days } = z.object({ days: z.array(z.unknown()) }).parse(await get('email/daily?days=7'));
    expect(days).toHaveLength(7);
    expect(days.at(-1)).toMatchObject({ day: '2030-01-01', counts: { sent: 6 } });
    expect(await get('email/statistics?by=domain')).toMatchObject({
      groups: [{ key: 'people.example', counts: { sent: 6 } }],
      others: { groups: 0 },
    });
    expect(await codeOf(f.call('GET', 'email/statistics?by=sender'))).toEqual([400, 'invalid_request']);
    expect(await codeOf(f.call('GET', 'sms/statistics?by=domain'))).toEqual([422, 'unsupported']);
    expect(await get('email/outcomes?days=7')).toEqual({ sent: 6, bounced: 0, complained: 0 });
  });

  it('shows one message with its content, its files by name and size, and its events', async () => {
    const attachments = [{ filename: 'a.txt', content: 'abc' }];
    const { id } = await f.t.messaging.email.send({ to: 'c1', subject: 'S', text: 'T', attachments });
    await f.t.deliverAll();
    expect(await get(`email/messages/${id}`)).toMatchObject({
      content: { text: 'T', attachments: [{ filename: 'a.txt', bytes: 3 }] },
      events: [{ type: 'queued' }, { type: 'sending' }, { type: 'sent' }],
      transport: 'memory',
      reportsDelivery: false,
    });
    expect((await f.call('GET', `email/messages/${id}`)).text).not.toContain('YWJj');
    expect(await codeOf(f.call('GET', `sms/messages/${id}`))).toEqual([404, 'message_not_found']);
  });

  it('never shows what is confidential', async () => {
    const { id } = await f.t.messaging.sms.send({ to: 'c1', text: 'code 424242', confidential: true });
    const { text, body } = await f.call('GET', `sms/messages/${id}`);
    expect(text).not.toContain('424242');
    expect(body).toMatchObject({ confidential: true, preview: '' });
  });

  it('offers no action to those who may only look', async () => {
    const id = await f.mail();
    expect(await get(`email/messages/${id}`, { ...everything, can: { view: true } })).toMatchObject({
      actions: [],
    });
  });
});

describe('consumers', () => {
  it('are found by part of a name or number, and by channel', async () => {
    expect((await get('consumers?term=zoe')).items).toEqual([
      { id: 'c2', name: 'Zoë Quiet', email: 'zoe@people.example' },
    ]);
    expect((await get('consumers?term=people&reachableBy=sms')).items).toMatchObject([{ id: 'c1' }]);
  });

  it('have their own history in both channels, also when their id has a slash', async () => {
    const consumers = memoryConsumers([
      { id: 'a/b ü', name: 'Odd', email: 'o@people.example', phone: '+447400123456' },
    ]);
    f = await consoleFixture({}, { consumers });
    await f.mail({ to: 'a/b ü' });
    await f.t.messaging.sms.send({ to: 'a/b ü', text: 'T' });
    const path = `consumers/${encodeURIComponent('a/b ü')}`;
    expect(await get(path)).toMatchObject({ name: 'Odd' });
    expect((await get(`${path}/messages`)).items).toHaveLength(2);
    expect((await get(`${path}/messages?channel=sms`)).items).toMatchObject([{ channel: 'sms' }]);
    expect(await codeOf(f.call('GET', 'consumers/nobody'))).toEqual([404, 'consumer_not_found']);
  });

  it('are missing where the host has no directory, and the session says so', async () => {
    f = new ConsoleFixture(await testMessaging(), {});
    expect(await get('session')).toMatchObject({ features: { consumers: false } });
    expect(await codeOf(f.call('GET', 'consumers?term=x'))).toEqual([500, 'invalid_config']);
    expect(f.errors).toHaveLength(1);
  });
});

describe('templates', () => {
  const welcome = defineTemplate({
    ...{
      id: 'welcome',
      channel: 'email',
      name: 'Welcome',
      subject: 'Hi {{ name }}',
      text: 'Dear {{ name }}',
    },
    schema: z.object({ name: z.string() }),
  });

  it('are written, listed with those in code, changed, pre-filled and deleted', async () => {
    f = await consoleFixture({}, { templates: [welcome] });
    const source = { name: 'Reminder', subject: 'On {{ day }}', text: 'See you on {{ day }}' };
    const created = await post('email/templates', source);
    expect([created.status, created.body.definedIn]).toEqual([201, 'storage']);
    const path = `email/templates/${created.body.id}`;
    expect((await get('email/templates')).items).toMatchObject([
      { id: created.body.id, variables: ['day'] },
      { id: 'welcome', definedIn: 'code' },
    ]);
    const renamed = { ...source, name: 'Renamed', replaces: created.body.updatedAt };
    expect((await f.call('PUT', path, { body: renamed })).body).toMatchObject({ name: 'Renamed' });
    // Written from the version before: the other's is not lost.
    const late = f.call('PUT', path, { body: { ...renamed, name: 'Late' } });
    expect(await codeOf(late)).toEqual([409, 'conflict']);
    expect(await codeOf(f.call('PUT', path, { body: source }))).toEqual([400, 'invalid_request']);
    expect(await get(path)).toMatchObject({ name: 'Renamed', subject: 'On {{ day }}' });
    expect((await post(`${path}/render`, { data: { day: 'Monday' } })).body).toEqual({
      subject: 'On Monday',
      text: 'See you on Monday',
    });
    expect(await codeOf(post(`${path}/render`, {}))).toEqual([422, 'template_data_invalid']);
    const shown = (updatedAt: unknown) => `${path}?updatedAt=${encodeURIComponent(String(updatedAt))}`;
    expect(await codeOf(f.call('DELETE', path))).toEqual([400, 'invalid_request']);
    expect(await codeOf(f.call('DELETE', shown(created.body.updatedAt)))).toEqual([409, 'conflict']);
    const { updatedAt } = await get(path);
    expect((await f.call('DELETE', shown(updatedAt))).status).toBe(204);
    expect(await codeOf(f.call('GET', path))).toEqual([404, 'template_not_found']);
  });

  it('are not written over by a new one, nor where they are in code, nor with faults', async () => {
    f = await consoleFixture({}, { templates: [welcome] });
    const source = { name: 'Mine', subject: 'S', text: 'T' };
    const replaces = new Date(0).toISOString();
    await post('email/templates', { ...source, id: 'mine' });
    expect(await codeOf(post('email/templates', { ...source, id: 'mine' }))).toEqual([
      409,
      'template_exists',
    ]);
    expect(await codeOf(post('email/templates', { ...source, id: 'welcome' }))).toEqual([
      409,
      'template_exists',
    ]);
    expect(await codeOf(f.call('PUT', 'email/templates/welcome', { body: { ...source, replaces } }))).toEqual(
      [422, 'template_invalid'],
    );
    expect(await codeOf(f.call('PUT', 'email/templates/none', { body: { ...source, replaces } }))).toEqual([
      404,
      'template_not_found',
    ]);
    expect(await codeOf(post('email/templates', { ...source, text: '{{ oh' }))).toEqual([
      422,
      'template_invalid',
    ]);
  });
});

describe('suppressions', () => {
  it('are listed with who added them, added once and removed', async () => {
    expect((await post('email/suppressions', { address: 'X@People.example' })).body).toEqual({
      changed: true,
    });
    expect((await post('email/suppressions', { address: 'x@people.example' })).body).toEqual({
      changed: false,
    });
    expect(await get('email/suppressions')).toEqual({
      items: [
        { address: 'x@people.example', reason: 'manual', source: 'u1', at: '2030-01-01T12:00:00.000Z' },
      ],
    });
    expect((await get('sms/suppressions')).items).toEqual([]);
    expect((await post('email/suppressions/delete', { address: 'x@people.example' })).body).toEqual({
      changed: true,
    });
    expect((await post('email/suppressions/delete', { address: 'x@people.example' })).body).toEqual({
      changed: false,
    });
    expect(await codeOf(post('sms/suppressions', { address: 'nonsense' }))).toEqual([400, 'invalid_phone']);
  });
});

describe('a channel', () => {
  it('that is paused says why, and is resumed by hand', async () => {
    f.t.email.fail('paused');
    await f.mail();
    await f.t.deliverAll();
    expect(await get('email/overview')).toMatchObject({
      paused: { failureClass: 'configuration', failureCode: '535 5.7.8', until: '2030-01-01T12:00:30.000Z' },
    });
    expect(await get('sms/overview')).not.toHaveProperty('paused');
    expect((await post('email/resume')).body).toEqual({ changed: true });
    expect(await get('email/overview')).not.toHaveProperty('paused');
    expect((await post('email/resume')).body).toEqual({ changed: false });
  });

  it('without a transport says so', async () => {
    const { storage, queue } = memory();
    const site = { id: 'x', name: 'X' };
    const messaging = new Messaging({ site, storage, queue, secret: 's'.repeat(32) });
    const pages = consoleHandler(messaging, { authorize: () => everything, onError: () => {} });
    const ask = async (path: string) => (await pages(new Request(`https://app.example/api/${path}`))).json();
    expect(await ask('session')).toMatchObject({ channels: { email: false, sms: false } });
    expect(await ask('sms/overview')).toMatchObject({ error: { code: 'channel_unavailable' } });
    expect(await ask('email/overview')).toMatchObject({ sent: 0 });
  });
});
