import { createId, type NewMessage, type Tx } from 'postern/adapter';
import { expect, it } from 'vitest';
import { memory, memoryStorage } from '../src/index.ts';

const now = new Date('2026-05-01T12:00:00Z');

function newMessage(overrides: Partial<NewMessage> = {}): NewMessage {
  return {
    id: createId('msg', now),
    site: 'acme',
    channel: 'email',
    origin: 'sys',
    status: 'queued',
    priority: 'normal',
    to: { address: 'jo@example.com' },
    sender: { address: 'hello@acme.example' },
    preview: 'Hello',
    createdAt: now,
    dueAt: now,
    confidential: false,
    content: { text: 'Hello' },
    fingerprint: 'f',
    ...overrides,
  };
}

const due = { channel: 'email', leaseMs: 60_000, quarantined: false, now } as const;

it('goes by the clock it is given', async () => {
  let time = new Date('2030-01-01T00:00:00Z');
  const { storage } = memory({ clock: () => time });
  const dueAt = new Date('2030-01-01T01:00:00Z');
  const message = newMessage({ dueAt });
  await storage.messages.insert([message]);
  const query = { channel: 'email', limit: 1, leaseMs: 60_000, quarantined: false } as const;
  expect(await storage.messages.claim(query)).toEqual([]);
  time = dueAt;
  expect(await storage.messages.claim(query)).toHaveLength(1);
  const { events } = (await storage.messages.find({ site: 'acme', id: message.id })) ?? {};
  expect(events?.map(({ at }) => at.toISOString())).toEqual([
    '2030-01-01T00:00:00.000Z',
    '2030-01-01T01:00:00.000Z',
  ]);
});

it('answers what the transaction’s callback answers', async () => {
  expect(await memoryStorage().transaction(async () => 42)).toBe(42);
});

it('refuses a transaction of another storage, and anything else', async () => {
  const [mine, other] = [memoryStorage(), memoryStorage()];
  await other.transaction(async (tx) => {
    for (const wrong of [tx, {}]) {
      const insert = mine.messages.insert([newMessage()], { tx: wrong });
      await expect(insert).rejects.toMatchObject({ code: 'invalid_argument' });
    }
  });
  expect(await mine.messages.counts('acme', 'email')).toMatchObject({ counts: { queued: 0 } });
});

it('refuses a transaction that has ended, committed or rolled back', async () => {
  const storage = memoryStorage();
  const ended: Tx[] = [];
  await storage.transaction(async (tx) => ended.push(tx));
  const failing = storage.transaction(async (tx) => {
    ended.push(tx);
    throw new Error('the host rolls back');
  });
  await expect(failing).rejects.toThrow('the host rolls back');
  expect(ended).toHaveLength(2);
  for (const tx of ended) {
    const insert = storage.messages.insert([newMessage()], { tx });
    await expect(insert).rejects.toMatchObject({ code: 'invalid_argument' });
  }
});

it('shows nothing of a transaction while it is open', async () => {
  const storage = memoryStorage();
  await storage.transaction(async (tx) => {
    await storage.messages.insert([newMessage()], { tx });
    expect(await storage.messages.list({ site: 'acme', limit: 10 })).toEqual({ items: [] });
    expect(await storage.messages.claim({ ...due, limit: 10 })).toEqual([]);
  });
  expect(await storage.messages.claim({ ...due, limit: 10 })).toHaveLength(1);
});

it('hands out what is due at one time in the order it was inserted', async () => {
  const storage = memoryStorage();
  const messages = Array.from({ length: 50 }, () => newMessage());
  await storage.messages.insert(messages, { now });
  const claims = await storage.messages.claim({ ...due, limit: 50 });
  expect(claims.map(({ id }) => id)).toEqual(messages.map(({ id }) => id));
});
