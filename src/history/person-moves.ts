import { MessagingError } from '../errors.ts';
import type { Move } from '../interfaces/storage/messages.ts';
import type { Tx } from '../interfaces/storage/transaction.ts';
import type { Message, MessageId } from '../model/message.ts';
import { present } from '../model/present.ts';
import { allowedFrom } from '../model/status.ts';
import { checkScheduledAt } from '../sending/prepare.ts';
import { changeWithin, type Scope } from '../wiring.ts';
import { messageNotFound } from './history.ts';

/** A change in the host's transaction happens when that commits, and never where it rolls back. */
export interface MoveOptions {
  readonly tx?: Tx;
}

/** Takes a waiting message back. @throws MessagingError `message_not_found`, `illegal_status` */
export function cancelMessage(scope: Scope, id: MessageId): Promise<Message> {
  return move(scope, id, { from: allowedFrom.cancel, to: 'canceled', type: 'canceled' }, 'canceled');
}

/** Gives a waiting message another time. @throws MessagingError `message_not_found`, `illegal_status`, `invalid_time` */
export async function rescheduleMessage(scope: Scope, id: MessageId, at: Date): Promise<Message> {
  checkScheduledAt(at, scope.engine.now(), 'at');
  return move(
    scope,
    id,
    { from: allowedFrom.reschedule, to: 'scheduled', type: 'rescheduled', dueAt: at },
    'rescheduled',
  );
}

/** Sends a message that failed, was suppressed or is `unknown` once more, as the same message. @throws MessagingError `message_not_found`, `illegal_status` */
export function retryMessage(scope: Scope, id: MessageId): Promise<Message> {
  return move(scope, id, { from: allowedFrom.retry, to: 'queued', type: 'requeued' }, 'retried');
}

type Change = Pick<Move, 'from' | 'to' | 'type' | 'dueAt'>;

async function move(scope: Scope, id: MessageId, change: Change, verb: string): Promise<Message> {
  const { engine, site, channel, tx } = scope;
  const { messages } = engine.storage;
  const { moved, current } = await changeWithin(scope, tx, async () => {
    const moved = await messages.move({ site: site.id, channel, id, ...change, ...engine.timed() });
    return { moved, current: moved ?? (await messages.find({ site: site.id, channel, id })) };
  });
  if (moved) {
    // Within the host's transaction nothing has happened yet, and may never.
    if (!tx) engine.events.message(change.type, moved);
    if (change.to !== 'canceled') {
      engine.noteWaiting();
      await engine.queue.push([{ id, channel, ...present({ dueAt: change.dueAt }) }], tx);
    }
    return moved;
  }
  if (!current) throw messageNotFound();
  throw new MessagingError(
    'illegal_status',
    `The message is "${current.status}": only one that is ${change.from.join(' or ')} can be ${verb}.`,
    { details: { status: current.status } },
  );
}
