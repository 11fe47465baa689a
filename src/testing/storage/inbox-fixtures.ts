import assert from 'node:assert/strict';
import type { Storage } from '../../interfaces/storage/storage.ts';
import type { InboxEvent, InboxOutcome, TakeQuery } from '../../interfaces/storage/subscriptions.ts';
import type { MessageId } from '../../model/message.ts';
import { at, hour, minute } from './fixtures.ts';

export const [a, b] = ['3d2fae28-0a4f-4dd3-b3b8-6a1f0fd52a01', '3d2fae28-0a4f-4dd3-b3b8-6a1f0fd52a02'];
/** After all that the fixtures do. */
export const later = at(hour);

export async function take({ subscriptions }: Storage, name: string, query: Partial<TakeQuery> = {}) {
  const wanted = { name, holder: a, leaseMs: minute, limit: 100, except: [], now: later };
  const events: InboxEvent[] = [];
  for (let more = true; more; ) {
    const taken = await subscriptions.take({ ...wanted, ...query });
    assert.ok(taken, 'it is free');
    events.push(...taken.events);
    more = taken.more && taken.events.length === 0;
  }
  return events;
}

export function typesOf(events: readonly InboxEvent[], id?: MessageId): readonly string[] {
  return events.filter(({ message }) => id === undefined || message.id === id).map(({ event }) => event.type);
}

export const handled = ({ id }: InboxEvent): InboxOutcome => ({ id, to: 'handled' });
export const failed = ({ id }: InboxEvent, afterMs: number): InboxOutcome => ({
  id,
  to: 'later',
  afterMs,
  reason: 'Error',
});
export const parked = ({ id }: InboxEvent): InboxOutcome => ({ id, to: 'parked', reason: 'TypeError' });
