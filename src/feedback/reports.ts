/*
 * Feedback: what comes back after a hand-over, and what follows from it. `reports.ts` (this file) takes what a provider says of a
 * message, from a callback (`web/callback.ts`), a mail (`messaging.receive`) or a look-up (`delivery/reconcile.ts`), and writes it to
 * the record. `events.ts` takes what transports read, many events of many messages, and believes those whose handle is genuine. `suppress.ts` decides whether it, or an outcome of the worker, puts the recipient on the suppression list, `put-on-list.ts` does so and notes it in the address's history. `inbound.ts`
 * is for messages that people send: it obeys STOP and START, once each. `unsubscribe-token.ts` makes and reads what the link in a
 * mail carries; `web/unsubscribe.ts` acts on it. `suppressions.ts` is the list's face for the host: look, add, remove.
 */
import type { MessageReport } from '../interfaces/provider-events.ts';
import type { Reported } from '../interfaces/storage/message-reports.ts';
import type { Message } from '../model/message.ts';
import { present } from '../model/present.ts';
import { replaceableBy, reportedStatus } from '../model/status.ts';
import type { Engine } from '../wiring.ts';
import { suppressFor } from './suppress.ts';

/** What is reported of a message, and by which transport, where that is known. */
export interface TransportEvent extends MessageReport {
  readonly transport?: string;
}

/**
 * Applies what a provider reports, in any order and with repetitions: a report moves a status only up the ladder of `status.ts`.
 * A refusal of an earlier hand-over than the latest is only recorded; a success of any counts.
 *
 * @param options.suppresses - `false` where whoever reports puts the recipient on the list, or not, by itself
 */
export async function applyReport(
  engine: Engine,
  site: string,
  event: TransportEvent,
  { suppresses = true }: { readonly suppresses?: boolean } = {},
): Promise<Reported['kind']> {
  const to = reportedStatus(event.type);
  const { messageId, type, at, attempt, providerId, failure, detail } = event;
  const reported = await engine.storage.messages.report({
    site,
    id: messageId,
    type,
    at,
    from: to ? replaceableBy(to) : [],
    currentAttemptOnly: to === 'failed' || to === 'undelivered',
    dedupeKey: event.dedupeKey ?? reportKey(event),
    // By which transport is of use with that side's id only.
    ...present({ to, attempt, providerId, transport: providerId && event.transport, failure, detail }),
    ...engine.timed(),
  });
  if ('message' in reported) {
    if (suppresses) await suppressFor(engine, reported.message, type, failure);
    const { kind, message } = reported;
    await countReport(engine, event, reported);
    if (to && kind === 'recorded') engine.events.emit('message.reported', { message, type: to });
    else engine.events.message(type, message);
  }
  return reported.kind;
}

/** Few enough to be written at once: a process that only answers callbacks may be frozen after each. */
async function countReport(
  { outcomes }: Engine,
  { type, failure }: MessageReport,
  { kind, message }: Extract<Reported, { readonly message: Message }>,
): Promise<void> {
  const isBounce = type === 'undelivered' || (type === 'failed' && failure?.class === 'recipient');
  if (type !== 'complained' && !(isBounce && kind === 'moved')) return;
  outcomes.count(message, type === 'complained' ? 'complained' : 'bounced');
  await outcomes.flush();
}

/** What tells a repetition where the provider has nothing better. */
export function reportKey({ type, at, attempt }: Pick<MessageReport, 'type' | 'at' | 'attempt'>): string {
  return `${type}/${at.getTime()}/${attempt ?? ''}`;
}
