import { type Actor, noteChange } from '../audit.ts';
import { MessagingError } from '../errors.ts';
import type { Move } from '../interfaces/storage/messages.ts';
import type { Tx } from '../interfaces/storage/transaction.ts';
import { isErased, type Message, type MessageId } from '../model/message.ts';
import { present } from '../model/present.ts';
import { allowedFrom } from '../model/status.ts';
import { checkScheduledAt, invalidTime } from '../sending/prepare.ts';
import { changeWithin, type Scope } from '../wiring.ts';
import { messageNotFound } from './history.ts';

/** A change in the host's transaction happens when that commits, and never where it rolls back. */
export interface MoveOptions extends Actor {
  /** The host's transaction: rolled back, nothing has moved. Default: none, it moves at once. */
  readonly tx?: Tx;
}

/** Between two looks a message can move once or twice; more often it does not. */
const maxLooks = 5;

/** Takes a waiting message back. @throws MessagingError `message_not_found`, `illegal_status` */
export function cancelMessage(scope: Scope, id: MessageId, { actor }: Actor): Promise<Message> {
  return move(scope, id, { from: allowedFrom.cancel, to: 'canceled', type: 'canceled', actor }, 'canceled');
}

/** Gives a waiting message another time, `now` being as soon as possible. @throws MessagingError `message_not_found`, `illegal_status`, `invalid_time` */
export async function rescheduleMessage(
  scope: Scope,
  id: MessageId,
  { at, actor }: Actor & { readonly at: Date | 'now' },
): Promise<Message> {
  const now = scope.engine.now();
  if (at !== 'now') checkScheduledAt(at, now, 'at');
  return move(
    scope,
    id,
    {
      from: allowedFrom.reschedule,
      to: 'scheduled',
      type: 'rescheduled',
      dueAt: at === 'now' ? now : at,
      actor,
    },
    'rescheduled',
  );
}

/**
 * Sends a message that failed, was suppressed or is `unknown` once more, as the same message.
 * @throws MessagingError `message_not_found`, `illegal_status`, `message_erased`, `message_expired`
 */
export function retryMessage(scope: Scope, id: MessageId, { actor }: Actor): Promise<Message> {
  return move(scope, id, { from: allowedFrom.retry, to: 'queued', type: 'requeued', actor }, 'retried');
}

type Change = Pick<Move, 'from' | 'to' | 'type' | 'dueAt' | 'actor'>;
type Verb = 'canceled' | 'rescheduled' | 'retried';

/** What a message's own facts forbid, whatever its status does. Before the move: they do not change but by erasing. */
function checkMovable(message: Message, { from, to, dueAt }: Change, now: Date, verb: string): void {
  const { status, expiresAt } = message;
  if (!from.includes(status))
    throw new MessagingError(
      'illegal_status',
      `The message is "${status}": only one that is ${from.join(' or ')} can be ${verb}.`,
      { details: { status } },
    );
  if (isErased(message))
    throw new MessagingError(
      'message_erased',
      `The content of this message was erased: it cannot be ${verb}. Send a new one.`,
      { details: { status } },
    );
  if (to === 'canceled' || !expiresAt || expiresAt > (dueAt ?? now)) return;
  const at = expiresAt.toISOString();
  if (dueAt && expiresAt > now) throw invalidTime('at', `lies after the message expires, ${at}`);
  throw new MessagingError(
    'message_expired',
    `The message expired ${at}: it cannot be ${verb}. Send a new one.`,
    { details: { status, expiresAt: at } },
  );
}

async function move(scope: Scope, id: MessageId, change: Change, verb: Verb): Promise<Message> {
  const { engine, site, channel, tx } = scope;
  const { messages } = engine.storage;
  const moved = await changeWithin(scope, tx, async () => {
    // A worker may take it, or give it back, between the look and the move: then it is looked at again.
    for (let looks = 0; looks < maxLooks; looks += 1) {
      const current = await messages.find({ site: site.id, channel, id });
      if (!current) throw messageNotFound();
      checkMovable(current, change, engine.now(), verb);
      const done = await messages.move({ site: site.id, channel, id, ...change, ...engine.timed() });
      if (done) {
        const detail = change.dueAt?.toISOString();
        await noteChange(scope, { action: `message.${verb}`, subject: id, actor: change.actor, detail });
        return done;
      }
    }
    throw new MessagingError('conflict', `The message moves at this moment: it was not ${verb}.`);
  });
  // Within the host's transaction nothing has happened yet, and may never.
  if (!tx) engine.events.message(change.type, moved);
  if (change.to !== 'canceled') {
    engine.noteWaiting();
    await engine.queue.push([{ id, channel, ...present({ dueAt: change.dueAt }) }], tx);
  }
  return moved;
}
