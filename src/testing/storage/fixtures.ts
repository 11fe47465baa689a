import assert from 'node:assert/strict';
import type { Claim, Claimed, ClaimQuery } from '../../interfaces/storage/message-claims.ts';
import type { Report } from '../../interfaces/storage/message-reports.ts';
import type { MessageStore } from '../../interfaces/storage/message-store.ts';
import type { NewMessage } from '../../interfaces/storage/messages.ts';
import type { Storage } from '../../interfaces/storage/storage.ts';
import { channelRules, type UnknownPolicy } from '../../model/channel.ts';
import { createId } from '../../model/ids.ts';
import type { Channel, Message, MessageDetail, MessageId } from '../../model/message.ts';
import { present } from '../../model/present.ts';
import type { MessageStatus } from '../../model/status.ts';

/** All tests happen at this time, passed as `now`: no test waits. */
export const start = new Date('2026-03-02T09:00:00.000Z');
export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** `ms` after the start (before it, where negative). */
export function at(ms: number): Date {
  return new Date(start.getTime() + ms);
}

type Policy = Readonly<Record<Channel, UnknownPolicy>>;

/** What follows in each channel where it stays open whether a message was taken, unless a host says otherwise. */
export const usualPolicy: Policy = perChannel((channel) => channelRules[channel].unknown);

/** The same for every channel. */
export function policyOf(everywhere: UnknownPolicy): Policy {
  return perChannel(() => everywhere);
}

function perChannel(of: (channel: Channel) => UnknownPolicy): Policy {
  return { email: of('email'), sms: of('sms') };
}

/** A message due at its creation, by e-mail unless told otherwise. */
export function newMessage(site: string, overrides: Partial<NewMessage> = {}): NewMessage {
  const createdAt = overrides.createdAt ?? start;
  return present({
    id: createId('msg', createdAt),
    site,
    channel: 'email',
    origin: 'sys',
    status: 'queued',
    priority: 'normal',
    to: { name: 'Jo Doe', address: 'jo@example.com' },
    sender: { name: 'Acme', address: 'hello@acme.example' },
    subject: '[Acme] Hello',
    preview: 'Hello Jo',
    createdAt,
    dueAt: overrides.status === 'suppressed' ? undefined : createdAt,
    confidential: false,
    content: { subject: '[Acme] Hello', text: 'Hello Jo' },
    fingerprint: 'f0',
    ...overrides,
  });
}

/** Inserts one new message and answers its id. */
export async function insertOne(
  { messages }: Storage,
  site: string,
  overrides: Partial<NewMessage> = {},
): Promise<MessageId> {
  const message = newMessage(site, overrides);
  await messages.insert([message], { now: message.createdAt });
  return message.id;
}

/** Inserts messages created (and due) one second after the other; answers their ids. */
export async function insertMany(
  { messages }: Storage,
  site: string,
  count: number,
  overrides: Partial<NewMessage> = {},
): Promise<readonly MessageId[]> {
  const all = Array.from({ length: count }, (_, index) =>
    newMessage(site, { createdAt: at(index * second), ...overrides }),
  );
  await messages.insert(all, { now: start });
  return all.map(({ id }) => id);
}

/** Claims e-mail due by the start for a minute, unless told otherwise. */
export function claim(messages: MessageStore, query: Partial<ClaimQuery> = {}): Promise<readonly Claimed[]> {
  return messages.claim({
    channel: 'email',
    limit: 100,
    leaseMs: minute,
    quarantined: false,
    now: start,
    ...query,
  });
}

/** Claims what is due and answers the claim of this message, which must be among it. */
export async function claimOne(
  messages: MessageStore,
  id: MessageId,
  query: Partial<ClaimQuery> = {},
): Promise<Claimed> {
  const found = (await claim(messages, query)).find((one) => one.id === id);
  assert.ok(found, 'the message is claimed');
  return found;
}

export async function detail({ messages }: Storage, site: string, id: MessageId): Promise<MessageDetail> {
  const found = await messages.find({ site, id });
  assert.ok(found, 'the message is stored');
  return found;
}

/** The events' types, in the order recorded. */
export async function eventTypes(storage: Storage, site: string, id: MessageId): Promise<readonly string[]> {
  return (await detail(storage, site, id)).events.map(({ type }) => type);
}

/** A report of a delivery, one minute after the start. */
export function newReport(site: string, id: MessageId, overrides: Partial<Report> = {}): Report {
  return {
    site,
    id,
    type: 'delivered',
    at: at(minute),
    now: at(minute),
    to: 'delivered',
    from: ['sending', 'sent', 'unknown'],
    currentAttemptOnly: false,
    dedupeKey: createId('key', start),
    ...overrides,
  };
}

export const failure = { class: 'content', code: '550 5.7.1', message: 'Refused for its content.' } as const;

/** Any token that was never given out, as a claim of this message. */
export function forged(id: MessageId): Claim {
  return { id, token: '00000000-0000-4000-8000-000000000000' };
}

/**
 * Brings a new message to a status as the core would, and answers the claim it was last held under. Other messages of
 * the storage that are due are claimed along.
 */
export async function bring(
  storage: Storage,
  site: string,
  status: MessageStatus,
  overrides: Partial<NewMessage> = {},
): Promise<Claim & { readonly id: MessageId }> {
  const { messages } = storage;
  const first = status === 'scheduled' || status === 'suppressed' ? status : 'queued';
  const id = await insertOne(storage, site, { ...overrides, status: first });
  if (status === first) return forged(id);
  if (status === 'canceled') {
    const from = ['queued'] as const;
    await messages.move({ site, channel: 'email', id, from, to: 'canceled', type: 'canceled', now: start });
    return forged(id);
  }
  const { token } = await claimOne(messages, id);
  const held = { id, token };
  if (status === 'failed' || status === 'unknown') {
    await messages.settle([{ ...held, to: status, failure }], { now: start });
  } else if (status !== 'sending') {
    await messages.settle([{ ...held, to: 'sent', transport: 'fixture' }], { now: start });
  }
  if (status === 'delivered' || status === 'undelivered') {
    await messages.report(newReport(site, id, { type: status, to: status, from: ['sent'] }));
  }
  assert.equal((await detail(storage, site, id)).status, status);
  return held;
}

export function ids(messages: readonly Pick<Message, 'id'>[]): readonly MessageId[] {
  return messages.map(({ id }) => id);
}

/** As a set, for answers whose order is not promised. */
export function sorted<T>(values: Iterable<T>): readonly T[] {
  return [...values].sort();
}

/** Damages a value as far as it lets itself be: dates, lists and objects, at every depth. */
export function tamper(value: unknown): void {
  if (value instanceof Date) value.setTime(0);
  if (typeof value !== 'object' || value === null) return;
  for (const key of Reflect.ownKeys(value)) {
    tamper(Reflect.get(value, key));
    Reflect.deleteProperty(value, key);
  }
}
