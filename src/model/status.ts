/** Where a message stands. ARCHITECTURE.md draws the moves. */
export const messageStatuses = [
  /** Waits for the time a person chose. */
  'scheduled',
  /** Waits for a worker: new, or to be tried again. */
  'queued',
  /** A worker is handing it over. */
  'sending',
  /** The other side took it. */
  'sent',
  /** The provider says it arrived. */
  'delivered',
  /** The provider took it and later said it did not arrive: a bounce, a carrier's refusal. */
  'undelivered',
  /** Refused, or given up; the failure says why. */
  'failed',
  /** Not sent: the address is on the suppression list, `beforeSend` said no, or safe mode does not allow it. */
  'suppressed',
  /** Taken back before it was handed over. */
  'canceled',
  /** It may or may not have been taken; nothing more is done by itself. */
  'unknown',
] as const;
/** One of {@link messageStatuses}. */
export type MessageStatus = (typeof messageStatuses)[number];

/** Of what is not handed over yet. */
export const waitingStatuses: readonly MessageStatus[] = ['scheduled', 'queued', 'sending'];

/** The moves this library makes by itself or for a person. What a provider reports may lift a status besides: {@link reportedStatuses}. */
const ownMoves: Readonly<Record<MessageStatus, readonly MessageStatus[]>> = {
  scheduled: ['scheduled', 'queued', 'sending', 'canceled'],
  queued: ['scheduled', 'queued', 'sending', 'canceled'],
  sending: ['sent', 'queued', 'failed', 'suppressed', 'unknown'],
  sent: [],
  delivered: [],
  undelivered: [],
  failed: ['queued'],
  suppressed: ['queued'],
  canceled: [],
  unknown: ['queued'],
};

/**
 * What a provider's report can make of a message, lowest first. Every other status stands below. A report moves a
 * message only up this ladder, so any order and any repetition of the same reports ends in the same status. A bounce
 * outranks a delivery because relays report "delivered" when the next hop took the mail.
 */
export const reportedStatuses = ['sent', 'failed', 'delivered', 'undelivered'] as const;
/** One of {@link reportedStatuses}. */
export type ReportedStatus = (typeof reportedStatuses)[number];

/** Height on the ladder; 0 below it. */
function height(status: MessageStatus): number {
  return (reportedStatuses as readonly MessageStatus[]).indexOf(status) + 1;
}

/** The statuses that a report of `to` replaces: everything that stands lower. */
export function replaceableBy(to: ReportedStatus): readonly MessageStatus[] {
  return messageStatuses.filter((from) => height(from) < height(to));
}

/** The status a provider's event speaks for; `undefined` for events that are only recorded (opened, delayed, …). */
export function reportedStatus(type: MessageEventType): ReportedStatus | undefined {
  return reportedStatuses.find((status) => status === type);
}

/** Whether any storage may ever make this move. */
export function canMove(from: MessageStatus, to: MessageStatus): boolean {
  return ownMoves[from].includes(to) || (height(to) > 0 && height(from) < height(to));
}

/** The statuses from which a person may ask for each thing. */
export const allowedFrom = {
  cancel: ['scheduled', 'queued'],
  reschedule: ['scheduled', 'queued'],
  retry: ['failed', 'unknown', 'suppressed'],
} as const satisfies Record<string, readonly MessageStatus[]>;

const awaiting: readonly MessageStatus[] = ['scheduled', 'queued', 'sending'];

/** Whether nothing more happens by itself, except what the provider may still report. */
export function isFinal(status: MessageStatus): boolean {
  return !awaiting.includes(status);
}

/** Final statuses that mean the other side took the message: what "how many were sent" counts. */
export const takenStatuses: readonly MessageStatus[] = ['sent', 'delivered', 'undelivered'];

/** What can happen to a message; each is recorded with the status after it. */
export const messageEventTypes = [
  'scheduled',
  'queued',
  'rescheduled',
  'sending',
  'sent',
  'retry',
  'given_back',
  'lost',
  'unknown',
  'failed',
  'suppressed',
  'canceled',
  'requeued',
  'delivered',
  'undelivered',
  'delayed',
  'opened',
  'clicked',
  'complained',
  'unsubscribed',
] as const;
/** One of {@link messageEventTypes}. */
export type MessageEventType = (typeof messageEventTypes)[number];

/** What a provider may report about a message it took. */
export const reportTypes = [
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'delayed',
  'opened',
  'clicked',
  'complained',
  'unsubscribed',
] as const satisfies readonly MessageEventType[];
/** One of {@link reportTypes}. */
export type ReportType = (typeof reportTypes)[number];
