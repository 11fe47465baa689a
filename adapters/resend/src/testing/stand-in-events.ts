import { createHmac, randomUUID } from 'node:crypto';
import { present } from 'postern/adapter';
import type { HttpPost } from 'postern/testing';
import type { StandInMail } from './stand-in-mails.ts';

/** What happened to a mail. https://resend.com/docs/dashboard/webhooks/event-types. */
export interface StandInEvent {
  readonly type: `email.${string}`;
  /** Of a bounce; by Amazon's types. */
  readonly bounce?: { readonly type: string; readonly subType: string; readonly message: string };
  /** Of one that Resend does not send. */
  readonly suppressed?: { readonly type: string; readonly reason: string; readonly message: string };
  /** Of one that failed there. */
  readonly failed?: { readonly reason: string };
  /** When it happened. Default: now. */
  readonly at?: Date;
}

/** What Resend reports of a mail that arrives. */
export const delivered: readonly StandInEvent[] = [{ type: 'email.sent' }, { type: 'email.delivered' }];

/** … and of one that comes back. */
export function bounced(type = 'Permanent', subType = 'General'): readonly StandInEvent[] {
  const message = "The recipient's email address is on the suppression list.";
  return [{ type: 'email.sent' }, { type: 'email.bounced', bounce: { type, subType, message } }];
}

/** An event as it is posted. */
export function payloadOf(mail: StandInMail, { type, at, ...what }: StandInEvent, now: Date): object {
  const tags = mail.tags && Object.fromEntries(mail.tags.map(({ name, value }) => [name, value]));
  const { bounce, suppressed } = what;
  return {
    type,
    created_at: (at ?? now).toISOString(),
    data: present({
      email_id: mail.id,
      created_at: mail.createdAt.toISOString(),
      from: mail.from,
      to: mail.to,
      subject: mail.subject,
      tags,
      failed: what.failed,
      bounce: bounce && { ...bounce, diagnosticCode: ['smtp; 550 5.1.1 user unknown'] },
      suppressed: suppressed && { ...suppressed, diagnosticCode: [] },
    }),
  };
}

/** An event keeps it however often, and to however many webhooks, it is brought. */
export function newEventId(): string {
  return `msg_${randomUUID()}`;
}

/** Signed as Svix does: over id, time and body. */
export function signedPost(
  { url, secret }: { readonly url: string; readonly secret: string },
  payload: object,
  { now, id = newEventId() }: { readonly now: Date; readonly id?: string },
): HttpPost {
  const body = JSON.stringify(payload);
  const time = `${Math.floor(now.getTime() / 1000)}`;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64');
  const svix = { 'svix-id': id, 'svix-timestamp': time, 'svix-signature': `v1,${signature}` };
  return { url, body, headers: { 'Content-Type': 'application/json', ...svix } };
}
