import { eventTypes } from 'postern/adapter';

/**
 * What each of Twilio's statuses says of a message. All before `sent` say that Twilio took it, which is what `sent` means to the core:
 * so any report settles a hand-over whose answer was lost. Statuses not named here are recorded and move nothing.
 */
export const eventTypesOf = eventTypes({
  scheduled: 'sent',
  accepted: 'sent',
  queued: 'sent',
  sending: 'sent',
  sent: 'sent',
  delivered: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  canceled: 'failed',
  read: ['delivered', 'opened'],
});
