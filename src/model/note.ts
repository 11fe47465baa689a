import type { Channel } from './channel-name.ts';
import type { HintParameters } from './hint.ts';
import type { Priority } from './priority.ts';
import type { ReportedParameters } from './reported.ts';

/** What each note says besides its code. Ids, names and addresses are as they were at the time. */
export interface NoteParameters extends HintParameters, ReportedParameters {
  /** What others said, word for word: the other side's answer, a host's own hint. */
  quoted: { readonly text: string };
  /** It was not taken, and the next transport was asked: what follows is what that said. */
  tried_next: unknown;

  /** The address is on the suppression list: why, and of which topic alone; absent where it was found at the hand-over. */
  suppressed: { readonly reason?: string; readonly topic?: string };
  /** Safe mode is on, and the address is not one of those that it allows. */
  safe_mode: unknown;
  /** Safe mode sent it there instead. */
  redirected: { readonly to: string };
  /** The host's `beforeSend` said no: its reason, of any text. */
  vetoed: { readonly reason: string };
  /** The host's `beforeSend` said later. */
  delayed_by_host: unknown;
  /** It was too late before it was handed over. */
  expired: unknown;
  /** It would be too late before the next attempt. */
  expires_before_retry: unknown;
  /** No attempt is left. */
  given_up: { readonly attempts: number };
  /** The process that handed it over went away. */
  lost: unknown;
  /** Whether it was taken is not known: it is handed over once more, which this transport does without sending twice. */
  repeated: { readonly transport: string };
  /** Its content is sealed by a secret that is not configured. */
  unopened: unknown;
  /** What became of it could not be recorded. */
  unwritable: unknown;

  /** Not tried by this transport, which does not know the sender of the mail with a code. */
  passed_over_code_sender: { readonly transport: string };
  /** Not tried by this transport: the site has no such sender by now. */
  passed_over_sender_gone: { readonly transport: string };
  /** Not tried by this transport, where the sender's address is not confirmed. */
  passed_over_address: { readonly transport: string };
  /** Not tried by this transport, where the sender's domain is not set up. */
  passed_over_domain: { readonly transport: string; readonly domain: string };
  /** Not tried by this transport: whether the domain is set up there could not be read. */
  passed_over_unread: { readonly transport: string; readonly domain: string };
  /** Its transport pauses. */
  transport_pauses: unknown;
  /** All transports pause. */
  all_pause: unknown;
  /** All transports that may be tried with its sender pause. */
  all_allowed_pause: unknown;
  /** No more is asked of its transport at the moment. */
  not_admitted: unknown;
  /** The process stood still for too long; another may have it by now. */
  lease_over: unknown;

  /** The transport did not answer in time. */
  unanswered: unknown;
  /** The transport said no more. */
  no_more_said: unknown;
  /** The transport's answer cannot be read. */
  unreadable_answer: unknown;
  /** The transport has a fault. */
  transport_failed: { readonly transport: string };
  /** What follows is the mail server's answer. */
  mail_server_answered: unknown;
  /** The mail server cannot be reached, or the connection ended before the mail had left. */
  mail_server_unreached: unknown;
  /** The mail server cannot be used with these settings. */
  mail_server_settings: unknown;
  /** The connection ended after the whole mail was sent, before the answer. */
  mail_server_silent: unknown;
  /** The mail is larger than the mail server takes. */
  mail_too_large: unknown;
  /** The sender's domain has no DKIM key that its DNS records hold. */
  dkim_key_missing: { readonly domain: string };
  /** The domain's DKIM keys could not be read: tried again. */
  dkim_keys_unread: { readonly domain: string };
  /** The domain's stored DKIM keys are damaged, or sealed by another secret. */
  dkim_keys_unusable: { readonly domain: string };
  /** The provider takes no images that are part of the mail. */
  inline_images_refused: { readonly provider: string };

  /** The provider took it. */
  taken: { readonly provider: string };
  /** The provider had taken it at an earlier hand-over, whose answer was lost: it goes out once. */
  taken_before: { readonly provider: string };
  /** The recipient wants no messages of this sender. */
  opted_out: unknown;
  /** Nobody is reached there. */
  unreachable: { readonly channel: Channel };
  /** The provider, or a network behind it, blocks the message. */
  blocked: { readonly provider: string };
  /** This sender cannot reach this recipient. */
  sender_unfit: unknown;
  /** The provider does not take this message. */
  content_refused: { readonly provider: string };
  /** The provider takes no messages with these settings. */
  settings_refused: { readonly provider: string };
  /** There are no credentials for the provider. */
  no_credentials: { readonly provider: string };
  /** The provider's certificate is not trusted, or it is no TLS server. */
  tls_refused: { readonly provider: string };
  /** The provider asks to send more slowly. */
  throttled: { readonly provider: string };
  /** The provider takes no more at the moment, or the message waited there too long. */
  temporary: { readonly provider: string };
  /** It did not arrive, and may another time. */
  undelivered: unknown;
  /** The provider did not say whether it took the message. */
  ambiguous: { readonly provider: string };
  /** The provider could not be reached. */
  provider_unreached: { readonly provider: string };

  /** An alert: nothing has gone out for so long. */
  channel_paused: { readonly channel: Channel; readonly minutes: number };
  /** An alert: what is due has waited for so long. */
  overdue: { readonly channel: Channel; readonly priority: Priority; readonly minutes: number };
  /** An alert: so many of those sent bounced. */
  bounce_rate: NotedRate;
  /** An alert: so many of those sent were reported as unwanted. */
  complaint_rate: NotedRate;
  /** An alert: the sender's domain is no longer set up. */
  domain_lost: { readonly domain: string };
  /** An alert: the webhook took nothing for three days. */
  webhook_disabled: unknown;
  /** An alert: the events for a webhook have been due for so long. */
  webhook_lagging: { readonly minutes: number };
  /** An alert: the events for this subscription have been due for so long. */
  subscription_lagging: { readonly subscription: string; readonly minutes: number };
}

/** How many of how many, and the share that is the limit; shares are from 0 to 1, of four digits. */
export interface NotedRate {
  readonly count: number;
  readonly sent: number;
  readonly share: number;
  readonly limit: number;
}

/** What a note says, to be switched on and worded in any language. */
export type NoteCode = keyof NoteParameters;

/** One thing that was noted of a message, its failure or an alert: what it says, by code, with the parameters of that code beside it. */
export type Note = {
  readonly [Code in NoteCode]: { readonly code: Code } & NoteParameters[Code];
}[NoteCode];
