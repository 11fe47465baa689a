import { byChannel } from './by-channel.ts';
import { one } from './plural.ts';

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
  chart: 'The last 30 days',
  chartHint: 'By the day the message was written, and by the status it has now.',
  chartEmpty: 'No messages in the last 30 days.',
  chartTable: 'Show as a table',
  day: 'Day',
  total: 'Total',
  groups: { sent: 'Sent', waiting: 'Waiting', failed: 'Not arrived', canceled: 'Canceled' },
  dayLabel: (day: string, count: number) => `${day}: ${one(count, 'message', 'messages')}`,
  chartLabel: (count: number) =>
    `Messages by day over the last 30 days, ${one(count, 'message', 'messages')} in all.`,
};
