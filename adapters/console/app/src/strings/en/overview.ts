import { byChannel } from '../by-channel.ts';
import { one } from './one.ts';

/** What was sent, and how it went. */
export const enOverview = {
  title: byChannel({ email: 'E-mail overview', sms: 'SMS overview' }),
  sent: byChannel({ email: 'E-mails sent', sms: 'SMS sent' }),
  sentHint: 'Taken by the other side: sent, delivered or undelivered.',
  waiting: 'Waiting',
  waitingHint: 'Scheduled, queued or being handed over.',
  failed: 'Not arrived',
  failedHint: 'Failed, undelivered, suppressed or unknown.',
  paused: byChannel({ email: 'No e-mail is leaving at the moment', sms: 'No SMS is leaving at the moment' }),
  pausedUntil: (at: string) => `Nothing is lost: messages wait, and the next try is made at ${at}.`,
  overdue: (at: string) => `Messages have been due since ${at}, and nobody has sent them`,
  overdueHint:
    'The part of the service that sends (its worker) does not run, or cannot keep up. Nothing is lost. Tell the people who run this service.',
  alerts: {
    bounce_rate: 'Many e-mails come back',
    complaint_rate: 'Many recipients report e-mails as unwanted',
    channel_paused: 'Nothing has gone out for some time',
    overdue: 'Messages wait for too long',
    domain_lost: 'The sender’s domain is no longer set up',
    webhook_disabled: 'Nothing is posted to a webhook any more',
    subscription_lagging: 'Events are told late',
  },
  alertWebhooks: 'Webhooks',
  alertSince: (at: string) => `Since ${at}.`,
  resume: 'Try now',
  chartTable: 'Show as a table',
  countBy: 'Count by',
  by: {
    day: {
      choice: 'Day',
      title: 'The last 30 days',
      heading: 'Day',
      hint: 'By the day the message was written, and by the status it has now.',
      empty: 'No messages in the last 30 days.',
    },
    hour: {
      choice: 'Hour',
      title: 'The last 48 hours',
      heading: 'Hour',
      hint: 'By the hour the message was written in, and by the status it has now.',
      empty: 'No messages in the last 48 hours.',
    },
    template: {
      choice: 'Template',
      title: 'Templates of the last 30 days',
      heading: 'Template',
      hint: 'Messages of the last 30 days, by the status they have now.',
      empty: 'No messages in the last 30 days.',
    },
    domain: {
      choice: 'Domain',
      title: 'Recipients’ domains of the last 30 days',
      heading: 'Domain',
      hint: 'Messages of the last 30 days by what follows the @ of the address, and by the status they have now.',
      empty: 'No messages in the last 30 days.',
    },
  },
  without: { template: 'Without a template', domain: 'Erased recipients' },
  others: (count: number) => one(count, 'other', 'others'),
  countedBackTo: (at: string) => `There are many messages: only those since ${at} are counted here.`,
  rates: {
    title: 'What comes back',
    bounced: 'Bounced',
    complained: 'Reported as unwanted',
    of: (count: string, sent: string) => `${count} of ${sent} handed over in the last 30 days.`,
    under: (limit: string) => `Below the usual limit of ${limit}.`,
    over: (limit: string) =>
      `Above the usual limit of ${limit}: mailbox providers may begin to refuse your e-mails.`,
    few: 'Too few to be judged.',
  },
  total: 'Total',
  groups: { sent: 'Sent', waiting: 'Waiting', failed: 'Not arrived', canceled: 'Canceled' },
  slotLabel: (name: string, count: number) => `${name}: ${one(count, 'message', 'messages')}`,
  plotLabel: (title: string, count: number) => `${title}: ${one(count, 'message', 'messages')} in all.`,
};
