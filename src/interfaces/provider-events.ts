import type { Failure, MessageId } from '../model/message.ts';
import type { ReportType } from '../model/status.ts';

/**
 * A callback as it came in. `url` is what the provider called, built from the configured public address: never
 * from Host or X-Forwarded-*.
 */
export interface WebhookRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  /** The body as it came, at most 1 MB. */
  readonly body: Uint8Array;
}

/**
 * What a callback says. `refused`: not from the provider; answered 403, nothing is recorded. Otherwise the
 * events and inbound messages are recorded first and the answer is given after; where recording fails, the transport's
 * `webhookRetryStatus`, so that the provider tries again.
 */
export type WebhookResult =
  | { readonly kind: 'refused' }
  | {
      readonly kind: 'accepted';
      /** Of any messages, each named by its own `correlation`; one without is counted, and changes nothing. */
      readonly events: readonly ProviderEvent[];
      readonly inbound: readonly Inbound[];
      /** What the provider wants to hear. Default: 204 without a body. */
      readonly answer?: { readonly contentType: string; readonly body: string };
    };

/** A message from a consumer to us. */
export interface Inbound {
  /** E.164 or an e-mail address. */
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Where the provider read an opt-out word itself. */
  readonly optOut?: 'stop' | 'start' | 'help';
  readonly providerId?: string;
}

/**
 * What a provider knows of a message whose hand-over had no answer. `ambiguous`: several fit, so nothing is
 * concluded.
 */
export type FindResult =
  | { readonly kind: 'found'; readonly providerId: string; readonly type: ProviderEvent['type'] }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'ambiguous' };

/** What is said of a message after its hand-over. */
interface Reportable {
  readonly type: ReportType;
  readonly at: Date;
  readonly providerId?: string;
  readonly failure?: Pick<Failure, 'class' | 'code' | 'message' | 'unclear'>;
  /** For people. */
  readonly detail?: string;
  /** Tells a repetition; default: type, time and attempt. */
  readonly dedupeKey?: string;
}

/** Something a provider reports about a message it took, as a transport reads it. */
export interface ProviderEvent extends Reportable {
  /** The handle that the hand-over was given (`SendContext.correlation`), as it came back. The core alone judges whether it is genuine. */
  readonly correlation?: string;
}

/** The same as a host tells it that receives reports itself: by the message's id. */
export interface MessageReport extends Reportable {
  readonly messageId: MessageId;
  /** The hand-over it speaks of, where known. */
  readonly attempt?: number;
}
