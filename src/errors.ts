/**
 * Every way a call can be refused. Each code is thrown by a test (`test/errors.test.ts`).
 *
 * A refusal is misuse, bad input or a missing condition: nothing was recorded. What goes wrong *after* a message was
 * accepted is no error but data: a status, a {@link Failure} and an event.
 */
export type MessagingErrorCode =
  /** The configuration of `Messaging` or of an adapter cannot work. */
  | 'invalid_config'
  /** A message's input is malformed or over a limit; `details.field` names it. */
  | 'invalid_message'
  /** An e-mail address is not one a mail can be sent to; `details.reason` says why. */
  | 'invalid_address'
  /** A phone number is not valid for its country. */
  | 'invalid_phone'
  /** A time is in the past, too far ahead, or no date. */
  | 'invalid_time'
  /** A paging cursor was not made by this library, or belongs to another list. */
  | 'invalid_cursor'
  /** Another argument (a search term, a limit, a status) is out of range. */
  | 'invalid_argument'
  /** The site id is not one of those configured. */
  | 'unknown_site'
  /** No consumer with that id. */
  | 'consumer_not_found'
  /** The consumer has no address (e-mail) or number (SMS) to send to. */
  | 'consumer_unreachable'
  /** The site's sender is not fully validated; `details.missing` names the steps. */
  | 'sender_not_ready'
  /** The site has no sender in this channel, or none of that key; `details.senders` names those that there are. */
  | 'sender_not_found'
  /** The site has a sender already, of this key or with this address: delete or update it. */
  | 'sender_exists'
  /** The sender's name, address or domain cannot be used; `details.reason` says why. */
  | 'sender_refused'
  /** The provider refused or could not be reached while the sender was set up. */
  | 'sender_provider_failed'
  /** The one-time code is not six digits. */
  | 'code_malformed'
  /** The one-time code is not the one sent; `details.attemptsLeft`. */
  | 'code_wrong'
  /** No code is open: it expired, was used up by wrong attempts, or never sent. Ask for a new one. */
  | 'code_expired'
  /** A new code may be sent only after `details.retryAt`. */
  | 'code_too_soon'
  /** No message with that id on this site and channel. */
  | 'message_not_found'
  /** No message of that batch on this site and channel. */
  | 'batch_not_found'
  /** The message's status does not allow this; `details.status`. */
  | 'illegal_status'
  /** What it said of the person was erased: there is nothing left to send. */
  | 'message_erased'
  /** Its content is sealed, so that nobody may have it once more. */
  | 'message_confidential'
  /** Its `expiresAt` has passed: nothing of it may go any more. */
  | 'message_expired'
  /** The idempotency key was used for another payload; `details.messageId`. */
  | 'idempotency_conflict'
  /** No template with that id for this channel. */
  | 'template_not_found'
  /** The template has no version of that number, or it is not kept any more. */
  | 'template_version_not_found'
  /** No webhook with that id on this site. */
  | 'webhook_not_found'
  /** The template's own text is not valid Liquid, or is over a limit. */
  | 'template_invalid'
  /** Rendering a template that a person wrote took too much time or memory, and was stopped. */
  | 'template_too_expensive'
  /** Other templates use this layout or partial, and could not be rendered any more; `details.usedBy` lists up to 20 of them. */
  | 'template_in_use'
  /** The data does not fit the template: a variable is missing or of the wrong type; `details.variables`. */
  | 'template_data_invalid'
  /** Somebody else changed the same thing at the same time: look again, then decide anew. Nothing was changed by this call. */
  | 'conflict'
  /** What is wired in cannot do that at all, so trying again is no use; the sentence says what can be done instead. */
  | 'unsupported'
  /** A transaction was passed to a storage that has none. */
  | 'transactions_unsupported'
  /** The channel has no transport configured. */
  | 'channel_unavailable'
  /** The transport's settings are refused by the other side (credentials, TLS). */
  | 'transport_misconfigured'
  /** The transport's other side cannot be reached. */
  | 'transport_unavailable'
  /** The storage holds what another `secret` sealed: `start()` refuses, since nothing of it could be opened. */
  | 'secret_changed'
  /** The storage cannot be used as it is (schema not migrated, directory in use). */
  | 'storage_not_ready';

/** What an error carries besides its code and sentence. */
export interface MessagingErrorOptions {
  /** Facts a program can act on. Never a body, code, key or credential. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** What brought it about, for logs of your own; it may hold what was sent. Never in `toJSON`. */
  readonly cause?: unknown;
}

/** The one error this library throws on purpose. `message` says what to do; `code` is what to switch on. */
export class MessagingError extends Error {
  /** Always `MessagingError`: what {@link isMessagingError} goes by. */
  override readonly name = 'MessagingError';
  /** What to switch on; it stays the same over versions. */
  readonly code: MessagingErrorCode;
  /** Facts a program can act on, by name; `{}` where there are none. Never a body, code, key or credential. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: MessagingErrorCode, message: string, options: MessagingErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }

  /** For an HTTP answer: the code, the sentence and the facts, never the cause. */
  toJSON(): { code: MessagingErrorCode; message: string; details: Readonly<Record<string, unknown>> } {
    return { code: this.code, message: this.message, details: this.details };
  }
}

/** Whether this is a {@link MessagingError}, also one from another copy of the package (ESM beside CJS). */
export function isMessagingError(error: unknown): error is MessagingError {
  try {
    return error instanceof Error && error.name === 'MessagingError' && 'code' in error;
  } catch {
    // A proxy that throws, or was revoked.
    return false;
  }
}
