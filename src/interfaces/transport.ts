import type { CalendarPart } from '../model/calendar.ts';
import type { Attachment, Channel, Failure, Mailbox, MessageId } from '../model/message.ts';
import type { FindResult, ProviderEvent, WebhookRequest, WebhookResult } from './provider-events.ts';
import type { SenderRegistry } from './sender-registry.ts';
import type { SenderKind } from './storage/senders.ts';
import type { Vault } from './vault.ts';

/** One message, ready to leave: checked, rendered, prefixed. The same for every attempt. */
export interface Outgoing {
  readonly id: MessageId;
  readonly site: string;
  readonly channel: Channel;
  readonly to: Mailbox;
  readonly from: Mailbox;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  readonly replyTo?: Mailbox;
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly Attachment[];
  /** E-mail: an invitation, to be sent as the alternative `text/calendar; method=…`, or as near to it as the other side takes (`calendarFile`). */
  readonly calendar?: CalendarPart;
  /** E-mail: `<id@domain>` with the brackets, stable over attempts. */
  readonly messageId?: string;
  /** E-mail: the Date header, stable over attempts. */
  readonly date: Date;
  /** `ready`: the domain is validated, so the mail must leave authenticated. `unready`: the code mail, before that. */
  readonly senderState: 'ready' | 'unready';
}

/** What belongs to one hand-over and not to the message. */
export interface SendContext {
  /**
   * Names this hand-over to the provider and back: send it along wherever the provider can carry it (a custom argument, a tag,
   * metadata, the callback's URL, the envelope's address), and give it back with each event. At most 60 characters `[a-z0-9-]`, the same
   * in either case; the core believes no other. A repetition of a hand-over whose end is unknown bears the same one: it is
   * the idempotency key where the provider has such a thing, and the request is then to be the same, byte for byte.
   */
  readonly correlation: string;
  /** Where the provider reports to about this hand-over: a public URL that holds `correlation` as `c`. Absent without `publicUrl`. */
  readonly callbackUrl?: string;
  /**
   * Aborts when the hand-over's time is up or the worker stops: end soon, and say `unknown` where the message
   * may have been taken.
   */
  readonly signal: AbortSignal;
  /** From 1. */
  readonly attempt: number;
  readonly vault: Vault;
}

/**
 * How one hand-over ended. The difference between `retry` and `unknown` is what keeps a message from being sent
 * twice: say `retry` only where the other side certainly did not take it.
 */
export type SendResult =
  | { readonly outcome: 'accepted'; readonly providerId?: string; readonly response?: string }
  /** Refused for good. */
  | { readonly outcome: 'rejected'; readonly failure: Failure }
  /** Not taken; worth another try, after `afterMs` where the other side said so. */
  | { readonly outcome: 'retry'; readonly failure: Failure; readonly afterMs?: number }
  /** May or may not have been taken. */
  | { readonly outcome: 'unknown'; readonly failure: Failure }
  /**
   * Not taken, and no other message would be: wrong credentials, a rate limit. The channel pauses; no attempt
   * is used up.
   */
  | { readonly outcome: 'paused'; readonly failure: Failure; readonly afterMs?: number };

/** What the worker has to know of a transport. */
export interface TransportCapabilities {
  /** The longest one `send` may take, in ms: lease and abort are set by it. Default 30 000. */
  readonly handOverTimeoutMs: number;
  /**
   * For how long after the first request the other side recognises a repetition by `SendContext.correlation` and takes the message once, in
   * ms. Within it a hand-over whose end is unknown is repeated, whatever the host's policy says. Default: it does not.
   */
  readonly deduplicatesForMs?: number;
  /** The other side reports by callback when a message arrived. Default `false`: what was sent stays `sent`, and the console says so. */
  readonly reportsDelivery?: boolean;
  /** The status of an answer after which this provider brings the same callback again, for when it could not be recorded. Default 503. */
  readonly webhookRetryStatus?: number;
}

/** What a provider made of {@link Transport.registerWebhook}. */
export interface WebhookRegistration {
  /** The provider's id of it. */
  readonly id?: string;
  /** Where the provider makes the secret by which its callbacks are verified: to be put into the transport's options. It is shown this once. */
  readonly signingSecret?: string;
}

/** Messages a second, held by all processes together, and how many may go at once after a quiet time. */
export interface Rate {
  /** More than 0; may be a fraction. */
  readonly perSecond: number;
  /** At least 1. */
  readonly burst: number;
}

/**
 * What a sender is to a provider: its kind and how it is given to `send`; or a sentence for people that says
 * what is taken instead.
 */
export type ReadSender = { readonly kind: SenderKind; readonly value: string } | { readonly refused: string };

/**
 * Hands messages over, one at a time, each tried once: the worker alone retries. Stateless between calls but
 * for connections.
 */
export interface Transport<Ch extends Channel = Channel> {
  /** What messages and callback URLs name it by; two in one channel need names of their own. */
  readonly name: string;
  /** The one channel that it takes messages of. */
  readonly channel: Ch;
  /** Read before each hand-over. */
  readonly capabilities: TransportCapabilities;
  /** Never throws for an expected failure. What is thrown counts as `unknown`. */
  send(message: Outgoing, context: SendContext): Promise<SendResult>;
  /** E-mail: how senders are set up with this provider. Without it a sender needs its address validated only. */
  readonly senders?: SenderRegistry;
  /** What the other side allows. Default: no limit. */
  readonly rate?: Rate;
  /**
   * How many hand-overs may be under way at once, over all processes, where the other side takes no more than that
   * together; at least 1. A process keeps its right to one for 200 ms after a hand-over: where the other side counts
   * connections, close within that time those that are not used. Default: as many as each process's
   * `delivery.concurrency`.
   */
  readonly maxConcurrent?: number;
  /** SMS: who messages come from until the site sets its own sender. */
  readonly defaultSender?: Mailbox;
  /**
   * SMS: reads what a person gave as the sender, trimmed, 1 to 100 characters: providers differ in the names
   * and pools they take. `undefined` leaves it to the usual rule: a number with its country, a short code of 5
   * or 6 digits, or a name of 1 to 11 letters (A–Z), digits and spaces, one of them a letter. Default: that
   * rule for everything.
   */
  readonly readSender?: (value: string) => ReadSender | undefined;
  /** Reads a provider's callback; see {@link WebhookResult}. Verifies before it parses. */
  readonly webhook?: (request: WebhookRequest) => Promise<WebhookResult>;
  /**
   * Tells the provider to report to this URL (`messaging.webhookUrl`). May be repeated: there is one of it then.
   * Throws `transport_misconfigured` or `transport_unavailable`.
   */
  readonly registerWebhook?: (url: string) => Promise<WebhookRegistration>;
  /**
   * Reads a mail that came in, given by the host: what it reports about mails of ours (a bounce, a complaint).
   * Empty where it is none.
   */
  readonly readMail?: (raw: Uint8Array) => Promise<readonly ProviderEvent[]>;
  /**
   * Looks for a message whose hand-over ended `unknown`, where the provider can tell. `ambiguous`: several fit.
   * Throws where it cannot be asked: then it is asked again later.
   */
  readonly find?: (message: Outgoing, since: Date, signal: AbortSignal) => Promise<FindResult>;
  /**
   * Resolves where the other side answers and takes the credentials; throws `transport_misconfigured` or
   * `transport_unavailable`.
   */
  verify?(): Promise<void>;
  /** Closes what the transport opened; a later `send` opens it again. It is waited for 2 s; a failure is told as an `error` event. */
  close?(): Promise<void>;
}
