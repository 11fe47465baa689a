import assert from 'node:assert/strict';
import { memoryConsumers } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import type { Message } from 'postern';
import { beforeEach, describe, expect, it } from 'vitest';

const consumers = memoryConsumers([{ id: 'c1', name: 'Jo Smith', email: 'jo@acme.example' }]);
const hour = 3_600_000;
let t: TestMessaging;

beforeEach(async () => {
  t = await testMessaging({ consumers });
});

describe('retention', () => {
  it('removes what has ended and is older, however much it is', async () => {
    const inputs = Array.from({ length: 1_500 }, () => ({ to: 'c1', subject: 'Old', text: 'Old' }));
    await t.messaging.email.sendMany(inputs);
    await t.messaging.deliverDue();
    const { items } = await t.messaging.email.history({ limit: 1 });
    t.advance(hour);
    const { id } = await t.messaging.email.send({ to: 'c1', subject: 'New', text: 'New' });
    expect(await t.messaging.prune({ olderThan: items[0]?.createdAt ?? new Date() })).toBe(0);
    const youngest = await t.messaging.email.get(id);
    expect(await t.messaging.prune({ olderThan: youngest.createdAt })).toBe(1_500);
    expect((await t.messaging.email.history()).items.map(({ subject }) => subject)).toEqual(['[Test] New']);
  });

  it('refuses a time that is none', async () => {
    const prune = async () => t.messaging.prune({ olderThan: new Date(Number.NaN) });
    await assert.rejects(prune, { code: 'invalid_time' });
  });
});

describe('erasing a consumer', () => {
  it('blanks every message to them, and cancels what waits', async () => {
    const inputs = Array.from({ length: 600 }, () => ({ to: 'c1', subject: 'Private', text: 'Private' }));
    await t.messaging.email.sendMany(inputs);
    await t.messaging.deliverDue();
    await t.messaging.email.send({ to: 'c1', subject: 'Private', text: 'Private' });
    await t.messaging.email.send({ to: { address: 'jo@acme.example' }, subject: 'Other', text: 'Other' });
    expect(await t.messaging.consumers.erase('c1')).toEqual({ erased: 601, underWay: 0 });
    expect((await t.messaging.email.search('private')).items).toEqual([]);
    const { counts } = await t.messaging.email.overview();
    expect([counts.sent, counts.canceled, counts.queued]).toEqual([600, 1, 1]);
    const { items } = await t.messaging.consumers.history('c1', { limit: 100 });
    expect(new Set(items.map(({ to }) => to.address))).toEqual(new Set(['']));
  });

  it('tells of each message that it cancels, once and without the person', async () => {
    const told: Message[] = [];
    t.messaging.on('message.canceled', ({ message }) => told.push(message));
    const inputs = Array.from({ length: 501 }, () => ({ to: 'c1', subject: 'Private', text: 'Private' }));
    await t.messaging.email.sendMany(inputs);
    const { id } = await t.messaging.email.send({ to: 'c1', subject: 'Sent', text: 'Sent' });
    await t.messaging.deliverDue();
    expect(told).toEqual([]);
    await t.messaging.email.sendMany(inputs);
    await t.messaging.consumers.erase('c1');
    expect(new Set(told.map((message) => message.id)).size).toBe(501);
    expect(told).toHaveLength(501);
    expect(told.some((message) => message.id === id)).toBe(false);
    expect(told[0]).toMatchObject({ status: 'canceled', to: { consumerId: 'c1', address: '' }, preview: '' });
    expect(JSON.stringify(told)).not.toMatch(/Private|jo@acme|Jo Smith/);
    await t.messaging.consumers.erase('c1');
    expect(told).toHaveLength(501);
  });
});
