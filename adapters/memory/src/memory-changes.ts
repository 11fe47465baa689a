import {
  isErased,
  isFinal,
  lostFailure,
  type Message,
  type MessageEvent,
  type Move,
  type Report,
  type Settlement,
  takenStatuses,
} from 'postern';

/** New values; `undefined` clears a field. */
export type MessagePatch = { readonly [K in keyof Message]?: Message[K] | undefined };
export type NewEvent = Pick<MessageEvent, 'at' | 'type'> & {
  readonly attempt?: number | undefined;
  readonly detail?: string | undefined;
};

/** What becomes of a message, and the event that says so. */
export interface Change {
  readonly patch: MessagePatch;
  readonly event: NewEvent;
}

/** How a hand-over's end changes its message. */
export function bySettlement({ attempts, ...message }: Message, settlement: Settlement, now: Date): Change {
  const { detail } = settlement;
  switch (settlement.to) {
    case 'sent': {
      const { transport, providerId } = settlement;
      const taken = { status: 'sent', transport, providerId, sentAt: now } as const;
      const patch = { ...taken, dueAt: undefined, failure: undefined };
      return { patch, event: { at: now, type: 'sent', detail } };
    }
    case 'queued': {
      const { reason, afterMs, failure = message.failure } = settlement;
      const refund = reason === 'given_back' ? 1 : 0;
      const again = { status: 'queued', dueAt: later(now, afterMs), attempts: attempts - refund } as const;
      return { patch: { ...again, failure }, event: { at: now, type: reason, attempt: attempts, detail } };
    }
    default: {
      const { to, failure } = settlement;
      return { patch: { status: to, failure, dueAt: undefined }, event: { at: now, type: to, detail } };
    }
  }
}

export function byMove({ to, type, detail, dueAt: asked }: Move, now: Date): Change {
  const dueAt = to === 'scheduled' ? (asked ?? now) : now;
  const times = {
    canceled: { dueAt: undefined },
    scheduled: { dueAt, scheduledAt: dueAt },
    queued: { dueAt },
  }[to];
  return { patch: { status: to, ...times }, event: { at: now, type, detail } };
}

/** How a report changes a message; without a patch it is only recorded. */
export function byReport(message: Message, report: Report): Partial<Change> & Pick<Change, 'event'> {
  const { attempts, status, sentAt } = message;
  const { at, type, to, from, attempt, providerId, transport } = report;
  const erased = isErased(message);
  const detail = erased ? undefined : report.detail;
  const failure = erased && report.failure ? { ...report.failure, message: '' } : report.failure;
  const event = { at, type, attempt, detail };
  const stale = report.currentAttemptOnly && attempt !== undefined && attempt !== attempts;
  if (to === undefined || stale || !from.includes(status)) return { event };
  const taken = takenStatuses.includes(to);
  const patch = {
    status: to,
    ...(isFinal(to) ? { dueAt: undefined } : {}),
    ...(taken ? { sentAt: sentAt ?? at, failure } : failure && { failure }),
    ...(providerId === undefined ? {} : { providerId }),
    ...(transport === undefined ? {} : { transport }),
  };
  return { patch, event };
}

/** How the loss of its worker changes a message. */
export function byLoss(hold: boolean, now: Date): Change {
  const to = hold
    ? ({ status: 'unknown', dueAt: undefined } as const)
    : ({ status: 'queued', dueAt: now } as const);
  return { patch: { ...to, failure: lostFailure }, event: { at: now, type: 'lost' } };
}

/** What erasing its recipient does to a message that waits. */
export function byErasure(now: Date): Change {
  return { patch: { status: 'canceled', dueAt: undefined }, event: { at: now, type: 'canceled' } };
}

export function later(time: Date, ms: number): Date {
  return new Date(time.getTime() + ms);
}
