import { randomBytes } from 'node:crypto';
import { present } from 'postern/adapter';
import type { StandInMail } from './stand-in-mail.ts';
import type { StandInWebhook } from './stand-in-webhooks.ts';

/** What happened to a mail. https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event. */
export interface StandInEvent {
  readonly event:
    | 'processed'
    | 'deferred'
    | 'delivered'
    | 'bounce'
    | 'dropped'
    | 'open'
    | 'click'
    | 'spamreport'
    | 'unsubscribe'
    | 'group_unsubscribe'
    | 'group_resubscribe'
    | (string & {});
  /** Of a bounce: `5.1.1`. */
  readonly status?: string;
  /** Of a bounce, what the other server said; of a dropped mail, why. */
  readonly reason?: string;
  /** Of a bounce. */
  readonly bounceClassification?: string;
  readonly type?: 'bounce' | 'blocked';
  /** Of a click. */
  readonly url?: string;
  /** Of an open: by a program that loads images for everybody. */
  readonly machine?: boolean;
  /** When it happened. Default: now. */
  readonly at?: Date;
}

/** What SendGrid reports of a mail that arrives. */
export const delivered: readonly StandInEvent[] = [{ event: 'processed' }, { event: 'delivered' }];

/** … and of one whose mailbox does not exist. */
export function bounced(bounceClassification = 'Invalid Address'): readonly StandInEvent[] {
  const reason = '550 5.1.1 The email account that you tried to reach does not exist.';
  return [
    { event: 'processed' },
    { event: 'bounce', type: 'bounce', status: '5.1.1', reason, bounceClassification },
  ];
}

/** … and of one that it does not even try to deliver. */
export function dropped(reason = 'Bounced Address'): readonly StandInEvent[] {
  return [{ event: 'dropped', reason }];
}

/** Whether a webhook asked for it; what is not known there comes to every webhook. */
export function isWanted(webhook: StandInWebhook, { event }: StandInEvent): boolean {
  const name = event === 'spamreport' ? 'spam_report' : event;
  const wanted: unknown = Reflect.get(webhook, name);
  return webhook.enabled && wanted !== false;
}

/** An event as it stands in a batch: custom arguments stand beside the rest. */
export function payloadOf(mail: StandInMail, event: StandInEvent, now: Date): object {
  const [first] = mail.personalizations;
  const { status, reason, type, url } = event;
  return present({
    ...mail.custom_args,
    ...first?.custom_args,
    email: first?.to[0]?.email ?? '',
    timestamp: Math.floor((event.at ?? now).getTime() / 1000),
    'smtp-id': mail.headers?.['Message-ID'] ?? `<${mail.messageId}@geopod-ismtpd-1>`,
    event: event.event,
    sg_event_id: randomBytes(18).toString('base64url'),
    sg_message_id: `${mail.messageId}.recvd-5c4c8f6b5f-xk2vq-1-5FBD0B6A-21.0`,
    status,
    reason,
    type,
    bounce_classification: event.bounceClassification,
    url,
    sg_machine_open: event.machine,
    response: event.event === 'delivered' ? '250 OK' : undefined,
    attempt: event.event === 'deferred' ? '1' : undefined,
  });
}
