import { randomUUID } from 'node:crypto';
import { present } from 'postern/adapter';
import type { StandInMail } from './stand-in-mails.ts';

/** What happened to a mail. https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html. */
export interface StandInEvent {
  readonly eventType:
    | 'Send'
    | 'Delivery'
    | 'DeliveryDelay'
    | 'Bounce'
    | 'Complaint'
    | 'Reject'
    | 'Rendering Failure'
    | 'Open'
    | 'Click'
    | 'Subscription';
  /** Of a bounce; `bounceSubType` of one that SES did not send: `Suppressed`, `OnAccountSuppressionList`. */
  readonly bounce?: { readonly bounceType: string; readonly bounceSubType: string };
  /** Of a complaint. */
  readonly complaint?: { readonly complaintFeedbackType?: string; readonly complaintSubType?: string };
  /** Of a subscription. */
  readonly unsubscribeAll?: boolean;
  /** When it happened. Default: now. */
  readonly at?: Date;
}

/** What SES reports of a mail that arrives. */
export const delivered: readonly StandInEvent[] = [{ eventType: 'Send' }, { eventType: 'Delivery' }];

/** … and of one that comes back. */
export function bounced(bounceType = 'Permanent', bounceSubType = 'General'): readonly StandInEvent[] {
  return [{ eventType: 'Send' }, { eventType: 'Bounce', bounce: { bounceType, bounceSubType } }];
}

/** An event as it is published. */
export function eventText(mail: StandInMail, event: StandInEvent, now: Date): string {
  const timestamp = (event.at ?? now).toISOString();
  const emails = mail.to.map((emailAddress) => ({ emailAddress }));
  return JSON.stringify({
    eventType: event.eventType,
    mail: mailOf(mail),
    ...detailOf(event, { timestamp, mail, emails }),
  });
}

function mailOf({ messageId, from, to, tags, configurationSet, takenAt }: StandInMail): object {
  const own = { 'ses:from-domain': from.replace(/^.*@|>$/g, ''), 'ses:source-ip': '192.0.2.0' };
  const all = present({ 'ses:configuration-set': configurationSet, ...own, ...tags });
  return {
    timestamp: takenAt.toISOString(),
    source: from,
    sendingAccountId: '123456789012',
    messageId,
    destination: to,
    headersTruncated: false,
    headers: [
      { name: 'From', value: from },
      { name: 'To', value: to.join(', ') },
    ],
    commonHeaders: { from: [from], to, messageId },
    tags: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
  };
}

interface Told {
  readonly timestamp: string;
  readonly mail: StandInMail;
  readonly emails: readonly { readonly emailAddress: string }[];
}

function detailOf(
  { eventType, bounce, complaint, unsubscribeAll = true }: StandInEvent,
  { timestamp, mail, emails }: Told,
): object {
  const feedbackId = `0102-${randomUUID()}-000000`;
  const reader = { timestamp, ipAddress: '192.0.2.1', userAgent: 'Mozilla/5.0' };
  const failed = { action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' };
  const details: Readonly<Record<StandInEvent['eventType'], object>> = {
    Send: { send: {} },
    Delivery: {
      delivery: {
        timestamp,
        processingTimeMillis: 546,
        recipients: mail.to,
        smtpResponse: '250 2.6.0 Message received',
        reportingMTA: 'mta.example.com',
      },
    },
    DeliveryDelay: {
      deliveryDelay: {
        timestamp,
        delayType: 'TransientCommunicationFailure',
        expirationTime: timestamp,
        delayedRecipients: emails.map((one) => ({ ...one, status: '4.4.1' })),
      },
    },
    Bounce: {
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        ...bounce,
        bouncedRecipients: emails.map((one) => ({ ...one, ...failed })),
        timestamp,
        feedbackId,
        reportingMTA: 'dsn; mta.example.com',
      },
    },
    Complaint: {
      complaint: {
        complainedRecipients: emails,
        timestamp,
        feedbackId,
        complaintSubType: null,
        complaintFeedbackType: 'abuse',
        ...complaint,
      },
    },
    Reject: { reject: { reason: 'Bad content' } },
    'Rendering Failure': { failure: { errorMessage: 'An attribute is missing.', templateName: 'Template' } },
    Open: { open: reader },
    Click: { click: { ...reader, link: 'https://acme.example/', linkTags: null } },
    Subscription: {
      subscription: {
        contactList: 'List',
        timestamp,
        source: 'UnsubscribeHeader',
        newTopicPreferences: { unsubscribeAll, topicSubscriptionStatus: [] },
      },
    },
  };
  return details[eventType];
}
