import type { Channel, FailureClass, Message, MessageId } from '../model/message.ts';
import type { Priority } from '../model/priority.ts';
import type { MessageEventType } from '../model/status.ts';
import type { SendResult } from './transport.ts';

// Facts only, ids and classes: no telemetry is told who a message goes to, or what it says.

/** A call that records messages: `send`, a batch of `sendMany`, a mail with a code. */
export interface Recording {
  readonly site: string;
  readonly channel: Channel;
  /** How many inputs a batch of `sendMany` has; absent: one message, by `send`. */
  readonly batch?: number;
}

/** A message that was recorded; in a host's transaction it is not there before that commits. */
export type RecordedMessage = Pick<Message, 'id' | 'origin' | 'priority' | 'status'>;

/** How such a call ended. */
export interface RecordingEnd {
  /** What was newly recorded; neither repetitions nor refused inputs. */
  readonly recorded: readonly RecordedMessage[];
  /** What it threw: the code of a `MessagingError`, else the error's name. */
  readonly error?: string;
}

/** One claimed message, from the last checks before its hand-over to how it ended. */
export interface Processing {
  readonly messageId: MessageId;
  readonly site: string;
  readonly channel: Channel;
  readonly origin: Message['origin'];
  readonly priority: Priority;
  /** The number of this hand-over, from 1. */
  readonly attempt: number;
  /** For how long it had been due, in ms, by the times recorded and this process's clock. */
  readonly waitedMs: number;
  /** What `recording` answered when it was sent: the trace to link to. Anybody may have written it. */
  readonly traceparent?: string;
}

/** What became of it, as it is about to be written down. */
export interface ProcessingEnd {
  /** As its event is named: `sent`, `retry`, `failed`, `suppressed`, `unknown`, `given_back`; `error`: not foreseen, its lease runs out. */
  readonly outcome: MessageEventType | 'error';
  /** Who took it. */
  readonly transport?: string;
  readonly failure?: FailureClass;
}

/** One transport is asked to take it: several, in turn, where the first do not. */
export interface HandingOver extends Pick<Processing, 'messageId' | 'site' | 'channel' | 'attempt'> {
  readonly transport: string;
}

/** What the transport answered. */
export interface HandingOverEnd {
  readonly outcome: SendResult['outcome'];
  readonly failure?: FailureClass;
}

/** What is due at a moment, of all sites. */
export interface QueueFigures {
  /** One for each priority of each channel that has a transport. */
  readonly lanes: readonly QueueLane[];
}

/** What is due in one channel at one priority. */
export interface QueueLane {
  readonly channel: Channel;
  readonly priority: Priority;
  /** Due by now and taken by nobody; counted up to 10,000. */
  readonly due: number;
  /** For how long the first of them has been due, in ms; 0 where none is. */
  readonly oldestDueMs: number;
}

/** Something that takes a while, under the eyes of a telemetry. */
export interface Watch<End> {
  /** To be stored with the messages that are recorded meanwhile: a `traceparent` as in W3C Trace Context; at most 200 characters. */
  readonly traceparent?: string;
  /** Calls `run` at once, within a context of its own, so that what is done in it belongs to what is watched. */
  within?(run: () => void): void;
  /** It has ended. Called once. */
  end(how: End): void;
}

/**
 * Is told what happens, to make traces and metrics of it: `otel()` of `@postern/otel`. Every method is called in the middle of the work
 * and answers at once. What one throws is reported as `error`, the first time, and changes nothing.
 */
export interface Telemetry {
  /** A call that records messages begins. `undefined`: its end is of no interest; so for the others. */
  recording(begun: Recording): Watch<RecordingEnd> | undefined;
  /** A worker, or `deliverDue()`, begins with a message. In a context that has nothing to do with who sent it. */
  processing(begun: Processing): Watch<ProcessingEnd> | undefined;
  /** A transport is asked, within what `processing` answered. */
  handingOver(begun: HandingOver): Watch<HandingOverEnd> | undefined;
  /**
   * Messages are handed over in this process, from now on until the answered function is called. `queue` may be called at any time: it asks
   * the storage at most each 15 s and answers within 2 s, with nothing where the storage does not answer in time. It does not reject.
   */
  delivering(queue: () => Promise<QueueFigures | undefined>): (() => void) | undefined;
  /** A message's record got an event, in this process. What is recorded in a host's transaction is not told. */
  happened(event: { readonly type: MessageEventType; readonly channel: Channel }): void;
}
