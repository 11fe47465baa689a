import type { FailureClass, MessageEventType, MessageStatus } from 'postern';
import type { ErrorWords } from '../error-words.ts';

const status: Record<MessageStatus, string> = {
  scheduled: 'Scheduled',
  queued: 'Queued',
  sending: 'Sending',
  sent: 'Sent',
  delivered: 'Delivered',
  undelivered: 'Undelivered',
  failed: 'Failed',
  suppressed: 'Suppressed',
  canceled: 'Canceled',
  unknown: 'Unknown',
};

const statusHint: Record<MessageStatus, string> = {
  scheduled: 'Waits for the time it was given.',
  queued: 'Waits for its turn; it goes out by itself.',
  sending: 'Is being handed over right now.',
  sent: 'The other side took it.',
  delivered: 'It arrived.',
  undelivered: 'It was taken and later came back.',
  failed: 'It was refused or given up.',
  suppressed: 'Not sent: the address is on the suppression list, or the service held the message back.',
  canceled: 'Taken back before it went.',
  unknown: 'It may or may not have been taken; nothing more is done by itself.',
};

const event: Record<MessageEventType, string> = {
  scheduled: 'Scheduled',
  queued: 'Queued',
  rescheduled: 'Given another time',
  sending: 'Handing over',
  sent: 'Taken by the other side',
  retry: 'Not taken yet; another try follows',
  given_back: 'Put back into the queue',
  lost: 'The process sending it went away',
  unknown: 'Answer lost: it may or may not have been taken',
  failed: 'Failed',
  suppressed: 'Not sent',
  canceled: 'Canceled',
  requeued: 'Queued once more by hand',
  delivered: 'Delivered',
  undelivered: 'Came back undelivered',
  delayed: 'Delayed by the receiving side',
  opened: 'Opened',
  clicked: 'A link was clicked',
  complained: 'Reported as unwanted',
  unsubscribed: 'Unsubscribed',
};

const failure: Record<FailureClass, string> = {
  recipient: 'The address or number does not exist or takes no messages. Check it with the person.',
  opted_out: 'The person asked not to get messages.',
  blocked: 'The receiving side blocks messages from us.',
  content: 'The content of the message was refused.',
  sender: 'The sender was refused. Check the sender set-up.',
  configuration:
    'The connection to the provider is not set up correctly. Tell the people who run this service.',
  throttled: 'The other side says that it gets too many messages in a short time.',
  temporary: 'The receiving side could not take it at that time.',
  network: 'The other side could not be reached.',
  ambiguous: 'The answer was lost: the message may or may not have been taken.',
  expired: 'Its time was over before it could be sent.',
  lost: 'The process that was sending it went away: it may or may not have been taken.',
  transport_fault: 'The connection to the provider has a fault. Tell the people who run this service.',
};

/** The same, to be chosen from. */
const failureName: Record<FailureClass, string> = {
  recipient: 'Recipient cannot be reached',
  opted_out: 'Opted out',
  blocked: 'Blocked by the receiving side',
  content: 'Content refused',
  sender: 'Sender refused',
  configuration: 'Wrong configuration',
  throttled: 'Too many messages',
  temporary: 'Temporary refusal',
  network: 'Not reached',
  ambiguous: 'Answer lost',
  expired: 'Expired',
  lost: 'Process went away',
  transport_fault: 'Fault of the connection',
};

/** By the codes of the API. Where English has no sentence here, the server's own is shown. */
const errors: Partial<ErrorWords> = {
  network: () => 'The server cannot be reached. Check the connection and try again.',
  invalid_time: () =>
    'This time cannot be used: it has to lie in the future, and not more than a year ahead.',
  bad_answer: () => 'The server gave an answer that could not be read. Try again.',
};

export const enDelivery = {
  status,
  statusHint,
  event,
  failure,
  failureName,
  errors,
  errorTitle: 'That did not work',
};
