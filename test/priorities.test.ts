import { memory, memoryTransport } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { LowShare } from '../src/delivery/low-share.ts';
import { Messaging } from '../src/index.ts';
import { lowShare } from '../src/model/priority.ts';
import { defineTemplate } from '../src/templates/define-template.ts';

const sms = { to: { address: '+447400123456' }, text: 'Hello' };
const mail = { to: { address: 'jo@acme.example' }, subject: 'Hi', text: 'Hello' };
const minute = 60_000;
const priorityOf = async (t: TestMessaging, id: string) => (await t.messaging.sms.get(id)).priority;
const eventsOf = async (t: TestMessaging, id: string) =>
  (await t.messaging.sms.get(id)).events.map(({ type }) => type);

describe('a priority', () => {
  it('is normal by send and low by sendMany, unless the message says its own', async () => {
    const t = await testMessaging();
    expect(await priorityOf(t, (await t.messaging.sms.send(sms)).id)).toBe('normal');
    expect(await priorityOf(t, (await t.messaging.sms.send({ ...sms, priority: 'high' })).id)).toBe('high');
    await t.messaging.sms.sendMany([
      { ...sms, text: 'many' },
      { ...sms, text: 'one of them', priority: 'normal' },
    ]);
    const { items } = await t.messaging.sms.search('many');
    expect(items.map(({ priority }) => priority)).toEqual(['low']);
    expect((await t.messaging.sms.search('one of them')).items[0]?.priority).toBe('normal');
  });

  it('is high for what is confidential and expires, as a code does, and for our own code mail', async () => {
    const t = await testMessaging({ senderReady: false });
    const expiresAt = new Date(t.now.getTime() + minute);
    const code = { ...sms, confidential: true, expiresAt };
    expect(await priorityOf(t, (await t.messaging.sms.send(code)).id)).toBe('high');
    expect(await priorityOf(t, (await t.messaging.sms.send({ ...sms, confidential: true })).id)).toBe(
      'normal',
    );
    expect(await priorityOf(t, (await t.messaging.sms.send({ ...code, priority: 'low' })).id)).toBe('low');
    t.dns.set('acme.example', 'MX', [{ exchange: 'mx.acme.example', priority: 10 }]);
    await t.messaging.email.sender.create({ name: 'Acme', address: 'hello@acme.example' });
    const { items } = await t.messaging.email.history();
    expect(items.map(({ priority }) => priority)).toEqual(['high']);
  });

  it('is its template’s where it says none, in code or stored', async () => {
    const schema = z.object({});
    const inCode = defineTemplate({ id: 'reset', channel: 'sms', schema, text: 'Reset', priority: 'high' });
    const t = await testMessaging({ templates: [inCode] });
    const { to } = sms;
    expect(await priorityOf(t, (await t.messaging.sms.send({ to, template: 'reset', data: {} })).id)).toBe(
      'high',
    );
    await t.messaging.sms.templates.save({ id: 'news', name: 'News', text: 'News', priority: 'low' });
    expect((await t.messaging.sms.templates.get('news')).priority).toBe('low');
    const template: string = 'news';
    const ids = [
      (await t.messaging.sms.send({ to, template, data: {} })).id,
      (await t.messaging.sms.send({ to, template, text: 'Edited by hand' })).id,
      (await t.messaging.sms.send({ to, template, data: {}, priority: 'high' })).id,
    ];
    expect(await Promise.all(ids.map((id) => priorityOf(t, id)))).toEqual(['low', 'low', 'high']);
    expect((await t.messaging.sms.get(ids[0] ?? '')).template).toEqual({ id: 'news', name: 'News' });
    await t.messaging.sms.templates.save({ id: 'news', name: 'News', text: 'News' });
    expect(await t.messaging.sms.templates.get('news')).not.toHaveProperty('priority');
  });

  it('is refused where there is none such, and named', async () => {
    const t = await testMessaging();
    const urgent = { ...sms, priority: 'urgent' as 'high' };
    await expect(t.messaging.sms.send(urgent)).rejects.toMatchObject({
      code: 'invalid_message',
      details: { field: 'priority' },
    });
    const template = { name: 'News', text: 'News', priority: 'urgent' as 'high' };
    await expect(t.messaging.sms.templates.save(template)).rejects.toMatchObject({
      code: 'template_invalid',
      details: { field: 'priority' },
    });
    const schema = z.object({});
    const inCode = { id: 'a', channel: 'sms', schema, text: 'A', priority: 'urgent' as 'high' } as const;
    expect(() => defineTemplate(inCode)).toThrow(expect.objectContaining({ code: 'template_invalid' }));
    expect((await t.messaging.sms.history()).items).toEqual([]);
  });

  it('decides what goes first', async () => {
    const t = await testMessaging({ delivery: { concurrency: { sms: 1 } } });
    await t.messaging.sms.sendMany([{ ...sms, text: 'low' }]);
    await t.messaging.sms.send({ ...sms, text: 'normal' });
    await t.messaging.sms.send({ ...sms, text: 'high', priority: 'high' });
    await t.deliverAll();
    expect(t.sent.map(({ text }) => text)).toEqual(['Test: high', 'Test: normal', 'Test: low']);
  });
});

describe('what is low', () => {
  it('moves on below any number of higher ones, by its share', async () => {
    const t = await testMessaging({ delivery: { concurrency: { sms: 1 } } });
    const many = (text: string, count: number, priority: 'high' | 'low') =>
      t.messaging.sms.sendMany(Array.from({ length: count }, () => ({ ...sms, text, priority })));
    await many('high', 100, 'high');
    await many('low', 100, 'low');
    await t.deliverAll();
    const first = t.sent.slice(0, 100).filter(({ text }) => text.endsWith('low'));
    expect(first.length).toBeGreaterThanOrEqual(100 * lowShare - 1);
    expect(first.length).toBeLessThanOrEqual(100 * lowShare + 1);
  });

  it('is owed its share at any size of claim, and no more for having been away', () => {
    for (const size of [1, 3, 10, 50, 500]) {
      const share = new LowShare();
      let all = 0;
      let low = 0;
      while (all < 20_000) {
        const owed = share.of(size);
        expect(owed).toBeLessThanOrEqual(Math.max(1, Math.ceil(size * lowShare)));
        share.claimed(size, owed);
        all += size;
        low += owed;
      }
      expect(low / all, `claims of ${size}`).toBeGreaterThan(lowShare * 0.9);
      for (let n = 0; n < 1_000; n += 1) share.claimed(size, 0);
      expect(share.of(size)).toBeLessThanOrEqual(Math.ceil(size * lowShare));
    }
  });
});

describe('a site’s own limit', () => {
  const limited = { delivery: { perSender: { sms: { perSecond: 1, burst: 2 } } } };

  it('is known before anything is claimed: what waits for it was never begun', async () => {
    const t = await testMessaging(limited);
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push((await t.messaging.sms.send(sms)).id);
    for (const sent of [2, 3, 4, 5]) {
      await t.deliverAll();
      expect(t.sent).toHaveLength(sent);
      t.advance(1_000);
    }
    for (const id of ids) expect(await eventsOf(t, id)).toEqual(['queued', 'sending', 'sent']);
  });

  it('lets the high ones of the site go first', async () => {
    const t = await testMessaging(limited);
    for (let n = 0; n < 5; n += 1) await t.messaging.sms.send(sms);
    await t.messaging.sms.send({ ...sms, text: 'code', priority: 'high' });
    await t.deliverAll();
    expect(t.sent.map(({ text }) => text)).toContain('Test: code');
  });

  it('holds nobody else up, however much waits for it', async () => {
    const t = await testMessaging({ ...limited, sites: [{ id: 'b', name: 'B' }] });
    await t.messaging.sms.sendMany(Array.from({ length: 200 }, () => sms));
    const others = t.messaging.forSite('b').sms;
    for (let n = 0; n < 2; n += 1) await others.send(sms);
    await t.deliverAll();
    expect(t.sent.filter(({ site }) => site === 'b')).toHaveLength(2);
    expect(t.sent).toHaveLength(4);
  });

  it('is waited for by the worker, which looks again when it may go on', async () => {
    const { storage, queue } = memory();
    const claim = vi.spyOn(storage.messages, 'claim');
    // The system's clock, so that time passes.
    const messaging = new Messaging({
      site: { id: 'acme', name: 'Acme' },
      secret: 'a secret for tests, long enough to pass',
      storage,
      queue,
      sms: memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } }),
      delivery: { perSender: { sms: { perSecond: 20, burst: 1 } } },
    });
    const sent = new Promise<void>((resolve) => {
      let count = 0;
      messaging.on('message.sent', () => {
        count += 1;
        if (count === 4) resolve();
      });
    });
    for (let n = 0; n < 4; n += 1) await messaging.sms.send(sms);
    await messaging.start();
    await sent;
    await messaging.stop();
    // It slept in between: no look every few milliseconds.
    expect(claim.mock.calls.length).toBeLessThan(12);
  });
});

describe('a claim given back by us', () => {
  it('leaves no event and no attempt', async () => {
    const t = await testMessaging();
    const { id } = await t.messaging.sms.send(sms);
    const find = vi.spyOn(t.storage.suppressions, 'find').mockRejectedValue(new Error('away'));
    const faults: unknown[] = [];
    t.messaging.on('error', (fault) => faults.push(fault));
    await t.deliverAll();
    expect(t.sent).toEqual([]);
    expect(await eventsOf(t, id)).toEqual(['queued']);
    expect(await t.messaging.sms.get(id)).toMatchObject({ status: 'queued', attempts: 0 });
    find.mockRestore();
    t.advance(1_000);
    await t.deliverAll();
    expect(await eventsOf(t, id)).toEqual(['queued', 'sending', 'sent']);
    expect(faults).toHaveLength(1);
  });
});

describe('what has expired', () => {
  it('is ended by the sweep, though nothing can be claimed, and told', async () => {
    const t = await testMessaging();
    const told: string[] = [];
    t.messaging.on('message.failed', ({ message }) => told.push(message.failure?.class ?? ''));
    t.email.fail('paused', 9);
    const { id: first } = await t.messaging.email.send(mail);
    const expiresAt = new Date(t.now.getTime() + minute);
    const { id } = await t.messaging.email.send({ ...mail, expiresAt });
    await t.deliverAll();
    expect(await t.messaging.email.get(id)).toMatchObject({ status: 'queued' });
    t.advance(minute);
    await t.deliverAll();
    expect(await t.messaging.email.get(id)).toMatchObject({
      status: 'failed',
      failure: { class: 'expired' },
    });
    expect((await t.messaging.email.get(first)).status).toBe('queued');
    expect(told).toEqual(['expired']);
  });
});
