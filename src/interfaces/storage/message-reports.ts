// What providers say of messages after their hand-over.
import type {
  Channel,
  Failure,
  Message,
  MessageContent,
  MessageId,
  SealedContent,
} from '../../model/message.ts';
import type { MessageEventType, MessageStatus } from '../../model/status.ts';
import type { Timed } from '../../model/times.ts';

/** Something reported about a message after its hand-over. */
export interface Report extends Timed {
  readonly site: string;
  readonly id: MessageId;
  readonly type: MessageEventType;
  /** When it happened, by the provider. */
  readonly at: Date;
  /** The status to move to while the present one is in `from`; absent: the event is only recorded. */
  readonly to?: MessageStatus;
  readonly from: readonly MessageStatus[];
  /** The hand-over it speaks of; a `currentAttemptOnly` report of an earlier one is only recorded. */
  readonly attempt?: number;
  readonly currentAttemptOnly: boolean;
  /** A second report with the same key on the same message is dropped. */
  readonly dedupeKey: string;
  /** Like `failure` the message's own from a move on; `holdersOf` knows it then. */
  readonly providerId?: string;
  /** Whose `providerId` it is. */
  readonly transport?: string;
  readonly failure?: Failure;
  readonly detail?: string;
}

/** What `report` did: `moved` carries the message as it is now. */
export type Reported =
  | { readonly kind: 'moved' | 'recorded'; readonly message: Message }
  | { readonly kind: 'repeated' | 'not_found' };

/** Which messages a provider is asked about: those that became `unknown` in this span. */
export interface UnresolvedQuery {
  readonly channel: Channel;
  readonly since: Date;
  readonly until: Date;
  readonly limit: number;
}

/** A message that may or may not have been taken. */
export interface Unresolved {
  readonly message: Message;
  readonly content: MessageContent | SealedContent;
  /** When it became `unknown`. */
  readonly at: Date;
}

/** A provider's id of a message. */
export interface ProviderKey {
  readonly channel: Channel;
  readonly transport: string;
  readonly providerId: string;
}
