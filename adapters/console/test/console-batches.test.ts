import { beforeEach, describe, expect, it } from 'vitest';
import { type ConsoleFixture, consoleFixture, everything } from './support/console-fixture.ts';

let f: ConsoleFixture;

beforeEach(async () => {
  f = await consoleFixture();
});

const row = (name: string) => ({ to: { address: `${name}@people.example` } });
const words = { subject: 'Hi', text: 'Hello' };

const send = (rows: readonly object[], more: object = {}) =>
  f.call('POST', 'email/batches/b-1/messages', { body: { ...words, rows, key: 'form', ...more } });

describe('writing to many from the console', () => {
  it('says before who would not get it, and records nothing', async () => {
    await f.t.messaging.email.suppressions.add({
      ...{ address: 'gone@people.example', reason: 'manual', source: 'ada' },
    });
    const rows = ['ada', 'ADA', 'gone', 'no one'].map((name) => row(name));
    const { status, body } = await f.call('POST', 'email/batches/check', {
      body: { ...words, rows: [...rows, { to: { consumerId: 'c1' } }] },
    });
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { to: { address: 'ada@people.example' } },
      { problem: { kind: 'doubled', first: 0 } },
      { problem: { kind: 'suppressed', reason: 'manual' } },
      { problem: { kind: 'refused', code: 'invalid_address', details: { reason: expect.any(String) } } },
      { to: { name: 'Jo Smith', address: 'jo@people.example' } },
    ]);
    const texts = await f.call('POST', 'sms/batches/check', {
      body: { text: 'x'.repeat(200), rows: [{ to: { consumerId: 'c1' } }, { to: { consumerId: 'c2' } }] },
    });
    expect(texts.body.items).toMatchObject([
      { segments: 2 },
      { problem: { kind: 'refused', code: 'consumer_unreachable' } },
    ]);
    expect((await f.t.messaging.email.history()).items).toEqual([]);
  });

  it('says before who gets which language, and what the template does not have', async () => {
    const words = (text: string) => ({ subject: 'S', text });
    const note = { id: 'note', name: 'Note', language: 'en', ...words('Hello') };
    await f.t.messaging.email.templates.save({ ...note, translations: { de: words('Hallo') } });
    const check = async (language?: string) => {
      const body = { template: 'note', rows: [row('ada')], ...(language ? { language } : {}) };
      return (await f.call('POST', 'email/batches/check', { body })).body.items;
    };
    const to = { address: 'ada@people.example' };
    expect(await check()).toEqual([{ to, language: 'en' }]);
    expect(await check('de-AT')).toEqual([{ to, language: 'de' }]);
    expect(await check('it')).toEqual([{ to, language: 'en', fellBackFrom: 'it' }]);
  });

  it('sends each once, by the form’s key and who it goes to, whatever the form says by then', async () => {
    const first = await send([row('ada'), row('bob'), row('no one')]);
    expect(first.body).toMatchObject({
      ...{ accepted: 2, suppressed: 0, repeated: 0 },
      rejections: [{ index: 2, code: 'invalid_address' }],
    });
    const again = await send([row('ada'), row('bob'), row('eve')], { text: 'Corrected' });
    expect(again.body).toMatchObject({ accepted: 1, repeated: 2, rejections: [] });
    const { items } = await f.t.messaging.email.history({ batch: 'b-1' });
    expect(items.map(({ to, preview }) => `${to.address} ${preview}`)).toEqual([
      ...['eve@people.example Corrected', 'bob@people.example Hello', 'ada@people.example Hello'],
    ]);
    expect(items[0]).toMatchObject({ actor: 'u1', origin: 'web' });
  });

  it('takes 100 at most a call, of who may send', async () => {
    const many = Array.from({ length: 101 }, (_, index) => row(`p${index}`));
    expect((await send(many)).status).toBe(400);
    expect((await send([])).status).toBe(400);
    const looking = { ...everything, can: { view: true } };
    const body = { ...words, rows: [row('ada')], key: 'form' };
    for (const path of ['email/batches/b-1/messages', 'email/batches/b-1/cancel'])
      expect((await f.call('POST', path, { as: looking, body })).status).toBe(403);
  });

  it('shows what became of them, and takes back what waits', async () => {
    const scheduledAt = new Date(f.t.now.getTime() + 60_000).toISOString();
    await send([row('ada'), row('bob')], { scheduledAt });
    const { body } = await f.call('GET', 'email/batches/b-1');
    expect(body).toMatchObject({ id: 'b-1', total: 2, counts: { scheduled: 2 }, actor: 'u1' });
    const canceled = await f.call('POST', 'email/batches/b-1/cancel');
    expect(canceled.body).toEqual({ canceled: 2, more: false });
    expect((await f.call('GET', 'email/batches/none')).status).toBe(404);
    const [entry] = (await f.t.messaging.audit.list()).items;
    expect(entry).toMatchObject({ action: 'batch.canceled', subject: 'b-1', actor: 'u1' });
  });

  it('gives each row its own values, or those of the form', async () => {
    const { templates } = f.t.messaging.email;
    await templates.save({ id: 'hi', name: 'Hi', subject: 'Hi {{ name }}', text: 'Hello {{ name }}' });
    const rows = [{ ...row('ada'), data: { name: 'Ada' } }, row('bob')];
    await f.call('POST', 'email/batches/b-2/messages', {
      body: { template: 'hi', data: { name: 'you' }, rows, key: 'form' },
    });
    const { items } = await f.t.messaging.email.history({ batch: 'b-2' });
    expect(items.map(({ preview }) => preview)).toEqual(['Hello you', 'Hello Ada']);
  });
});

it('gives each of many a copy of the files, as far as all copies of a call are not too much', async () => {
  const content = Buffer.alloc(1_000_000, 7).toString('base64');
  const attachments = [{ filename: 'plan.pdf', contentType: 'application/pdf', content }];
  const rows = Array.from({ length: 51 }, (_, index) => row(`p${index}`));
  const over = await send(rows, { attachments });
  expect(over).toMatchObject({ status: 400, body: { error: { details: { field: 'attachments' } } } });
  expect((await f.t.messaging.email.history()).items).toEqual([]);
  const sent = await send(rows.slice(0, 23), { attachments });
  expect(sent.body).toMatchObject({ accepted: 23, rejections: [] });
  await f.t.messaging.deliverDue();
  expect(f.t.email.sent.map((mail) => mail.attachments[0]?.content.length)).toEqual(
    Array(23).fill(content.length),
  );
  const again = await send(rows.slice(0, 23), { attachments });
  expect(again.body).toMatchObject({ accepted: 0, repeated: 23 });
});
