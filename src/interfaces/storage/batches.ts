import type { Channel, FailureClass, Message, MessageId } from '../../model/message.ts';
import type { MessageStatus } from '../../model/status.ts';
import type { Timed } from '../../model/times.ts';

/** Which batch is counted, and how far. */
export interface BatchQuery {
  readonly site: string;
  readonly channel: Channel;
  readonly batch: string;
  /** How many of its messages are looked at, the newest: 1 or more. */
  readonly most: number;
}

/** How many messages of a batch stand at one status, with a failure of one class or none. */
export interface BatchCount {
  readonly status: MessageStatus;
  /** The class of the failure that they have now. */
  readonly failure?: FailureClass;
  /** 1 or more. */
  readonly count: number;
}

/** What a batch comes to at this moment. */
export interface BatchFigures {
  /** In any order, each status and failure once. */
  readonly counts: readonly BatchCount[];
  /** It has more than were looked at: there are more than `most`, or time ran out. */
  readonly more: boolean;
  /** The oldest of its messages, by (createdAt, id). */
  readonly first: Pick<Message, 'id' | 'createdAt' | 'origin' | 'actor'>;
  /** When the newest was created. */
  readonly lastCreatedAt: Date;
}

/** Which batch is taken back, and how far. */
export interface BatchCancel extends Timed {
  readonly site: string;
  readonly channel: Channel;
  readonly batch: string;
  /** The most to take back: 1 or more. */
  readonly limit: number;
  /** `end` of the call before: only what is older by (createdAt, id) follows. */
  readonly before?: MessageId;
  /** Who asked for it. */
  readonly actor?: string;
}

/** What of a batch was taken back. */
export interface BatchCanceled {
  /** As they are now, in any order. */
  readonly messages: readonly Message[];
  /** It stopped here, at the limit or for lack of time: what is older was not looked at. Absent: all was. */
  readonly end?: MessageId;
}
