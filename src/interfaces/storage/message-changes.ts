import { isErased, type Message, type MessageEvent } from '../../model/message.ts';
import { expiredFailure, lostFailure } from '../../model/own-failures.ts';
import { present } from '../../model/present.ts';
import { isFinal, takenStatuses } from '../../model/status.ts';
import type { Settlement } from './message-claims.ts';
import type { Report } from './message-reports.ts';
import type { Move } from './messages.ts';

// What becomes of a message is decided here, once; a storage finds the message, keeps others off it, and writes down
// what it is told. A storage that decides in a statement of its own (PostgreSQL settles and sweeps many at once)
// is held to the same by the suite, `messages-changes.ts`.

/** New values by name; `undefined` clears a field, one left out stays as it is. */
export type MessagePatch = { readonly [K in keyof Message]?: Message[K] | undefined };

/** What becomes of a message, and the event that says so; without a patch it is only recorded. */
export interface MessageChange {
  readonly patch?: MessagePatch;
  readonly event: MessageEvent;
}

/** A change that certainly changes something. */
export type MessagePatched = MessageChange & Required<Pick<MessageChange, 'patch'>>;

/**
 * How a hand-over's end changes its message.
 *
 * @param now - the time it is recorded at, from which `afterMs` counts
 */
export function changeBySettlement(message: Message, settlement: Settlement, now: Date): MessagePatched {
  const { detail } = settlement;
  switch (settlement.to) {
    case 'sent': {
      const { transport, providerId } = settlement;
      const patch: MessagePatch = {
        status: 'sent',
        transport,
        providerId,
        sentAt: now,
        dueAt: undefined,
        failure: undefined,
      };
      return changed(message, patch, { at: now, type: 'sent', detail });
    }
    case 'queued': {
      const { attempts } = message;
      const { reason, afterMs, failure = message.failure, repeats } = settlement;
      const dueAt = new Date(now.getTime() + afterMs);
      const patch = {
        status: 'queued',
        dueAt,
        failure,
        attempts: attempts - (reason === 'given_back' && !repeats ? 1 : 0),
      } as const;
      return changed(message, patch, { at: now, type: reason, attempt: attempts, detail });
    }
    default: {
      const { to, failure } = settlement;
      return changed(message, { status: to, failure, dueAt: undefined }, { at: now, type: to, detail });
    }
  }
}

/**
 * How what a person asks for changes a message; `undefined` where it changes nothing: the message is another channel's,
 * stands where this cannot be asked for, or was erased, so that there is nothing left to send.
 */
export function changeByMove(message: Message, move: Move, now: Date): MessagePatched | undefined {
  const { channel, from, to, type, detail, actor } = move;
  if (message.channel !== channel || !from.includes(message.status) || isErased(message)) return undefined;
  const dueAt = to === 'scheduled' ? (move.dueAt ?? now) : now;
  const times = {
    canceled: { dueAt: undefined },
    scheduled: { dueAt, scheduledAt: dueAt },
    queued: { dueAt },
  }[to];
  return changed(message, { status: to, ...times }, { at: now, type, detail, actor });
}

/**
 * How a report changes a message that does not know it yet. It is only recorded where it speaks of no status, where the
 * status stands higher already, or where it speaks of an earlier hand-over and only the latest would count. Of an
 * erased message the report's wording is left out.
 */
export function changeByReport(message: Message, report: Report): MessageChange {
  const { at, type, to, from, attempt, providerId, transport } = report;
  const erased = isErased(message);
  const failure = erased && report.failure ? { ...report.failure, message: '' } : report.failure;
  const event = { at, type, attempt, detail: erased ? undefined : report.detail };
  const stale = report.currentAttemptOnly && attempt !== undefined && attempt !== message.attempts;
  if (to === undefined || stale || !from.includes(message.status)) return { event: eventOf(message, event) };
  const taken = takenStatuses.includes(to) ? { sentAt: message.sentAt ?? at, failure } : present({ failure });
  const ended = isFinal(to) ? { dueAt: undefined } : {};
  return changed(message, { status: to, ...ended, ...taken, ...present({ providerId, transport }) }, event);
}

/**
 * How the loss of its worker changes a message that was being handed over.
 *
 * @param hold - whether it stays `unknown`; it is queued again, alone, otherwise
 */
export function changeByLoss(message: Message, hold: boolean, now: Date): MessagePatched {
  const to = hold
    ? ({ status: 'unknown', dueAt: undefined } as const)
    : ({ status: 'queued', dueAt: now } as const);
  return changed(message, { ...to, failure: lostFailure }, { at: now, type: 'lost' });
}

/** How a message that waits ends when it is too late for it. */
export function changeByExpiry(message: Message, now: Date): MessagePatched {
  const patch = { status: 'failed', failure: expiredFailure, dueAt: undefined } as const;
  return changed(message, patch, { at: now, type: 'failed', detail: expiredFailure.message });
}

/** What erasing its recipient does to a message that waits; {@link erasedMessage} blanks it besides. */
export function changeByErasure(message: Message, now: Date): MessagePatched {
  return changed(message, { status: 'canceled', dueAt: undefined }, { at: now, type: 'canceled' });
}

/** The message with a patch applied: a new object. By `assign`: of all that is sent, and V8 spreads ten times slower. */
export function patchMessage(message: Message, patch: MessagePatch): Message {
  return present(Object.assign({}, message, patch)) as Partial<Message> as Message;
}

type Told = Pick<MessageEvent, 'at' | 'type'> & {
  readonly attempt?: number | undefined;
  readonly detail?: string | undefined;
  readonly actor?: string | undefined;
};

function changed(message: Message, patch: MessagePatch, told: Told): MessagePatched {
  const { status = message.status, attempts = message.attempts } = patch;
  return { patch, event: eventOf({ status, attempts }, told) };
}

/** An event as the message is after it. */
function eventOf(
  { status, attempts }: Pick<Message, 'status' | 'attempts'>,
  { at, type, attempt = attempts, detail, actor }: Told,
): MessageEvent {
  return present({ at, type, status, attempt, detail, actor });
}
