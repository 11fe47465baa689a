import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import type { AuditEntry, EmailInput } from 'postern';
import { beforeEach, describe, expect, it } from 'vitest';

let t: TestMessaging;

beforeEach(async () => {
  t = await testMessaging();
});

const later = () => new Date(t.now.getTime() + 60_000);
const mail = (name: string, fields: Partial<EmailInput> = {}) =>
  ({ to: { address: `${name}@people.example` }, subject: 'Hi', text: 'Hello', ...fields }) as EmailInput;
const many = (count: number, fields: Partial<EmailInput> = {}) =>
  Array.from({ length: count }, (_, index) => mail(`p${index}`, fields));

describe('what became of a batch', () => {
  it('is told by status and failure, with when and by whom it was sent', async () => {
    const { email } = t.messaging;
    const first = t.now;
    await email.suppressions.add({ address: 'p1@people.example', reason: 'manual', source: 'ada' });
    await email.sendMany(many(3, { actor: 'ada', origin: 'web' }), { batch: 'news' });
    await t.deliverAll();
    await t.advance(1_000);
    t.email.answer(() => ({ outcome: 'rejected', failure: { class: 'content', message: 'Spam.' } }));
    await email.send(mail('eve', { batch: 'news', actor: 'bob' }));
    await t.deliverAll();
    const last = t.now;
    await email.send(mail('zoe', { batch: 'news', scheduledAt: later() }));
    await email.send(mail('other', { batch: 'news/2' }));
    const { counts, ...figures } = await email.batch('news');
    expect(figures).toEqual({
      ...{ id: 'news', total: 5, more: false, origin: 'web', actor: 'ada' },
      ...{ firstCreatedAt: first, lastCreatedAt: last },
      failures: [{ failure: 'content', status: 'failed', count: 1 }],
    });
    expect(counts).toMatchObject({ sent: 2, suppressed: 1, failed: 1, scheduled: 1, queued: 0 });
  });

  it('is no business of another channel or site, and gone with its messages', async () => {
    const { email, sms } = t.messaging;
    await email.send(mail('ada', { batch: 'news' }));
    const gone = { code: 'batch_not_found' };
    await expect(sms.batch('news')).rejects.toMatchObject(gone);
    await expect(sms.cancelBatch('news')).rejects.toMatchObject(gone);
    await expect(email.batch('new')).rejects.toMatchObject(gone);
    await t.deliverAll();
    await t.messaging.prune({ olderThan: later() });
    await expect(email.batch('news')).rejects.toMatchObject(gone);
  });
});

describe('canceling a batch', () => {
  it('takes back what waits and leaves the rest, once', async () => {
    const { email, audit } = t.messaging;
    const noted: AuditEntry[] = [];
    const canceled: string[] = [];
    t.messaging.on('audit.recorded', ({ entry }) => noted.push(entry));
    t.messaging.on('message.canceled', ({ message }) => canceled.push(message.to.address));
    await email.send(mail('sent', { batch: 'news' }));
    await t.deliverAll();
    await email.sendMany(many(250, { scheduledAt: later() }), { batch: 'news' });
    await email.send(mail('other', { batch: 'other', scheduledAt: later() }));
    expect(await email.cancelBatch('news', { actor: 'ada' })).toEqual({ canceled: 250, more: false });
    expect(canceled).toHaveLength(250);
    expect((await email.batch('news')).counts).toMatchObject({ canceled: 250, sent: 1, scheduled: 0 });
    expect((await email.batch('other')).counts.scheduled).toBe(1);
    expect(await email.cancelBatch('news', { actor: 'ada' })).toEqual({ canceled: 0, more: false });
    expect(noted).toMatchObject([
      { action: 'batch.canceled', subject: 'news', actor: 'ada', channel: 'email', detail: '250' },
    ]);
    expect((await audit.list({ subject: 'news' })).items).toEqual(noted);
    const [one] = (await email.history({ batch: 'news', limit: 1 })).items;
    expect((await email.get(one?.id ?? '')).events.at(-1)).toMatchObject({ type: 'canceled', actor: 'ada' });
  });

  it('goes as far as it is let, the newest first, and on from there when called again', async () => {
    const { email } = t.messaging;
    await email.sendMany(many(12, { scheduledAt: later() }), { batch: 'news' });
    expect(await email.cancelBatch('news', { most: 5 })).toEqual({ canceled: 5, more: true });
    const left = (await email.history({ batch: 'news', status: 'scheduled' })).items;
    expect(left.map(({ to }) => to.address.replace('@people.example', ''))).toEqual(
      [6, 5, 4, 3, 2, 1, 0].map((n) => `p${n}`),
    );
    expect(await email.cancelBatch('news', { signal: AbortSignal.abort() })).toEqual({
      ...{ canceled: 0, more: true },
    });
    expect(await email.cancelBatch('news')).toEqual({ canceled: 7, more: false });
    await expect(email.cancelBatch('news', { most: 0 })).rejects.toMatchObject({ code: 'invalid_argument' });
  });
});
