import { memory } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import type { AuditEntry } from 'postern';
import { beforeEach, describe, expect, it } from 'vitest';

const jo = { address: 'jo@people.example' };
let t: TestMessaging;
let wiring: ReturnType<typeof memory>;

beforeEach(async () => {
  wiring = memory();
  t = await testMessaging({
    ...wiring,
    topics: [{ id: 'news', name: 'News' }],
    publicUrl: 'https://acme.example/m',
  });
});

async function entries(options: object = {}) {
  const { items } = await t.messaging.audit.list(options);
  return items.map(({ action, actor, subject, detail }) => ({ action, actor, subject, detail }));
}

describe('the audit list', () => {
  it('has who moved a message, and so has its event', async () => {
    const { email } = t.messaging;
    const at = new Date(t.now.getTime() + 3_600_000);
    const { id } = await email.send({ to: jo, subject: 'Hi', text: 'Hello', scheduledAt: at });
    await email.reschedule(id, new Date(at.getTime() + 1_000), { actor: 'ada' });
    await email.cancel(id, { actor: 'bo' });
    expect(await entries()).toEqual([
      { action: 'message.canceled', actor: 'bo', subject: id, detail: undefined },
      {
        action: 'message.rescheduled',
        actor: 'ada',
        subject: id,
        detail: new Date(at.getTime() + 1_000).toISOString(),
      },
    ]);
    expect((await email.get(id)).events.map(({ type, actor }) => [type, actor])).toEqual([
      ['scheduled', undefined],
      ['rescheduled', 'ada'],
      ['canceled', 'bo'],
    ]);
  });

  it('has who tried a message again', async () => {
    const { email } = t.messaging;
    await email.suppressions.add({ ...jo, source: 'ada' });
    const { id } = await email.send({ to: jo, subject: 'Hi', text: 'Hello' });
    await email.suppressions.delete(jo.address, { actor: 'bo' });
    await email.retry(id, { actor: 'cy' });
    expect(await entries()).toEqual([
      { action: 'message.retried', actor: 'cy', subject: id, detail: undefined },
      { action: 'suppression.removed', actor: 'bo', subject: jo.address, detail: undefined },
      { action: 'suppression.added', actor: 'ada', subject: jo.address, detail: 'manual' },
    ]);
  });

  it('has nothing of what changed nothing', async () => {
    const { email } = t.messaging;
    await email.suppressions.delete(jo.address, { actor: 'bo' });
    await expect(email.cancel('msg_none', { actor: 'bo' })).rejects.toMatchObject({
      code: 'message_not_found',
    });
    await expect(email.templates.delete('none', { actor: 'bo' })).rejects.toMatchObject({
      code: 'template_not_found',
    });
    expect(await entries()).toEqual([]);
  });

  it('has templates, and what recipients choose by a link', async () => {
    const { email } = t.messaging;
    const { id, updatedAt } = await email.templates.save({
      name: 'Note',
      subject: 'S',
      text: 'T',
      actor: 'ada',
    });
    if (updatedAt) await email.templates.delete(id, { updatedAt, actor: 'bo' });
    const body = new URLSearchParams({ choice: 'topics' });
    await t.messaging.handle(new Request(await email.preferences.url(jo.address), { method: 'POST', body }));
    await email.preferences.set(jo.address, { optedOut: true, actor: 'cy' });
    expect(await entries()).toEqual([
      { action: 'preferences.changed', actor: 'cy', subject: jo.address, detail: 'out of everything' },
      {
        action: 'preferences.changed',
        actor: 'recipient',
        subject: jo.address,
        detail: 'out of news, in everything',
      },
      { action: 'template.deleted', actor: 'bo', subject: id, detail: undefined },
      { action: 'template.saved', actor: 'ada', subject: id, detail: undefined },
    ]);
  });

  it('is told as an event, filtered, paged, and pruned with what is old', async () => {
    const { email, sms } = t.messaging;
    const told: AuditEntry[] = [];
    t.messaging.on('audit.recorded', ({ entry }) => told.push(entry));
    for (const source of ['ada', 'bo', 'ada']) {
      await email.suppressions.add({ address: `${told.length}@people.example`, source });
      t.advance(1_000);
    }
    await sms.suppressions.add({ address: '+447400123456' });
    expect(told).toHaveLength(4);
    expect((await t.messaging.audit.list({ actor: 'ada' })).items).toHaveLength(2);
    expect((await t.messaging.audit.list({ subject: '1@people.example' })).items).toMatchObject([
      { actor: 'bo' },
    ]);
    expect((await t.messaging.audit.list({ action: 'template.saved' })).items).toEqual([]);
    const first = await t.messaging.audit.list({ limit: 3 });
    const second = await t.messaging.audit.list({ limit: 3, ...(first.next ? { cursor: first.next } : {}) });
    expect([...first.items, ...second.items]).toEqual(told.toReversed());
    expect(second.next).toBeUndefined();
    await t.messaging.prune({ olderThan: t.now });
    expect((await t.messaging.audit.list()).items).toHaveLength(1);
  });

  it('rolls back with the transaction it happened in', async () => {
    const { email } = t.messaging;
    const { id } = await email.send({ to: jo, subject: 'Hi', text: 'Hello' });
    const failing = wiring.storage.transaction(async (tx) => {
      await email.cancel(id, { tx, actor: 'ada' });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await entries()).toEqual([]);
    await wiring.storage.transaction(async (tx) => void (await email.cancel(id, { tx, actor: 'ada' })));
    expect(await entries()).toMatchObject([{ action: 'message.canceled', actor: 'ada' }]);
  });

  it('stands, where a change cannot be noted: the change does too, and the host is told', async () => {
    const faults: unknown[] = [];
    t.messaging.on('error', ({ during }) => faults.push(during));
    Object.assign(t.storage.audit, { add: () => Promise.reject(new Error('away')) });
    await t.messaging.email.suppressions.add(jo);
    expect(await t.messaging.email.suppressions.find(jo.address)).toBeDefined();
    expect(faults).toEqual(['noting a change']);
  });
});
