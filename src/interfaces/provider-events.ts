import type { FailureClass, MessageId } from '../model/message.ts';
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
 * events and inbound messages are recorded first and the answer is given after; where recording fails, 503, so
 * that the provider tries again.
 */
export type WebhookResult =
  | { readonly kind: 'refused' }
  | {
      readonly kind: 'accepted';
      /** Of messages whose id, site and attempt stand in the callback's URL. */
      readonly events: readonly Omit<ProviderEvent, 'messageId' | 'attempt'>[];
      readonly inbound: readonly Inbound[];
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
 * What an incoming mail says about one of ours. Believed only where `tag` is that of the site's vault for
 * (`bounce`, id).
 */
export interface MailReport extends Omit<ProviderEvent, 'attempt'> {
  readonly tag: string;
}

/**
 * What a provider knows of a message whose hand-over had no answer. `ambiguous`: several fit, so nothing is
 * concluded.
 */
export type FindResult =
  | { readonly kind: 'found'; readonly providerId: string; readonly type: ProviderEvent['type'] }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'ambiguous' };

/** Something a provider reports about a message it took. */
export interface ProviderEvent {
  readonly messageId: MessageId;
  readonly type: ReportType;
  readonly at: Date;
  /** The hand-over it speaks of, where known. */
  readonly attempt?: number;
  readonly providerId?: string;
  readonly failure?: { readonly class: FailureClass; readonly code?: string; readonly message: string };
  readonly detail?: string;
  /** Tells a repetition; default: type, time and attempt. */
  readonly dedupeKey?: string;
}
