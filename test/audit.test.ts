import { memory, memoryRegistry, memoryTransport } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import type { AuditEntry } from 'postern';
import { beforeEach, describe, expect, it } from 'vitest';
import { samples } from './support/fuzz/samples.ts';
import { methodsOf } from './support/fuzz/surface.ts';
import { TestRegistry } from './support/registry.ts';

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
  t.dns.set('acme.example', 'MX', [{ exchange: 'mx.acme.example', priority: 10 }]);
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

  it('has each step of an e-mail sender, by its key, but for what changed nothing', async () => {
    const { senders } = t.messaging.email;
    const billing = senders.named('billing');
    await billing.create({ name: 'Billing', address: 'billing@acme.example' }, { actor: 'ada' });
    await t.deliverAll();
    const code = /\b\d{6}\b/.exec(t.sent.at(-1)?.text ?? '')?.[0] ?? '';
    const wrong = code === '000000' ? '111111' : '000000';
    await expect(billing.confirm(wrong, { actor: 'bo' })).rejects.toMatchObject({ code: 'code_wrong' });
    await billing.confirm(code, { actor: 'bo' });
    await billing.confirm(code, { actor: 'cy' });
    await billing.update({ name: 'Accounts' }, { actor: 'cy' });
    await billing.delete({ actor: 'di' });
    const of = { action: expect.anything(), subject: 'billing' };
    expect((await entries({ subject: 'billing' })).reverse()).toEqual([
      { ...of, action: 'sender.created', actor: 'ada', detail: 'Billing <billing@acme.example>' },
      { ...of, action: 'sender.confirmed', actor: 'bo', detail: 'Billing <billing@acme.example>' },
      { ...of, action: 'sender.updated', actor: 'cy', detail: 'Accounts <billing@acme.example>' },
      { ...of, action: 'sender.deleted', actor: 'di', detail: 'Accounts <billing@acme.example>' },
    ]);
  });

  it('has who vouched for a sender, and who gave it new keys', async () => {
    t = await testMessaging({
      ...wiring,
      email: memoryTransport({ channel: 'email', senders: memoryRegistry({ codeSentBy: 'us' }) }),
    });
    const billing = t.messaging.email.senders.named('billing');
    const address = 'billing@acme.example';
    await billing.create({ name: 'Billing', address, confirmedByHost: { actor: 'deploy' } });
    await billing.rotateKeys({ actor: 'ada' });
    expect((await entries({ subject: 'billing' })).map(({ action, actor }) => [action, actor])).toEqual([
      ['sender.keys_rotated', 'ada'],
      ['sender.confirmed', 'deploy'],
      ['sender.created', 'deploy'],
    ]);
  });

  it('has whose check found a sender’s domain in place, or lost, where it was somebody’s', async () => {
    t = await testMessaging({
      ...wiring,
      email: memoryTransport({ channel: 'email', senders: new TestRegistry() }),
    });
    const { sender } = t.messaging.email;
    const record = ['_test.sender.example', 'TXT'] as const;
    await sender.checkDomain({ actor: 'ada' });
    await sender.checkDomain({ actor: 'bo' });
    t.dns.set(...record, ['test-owner=1']);
    await sender.checkDomain({ actor: 'cy' });
    t.dns.set(...record, ['other']);
    await sender.checkDomain();
    const found = (await entries()).map(({ action, actor }) => [action, actor]);
    expect(found).toEqual([
      ['sender.domain_validated', 'cy'],
      ['sender.domain_lost', 'ada'],
    ]);
  });

  it('has SMS senders, and which became the default', async () => {
    const { senders } = t.messaging.sms;
    await senders.named('alerts').set('AcmeAlerts', { actor: 'ada' });
    await senders.named('alerts').set('AcmeNow', { actor: 'bo' });
    await senders.makeDefault('alerts', { actor: 'cy' });
    await senders.makeDefault('alerts', { actor: 'di' });
    await senders.named('alerts').delete({ actor: 'ed' });
    expect(
      (await entries({ subject: 'alerts' })).map(({ action, actor, detail }) => [action, actor, detail]),
    ).toEqual([
      ['sender.deleted', 'ed', 'AcmeNow'],
      ['sender.made_default', 'cy', 'AcmeNow'],
      ['sender.updated', 'bo', 'AcmeNow'],
      ['sender.created', 'ada', 'AcmeAlerts'],
    ]);
  });

  it('has webhooks, of neither channel, and nothing of what their URLs hide', async () => {
    const { webhooks } = t.messaging;
    const url = 'https://93.184.215.14/hooks/s3cret';
    const { webhook } = await webhooks.create({ url, actor: 'ada' });
    await webhooks.update(webhook.id, { description: 'CRM', actor: 'bo' });
    await webhooks.rotateSecret(webhook.id, { actor: 'cy' });
    await webhooks.disable(webhook.id, { actor: 'di' });
    await webhooks.disable(webhook.id, { actor: 'ed' });
    await webhooks.enable(webhook.id, { actor: 'ed' });
    await webhooks.enable(webhook.id, { actor: 'fay' });
    await webhooks.retry(webhook.id, { actor: 'fay' });
    await webhooks.delete(webhook.id, { actor: 'fay' });
    const { items } = await t.messaging.audit.list({ subject: webhook.id });
    expect(items.map(({ action, actor }) => [action, actor]).reverse()).toEqual([
      ['webhook.created', 'ada'],
      ['webhook.updated', 'bo'],
      ['webhook.secret_rotated', 'cy'],
      ['webhook.disabled', 'di'],
      ['webhook.enabled', 'ed'],
      ['webhook.deleted', 'fay'],
    ]);
    expect(items.every(({ detail, channel }) => detail === '93.184.215.14' && channel === undefined)).toBe(
      true,
    );
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

describe('who asks for something', () => {
  /** A call's arguments with blanks for whoever asks; `undefined` where it does not take that. */
  const asNobody = (args: readonly unknown[]) => {
    const index = args.findLastIndex(
      (one) => typeof one === 'object' && one !== null && ('actor' in one || 'source' in one),
    );
    const asked = index < 0 ? undefined : Object(args[index]);
    return asked && args.with(index, { ...asked, ['actor' in asked ? 'actor' : 'source']: '  ' });
  };
  const calls = Object.entries(samples).flatMap(([name, sample]) => {
    const args = asNobody(sample());
    // What is looked for by an actor may be anybody's.
    return args && !/\.(history|search)$/.test(name) ? [{ name, args }] : [];
  });

  it('is looked for in most of what people do', () => {
    expect(calls.length).toBeGreaterThan(30);
  });

  it.each(calls)('is refused by $name where it is blank', async ({ name, args }) => {
    const method = methodsOf(t.messaging).find((one) => one.name === name);
    const error = await Promise.resolve(method?.call(...args)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: expect.stringMatching(/^(invalid_argument|invalid_message|template_invalid)$/),
      message: expect.stringMatching(/^"(\w+\.)?(actor|source)" /),
    });
  });
});
