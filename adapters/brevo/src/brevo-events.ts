import {
  correlationIn,
  eventTypes,
  type Failure,
  type FailureClass,
  hasBasic,
  hasBearer,
  itemsOf,
  jsonOf,
  type Note,
  noteText,
  type ProviderEvent,
  present,
  type WebhookRequest,
  type WebhookResult,
} from 'postern/adapter';
import { z } from 'zod';
import { provider } from './brevo-errors.ts';

/** https://developers.brevo.com/docs/transactional-webhooks. What loads images for everybody says nothing of the reader. */
const mailTypes = eventTypes({
  request: 'sent',
  delivered: 'delivered',
  hard_bounce: 'undelivered',
  soft_bounce: 'undelivered',
  invalid_email: 'undelivered',
  blocked: 'failed',
  error: 'failed',
  deferred: 'delayed',
  spam: 'complained',
  opened: 'opened',
  unique_opened: 'opened',
  click: 'clicked',
  unsubscribed: 'unsubscribed',
  unsubscribe: 'unsubscribed',
});

const smsTypes = eventTypes({
  accepted: 'sent',
  sent: 'sent',
  delivered: 'delivered',
  soft_bounce: 'undelivered',
  hard_bounce: 'undelivered',
  blocked: 'failed',
  rejected: 'failed',
  skipped: 'failed',
});

/** What a word means, and how it is told. */
interface Known {
  readonly class: FailureClass;
  /** With Brevo's reason, where it gives one. */
  readonly note: (reason: { readonly answer?: string }) => Note;
}

const failures: Readonly<Record<string, Known>> = {
  hard_bounce: { class: 'recipient', note: (reason) => ({ code: 'came_back_for_good', ...reason }) },
  invalid_email: { class: 'recipient', note: (reason) => ({ code: 'no_such_address', provider, ...reason }) },
  soft_bounce: { class: 'temporary', note: (reason) => ({ code: 'came_back_for_now', ...reason }) },
  blocked: { class: 'blocked', note: (reason) => ({ code: 'recipient_blocked', provider, ...reason }) },
  rejected: { class: 'blocked', note: (reason) => ({ code: 'refused_on_way', ...reason }) },
  skipped: { class: 'blocked', note: (reason) => ({ code: 'not_sent', provider, ...reason }) },
  error: { class: 'sender', note: (reason) => ({ code: 'not_sent_for_sender', provider, ...reason }) },
};

const optional = z.string().optional().catch(undefined);
const seconds = z.number().int().min(1).max(1e14).optional().catch(undefined);
const mailEvent = z.object({
  event: z.string(),
  email: optional,
  'message-id': optional,
  'X-Mailin-custom': optional,
  ts_epoch: seconds,
  ts_event: seconds,
  reason: optional,
});
const smsEvent = z.object({
  msg_status: z.string(),
  messageId: z.union([z.number(), z.string()]).optional().catch(undefined),
  description: optional,
});

/** Callbacks of the account: of one mail or of hundreds, of ours or of anybody's. Each names its hand-over by the header that it was sent with. */
export function mailEventsOf(
  request: WebhookRequest,
  { webhookToken, clock }: { readonly webhookToken: string; readonly clock: () => Date },
): WebhookResult {
  const login = { user: 'postern', password: webhookToken };
  if (!hasBearer(request, webhookToken) && !hasBasic(request, login)) return { kind: 'refused' };
  const events = itemsOf(jsonOf(request), mailEvent).flatMap((item) => {
    const providerId = item['message-id'];
    return eventsBy(mailTypes(item.event), {
      word: item.event,
      correlation: item['X-Mailin-custom'],
      at: timeOf(item) ?? clock(),
      providerId,
      reason: item.reason,
      key: `${providerId}/${item.email}/${item.ts_event ?? item.ts_epoch}`,
    });
  });
  return { kind: 'accepted', events, inbound: [] };
}

/** A callback of one SMS: its URL holds the handle, which Brevo alone was told. */
export function smsEventsOf(
  request: WebhookRequest,
  { clock }: { readonly clock: () => Date },
): WebhookResult {
  const correlation = correlationIn(request.url);
  if (correlation === undefined) return { kind: 'refused' };
  const events = itemsOf(jsonOf(request), smsEvent).flatMap(({ msg_status: word, messageId, description }) =>
    eventsBy(smsTypes(word), {
      word,
      correlation,
      // Its date has no zone that could be relied on.
      at: clock(),
      providerId: messageId === undefined ? undefined : `${messageId}`,
      reason: description,
      key: `${messageId}`,
    }),
  );
  return { kind: 'accepted', events, inbound: [] };
}

interface Told {
  readonly word: string;
  readonly correlation: string | undefined;
  readonly at: Date;
  readonly providerId: string | undefined;
  readonly reason: string | undefined;
  /** Of the message, and of when it happened. */
  readonly key: string;
}

function eventsBy(
  types: readonly ProviderEvent['type'][] = [],
  { word, reason, key, ...told }: Told,
): readonly ProviderEvent[] {
  const said = onOneLine(reason);
  return types.map((type) =>
    present({
      ...told,
      type,
      // A first opening is told twice, by two words.
      dedupeKey: `brevo/${type}/${key}`,
      detail: said === '' ? `Brevo: ${word}` : `Brevo: ${word} (${said})`,
      failure: failureOf(word, said),
    }),
  );
}

function failureOf(word: string, said: string): Failure | undefined {
  const known = Object.hasOwn(failures, word) ? failures[word] : undefined;
  if (!known) return undefined;
  return {
    class: known.class,
    code: word,
    message: noteText(known.note(said === '' ? {} : { answer: said })),
  };
}

/** `ts_epoch` is documented in ms, and has been seen in seconds. */
function timeOf({ ts_epoch, ts_event }: z.infer<typeof mailEvent>): Date | undefined {
  const since = ts_epoch ?? ts_event;
  if (since === undefined) return undefined;
  return new Date(since > 1e11 ? since : since * 1000);
}

function onOneLine(text = ''): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
}
