import { byChannel } from '../by-channel.ts';
import type { NoteWords } from '../note-words.ts';
import { enHints } from './hints.ts';
import { one } from './one.ts';
import { enReported } from './reported.ts';

const minutes = (count: number) => one(count, 'minute', 'minutes');
const kinds = byChannel({ email: 'E-mails', sms: 'SMS' });
const nothing = byChannel({ email: 'No e-mail', sms: 'No SMS' });
const unreachable = byChannel({
  email: 'This e-mail address cannot receive e-mails.',
  sms: 'This phone number cannot receive SMS.',
});

/** What the service notes of messages and alerts. */
export const enNotes: NoteWords = {
  tried_next: () => 'Then:',
  suppressed: ({ reason, topic }, names) => {
    const about = topic === undefined ? '' : ` of “${names.topicName(topic)}”`;
    return `The address is on the suppression list${reason === undefined ? '' : ` (${names.reasonName(reason)}${about})`}.`;
  },
  safe_mode: () => 'Not sent: safe mode is on, and the address is not one that it allows.',
  redirected: ({ to }) => `Redirected to ${to} by safe mode.`,
  vetoed: ({ reason }) => `Not sent, as the service decided: ${reason}`,
  delayed_by_host: () => 'The service put it off.',
  expired: () => 'Its time was over before it could be sent.',
  expires_before_retry: () => 'Its time would be over before another try.',
  given_up: ({ attempts }) => `Given up after ${one(attempts, 'try', 'tries')}.`,
  lost: () => 'The process that was sending it went away: it may or may not have been taken.',
  repeated: ({ transport }) => `It is handed over once more to “${transport}”, which sends it only once.`,
  unopened: () => 'Its sealed content cannot be opened. Tell the people who run this service.',
  unwritable: () => 'What became of it could not be recorded.',
  passed_over_code_sender: ({ transport }) =>
    `Not tried by ${transport}: it does not know the sender of the mail with the code.`,
  passed_over_sender_gone: ({ transport }) => `Not tried by ${transport}: this sender is gone by now.`,
  passed_over_address: ({ transport }) =>
    `Not tried by ${transport}: the sender’s address is not confirmed there.`,
  passed_over_domain: ({ transport, domain }) => `Not tried by ${transport}: ${domain} is not set up there.`,
  passed_over_unread: ({ transport, domain }) =>
    `Not tried by ${transport}: whether ${domain} is set up there could not be found out.`,
  transport_pauses: () => 'The connection to the provider pauses.',
  all_pause: () => 'All connections to providers pause.',
  all_allowed_pause: () => 'All connections that this sender may use pause.',
  not_admitted: () => 'No more can be handed over at the moment.',
  lease_over: () => 'The process stood still for too long before it could hand it over.',
  unanswered: () => 'The other side did not answer in time.',
  no_more_said: () => 'The other side said no more.',
  unreadable_answer: () => 'The connection to the provider gave an answer that cannot be read.',
  transport_failed: ({ transport }) => `The connection “${transport}” has a fault.`,
  mail_server_answered: () => 'The mail server answered:',
  mail_server_unreached: () => 'The mail server could not be reached, or the connection broke too early.',
  mail_server_settings: () =>
    'The mail server cannot be used with these settings. Tell the people who run this service.',
  mail_server_silent: () => 'The connection broke before the mail server answered: it may have been taken.',
  mail_too_large: () => 'The e-mail is larger than the mail server takes.',
  dkim_key_missing: ({ domain }) =>
    `No e-mail of ${domain} can be signed: check the sender’s DNS records, and send again when they pass.`,
  dkim_keys_unread: ({ domain }) => `The keys with which e-mails of ${domain} are signed could not be read.`,
  dkim_keys_unusable: ({ domain }) =>
    `The keys with which e-mails of ${domain} are signed cannot be used. Tell the people who run this service.`,
  inline_images_refused: ({ provider }) =>
    `${provider} takes no images that are part of the e-mail itself: link to them instead.`,
  taken: ({ provider }) => `${provider} took it.`,
  taken_before: ({ provider }) => `${provider} had taken it before: it goes out once.`,
  opted_out: () => 'The recipient does not want messages from this sender.',
  unreachable: ({ channel }) => unreachable[channel],
  blocked: ({ provider }) => `${provider} or a network behind it blocks this message.`,
  sender_unfit: () => 'This sender cannot reach this recipient.',
  content_refused: ({ provider }) => `${provider} does not take this message.`,
  settings_refused: ({ provider }) => `${provider} takes no messages with these settings.`,
  no_credentials: ({ provider }) => `There are no credentials for ${provider}.`,
  tls_refused: ({ provider }) =>
    `The certificate of ${provider} is not trusted, or the connection is not encrypted.`,
  throttled: ({ provider }) => `${provider} asks to send more slowly.`,
  temporary: ({ provider }) => `${provider} takes no more at the moment, or it waited there for too long.`,
  undelivered: () => 'The recipient could not be reached, or no reason was given: it may work later.',
  ambiguous: ({ provider }) => `${provider} did not say whether it took the message.`,
  provider_unreached: ({ provider }) => `${provider} could not be reached.`,
  ...enHints,
  ...enReported,
  channel_paused: ({ channel, minutes: count }) =>
    `${nothing[channel]} has gone out for ${minutes(count)}: the provider takes nothing.`,
  overdue: ({ channel, priority, minutes: count }, names) =>
    `${kinds[channel]} of priority “${names.priorityName(priority)}” have been due for ${minutes(count)}. Tell the people who run this service.`,
  bounce_rate: ({ count, sent, share, limit }, { number, percent }) =>
    `${number(count)} of ${number(sent)} came back (${percent(share)}); ${percent(limit)} is the limit.`,
  complaint_rate: ({ count, sent, share, limit }, { number, percent }) =>
    `${number(count)} of ${number(sent)} were reported as unwanted (${percent(share)}); ${percent(limit)} is the limit.`,
  domain_lost: ({ domain }) => `${domain} is no longer set up as it has to be: look at the sender’s records.`,
  webhook_disabled: () =>
    'It took nothing for three days, so that nothing is posted to it any more: enable it, or delete it.',
  webhook_lagging: ({ minutes: count }) =>
    `Events for a webhook have been due for ${minutes(count)}: it takes them slowly or not at all.`,
  subscription_lagging: ({ subscription, minutes: count }) =>
    `Events for “${subscription}” have been due for ${minutes(count)}. Tell the people who run this service.`,
};
