import { hintForms } from './hint-sentences.ts';
import type { NoteCode } from './note.ts';
import type { Forms } from './note-forms.ts';
import { reportedForms } from './reported-sentences.ts';

/**
 * How notes are written down: as English sentences, in the record beside what others said. `notes.ts` reads them back, also those of
 * rows that are years old: a sentence that was in a release stays among its code's forms.
 */
export const noteForms: Readonly<Record<Exclude<NoteCode, 'quoted'>, Forms>> = {
  tried_next: ['Then:'],

  suppressed: [
    'The address is on the suppression list ({reason} of "{topic}").',
    'The address is on the suppression list ({reason}).',
    'The address is on the suppression list.',
  ],
  safe_mode: ['Not sent: safe mode is on, and the address is not one of those it allows.'],
  redirected: ['Redirected to {to} by safe mode.'],
  vetoed: ["Not sent by the host's decision: {reason:rest}"],
  delayed_by_host: ['Delayed by the host.'],
  expired: ['It expired before it could be handed over.'],
  expires_before_retry: ['It would expire before the next attempt.'],
  given_up: ['Given up after {attempts} attempts.'],
  lost: ['The process that was sending this message went away: it may or may not have been taken.'],
  repeated: ['It is handed over once more in the same words, which "{transport}" takes only once.'],
  unopened: ['The sealed content cannot be opened: was "secret" changed?'],
  unwritable: ['What became of it could not be written down.'],

  passed_over_code_sender: ['{transport} was passed over: it does not know the sender of the code mail.'],
  passed_over_sender_gone: ['{transport} was passed over: the site has no sender of this address by now.'],
  passed_over_address: ["{transport} was passed over: the sender's address is not confirmed there."],
  passed_over_domain: ['{transport} was passed over: {domain} is not set up there.'],
  passed_over_unread: ['{transport} was passed over: whether {domain} is set up there could not be read.'],
  transport_pauses: ['It pauses.'],
  all_pause: ['All transports pause.'],
  all_allowed_pause: ['All transports that may be tried pause.'],
  not_admitted: ['It is asked for no more at the moment.'],
  lease_over: ['Its lease ran out before it was handed over.'],

  unanswered: ['The transport did not answer in time.'],
  no_more_said: ['The transport said no more.'],
  unreadable_answer: ['The transport gave an answer that cannot be read.'],
  transport_failed: ['The {transport} transport failed unexpectedly.'],
  mail_server_answered: ['The mail server answered:'],
  mail_server_unreached: [
    'The mail server could not be reached, or the connection ended before the mail was handed over.',
  ],
  mail_server_settings: [
    'The mail server cannot be used with these settings: check credentials, TLS and certificate.',
  ],
  mail_server_silent: [
    'The connection ended after the whole mail was sent, before the answer: it may have been taken.',
  ],
  mail_too_large: ['The mail is larger than the server takes.'],
  dkim_key_missing: [
    'No DKIM key of {domain} is active: check its DNS records, and send again when they pass.',
  ],
  dkim_keys_unread: ['The DKIM keys of {domain} could not be read.'],
  dkim_keys_unusable: ['The stored DKIM keys of {domain} cannot be used to sign.'],
  inline_images_refused: [
    '{provider} takes no images that the HTML shows by cid: link to them, or send by SMTP.',
  ],

  taken: ['{provider}: taken'],
  taken_before: ['{provider} had taken it before.'],
  opted_out: ['The recipient does not want messages from this sender.'],
  unreachable: ['This {channel:addressWord} cannot receive {channel:word}.'],
  blocked: ['{provider} or a network behind it blocks this message.'],
  sender_unfit: ['This sender cannot reach this recipient.'],
  content_refused: ['{provider} does not take this message.'],
  settings_refused: ['{provider} takes no messages with these settings.'],
  no_credentials: ['{provider} cannot be used with these settings: there are no credentials for it.'],
  tls_refused: [
    '{provider} cannot be used with these settings: its certificate is not trusted, or it is no TLS server.',
  ],
  throttled: ['{provider} asks to send more slowly.'],
  temporary: ['{provider} takes no more at the moment, or the message waited there too long.'],
  undelivered: ['The recipient could not be reached, or no reason was given: it may work later.'],
  ambiguous: ['{provider} did not say whether it took the message.'],
  provider_unreached: ['{provider} could not be reached.'],
  ...hintForms,
  ...reportedForms,

  channel_paused: ['No {channel:word} has gone out for {minutes} min: its transports take nothing.'],
  overdue: [
    '{channel:word} of priority {priority} has been due for {minutes} min: no worker runs, its transports pause, or more waits than is handed over.',
  ],
  bounce_rate: ['{count} of {sent} bounced, which is {share:percent}; {limit:percent} is the limit.'],
  complaint_rate: [
    '{count} of {sent} were reported as unwanted, which is {share:percent}; {limit:percent} is the limit.',
  ],
  domain_lost: ["{domain} is no longer set up as it has to be: look at the sender's records."],
  webhook_disabled: [
    'It took nothing for three days, so that nothing is posted to it any more: enable it, or delete it.',
  ],
  webhook_lagging: [
    'Events for a webhook have been due for {minutes} min: it takes them slowly or not at all, or no process posts them.',
  ],
  subscription_lagging: [
    'Events for "{subscription}" have been due for {minutes} min: nobody subscribes to it any more, or its handler is slow or fails.',
  ],
};
