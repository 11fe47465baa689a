import { present } from 'postern/adapter';
import type { StandInMail } from './stand-in-mail.ts';
import type { StandInSms } from './stand-in-sms.ts';
import type { StandInWebhook } from './stand-in-webhooks.ts';

/** What happened to a message: `event` of a mail, `msg_status` of an SMS. https://developers.brevo.com/docs/transactional-webhooks. */
export interface StandInEvent {
  readonly event:
    | 'request'
    | 'sent'
    | 'accepted'
    | 'delivered'
    | 'soft_bounce'
    | 'hard_bounce'
    | 'blocked'
    | 'spam'
    | 'invalid_email'
    | 'deferred'
    | 'error'
    | 'opened'
    | 'unique_opened'
    | 'proxy_open'
    | 'unique_proxy_open'
    | 'click'
    | 'unsubscribed'
    | (string & {});
  /** Of a bounce, a delay or an error. */
  readonly reason?: string;
  /** Of a click. */
  readonly link?: string;
  /** When it happened. Default: now. */
  readonly at?: Date;
}

/** What Brevo reports of a mail that arrives. */
export const delivered: readonly StandInEvent[] = [{ event: 'request' }, { event: 'delivered' }];

/** … of one whose mailbox does not exist. */
export function bounced(reason = '550 5.1.1 User unknown'): readonly StandInEvent[] {
  return [{ event: 'request' }, { event: 'hard_bounce', reason }];
}

/** … and of an SMS that arrives. */
export const smsDelivered: readonly StandInEvent[] = [
  { event: 'accepted' },
  { event: 'sent' },
  { event: 'delivered' },
];

/** How an event is called where a webhook asks for it; what is not named there comes to every webhook. */
const subscriptions: Readonly<Record<string, readonly StandInWebhook['events'][number][]>> = {
  request: ['sent', 'request'],
  sent: ['sent', 'request'],
  accepted: ['sent', 'request'],
  delivered: ['delivered'],
  soft_bounce: ['softBounce'],
  hard_bounce: ['hardBounce'],
  blocked: ['blocked'],
  spam: ['spam'],
  invalid_email: ['invalid'],
  deferred: ['deferred'],
  opened: ['opened'],
  unique_opened: ['uniqueOpened'],
  click: ['click'],
  unsubscribed: ['unsubscribed'],
};

/** Whether a webhook asked for it. */
export function isWanted({ events }: StandInWebhook, { event }: StandInEvent): boolean {
  const names = Object.hasOwn(subscriptions, event) ? subscriptions[event] : undefined;
  return names?.some((name) => events.includes(name)) ?? true;
}

/** An event as it is posted; `webhookId` is what Brevo calls `id`. */
export function payloadOf(
  message: StandInMail | StandInSms,
  event: StandInEvent,
  { webhookId, now }: { readonly webhookId: number; readonly now: Date },
): object {
  const at = event.at ?? now;
  return message.kind === 'mail'
    ? mailEvent(message, event, at, webhookId)
    : smsEvent(message, event, at, webhookId);
}

function mailEvent(mail: StandInMail, { event, reason, link }: StandInEvent, at: Date, id: number): object {
  const seconds = Math.floor(at.getTime() / 1000);
  return present({
    id,
    event,
    email: mail.to[0]?.email ?? '',
    date: localDate(at),
    ts: seconds,
    ts_event: seconds,
    ts_epoch: at.getTime(),
    'message-id': mail.messageId,
    // A complaint comes with less.
    subject: event === 'spam' ? undefined : mail.subject,
    sender_email: mail.sender.email,
    'X-Mailin-custom': mail.headers?.['X-Mailin-custom'],
    tags: mail.tags,
    contact_id: 0,
    reason,
    link,
  });
}

function smsEvent(sms: StandInSms, { event, reason }: StandInEvent, at: Date, id: number): object {
  return present({
    id,
    to: sms.recipient.replace('+', ''),
    sms_count: 1,
    credits_used: 1.5,
    messageId: sms.messageId,
    remaining_credit: 11_488.845,
    msg_status: event,
    date: localDate(at),
    type: sms.type,
    reference: `${sms.messageId}`,
    tag: sms.tag,
    description: reason,
  });
}

/** Brevo's dates are of Paris, whatever the account's place. */
function localDate(at: Date): string {
  return at.toLocaleString('sv-SE', { timeZone: 'Europe/Paris' });
}
