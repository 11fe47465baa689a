import { MessagingError } from '../errors.ts';
import type { Move } from '../interfaces/storage/messages.ts';
import type { Message, MessageId } from '../model/message.ts';
import { allowedFrom } from '../model/status.ts';
import { checkScheduledAt } from '../sending/prepare.ts';
import type { Scope } from '../wiring.ts';
import { messageNotFound } from './history.ts';

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

async function move(
  { engine, site, channel }: Scope,
  id: MessageId,
  change: Change,
  verb: string,
): Promise<Message> {
  const moved = await engine.storage.messages.move({
    site: site.id,
    channel,
    id,
    ...change,
    ...engine.timed(),
  });
  if (moved) {
    engine.events.message(change.type, moved);
    if (change.to !== 'canceled')
      await engine.queue.push([{ id, channel, ...(change.dueAt ? { dueAt: change.dueAt } : {}) }]);
    return moved;
  }
  const current = await engine.storage.messages.get(site.id, id, channel);
  if (!current) throw messageNotFound();
  throw new MessagingError(
    'illegal_status',
    `The message is "${current.status}": only one that is ${change.from.join(' or ')} can be ${verb}.`,
    { details: { status: current.status } },
  );
}
