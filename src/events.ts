import mitt, { type Emitter } from 'mitt';
import { z } from 'zod';
import { isMessagingError } from './errors.ts';
import type { Inbound } from './interfaces/provider-events.ts';
import type { SenderRecord } from './interfaces/storage/senders.ts';
import type { WebhookRecord } from './interfaces/storage/webhooks.ts';
import type { Alert } from './model/alert.ts';
import { checkArgument, functionArgument } from './model/arguments.ts';
import type { AuditEntry } from './model/audit.ts';
import type { Channel, Failure, Message } from './model/message.ts';
import { type MessageEventType, messageEventTypes, type ReportedStatus } from './model/status.ts';

/** A change of a site's sender; `sender` as it is after it, for `deleted` before it. */
type SenderEvent = { readonly sender: SenderRecord };

/** What `messaging.on` tells. A listener is for looking, not for vetoing: it runs after the fact, and what it throws is reported as `error`. */
export type MessagingEvents = {
  /**
   * One for each event type of a message's record, after it is stored: `message.sent`, `message.failed`, … Only in the process where it
   * happened. One that is named for a status is told once for each time that a message comes to it.
   */
  [K in MessageEventType as `message.${K}`]: { readonly message: Message };
} & {
  /** A provider reported a status, and the message's own stays: it said so before, it stands higher, or the report speaks of an earlier hand-over. */
  'message.reported': { readonly message: Message; readonly type: ReportedStatus };
  /** Nothing can be handed over by this transport; `until`: when the next try is made. */
  'channel.paused': {
    readonly channel: Channel;
    readonly transport: string;
    readonly failure: Failure;
    readonly until: Date;
  };
  'channel.resumed': { readonly channel: Channel; readonly transport: string };
  /** A consumer wrote to us; `keyword`: an opt-out word, already obeyed. */
  'message.received': {
    readonly site: string;
    readonly channel: Channel;
    readonly inbound: Inbound;
    readonly keyword?: 'stop' | 'start' | 'help';
  };
  /**
   * A provider's callback was taken: how many of its events were recorded, were known already, and were dropped, since their handle is none
   * of ours (an account-wide webhook tells of whatever the account sends) or their message is gone; and how many messages to us it held.
   */
  'callback.received': {
    readonly channel: Channel;
    readonly transport: string;
    readonly applied: number;
    readonly repeated: number;
    readonly dropped: number;
    readonly inbound: number;
  };
  /**
   * A recipient chose, by a link or through you, what they get: `optedOut` of everything, and of which `topics`. Their address is as the
   * suppression list has it. A STOP by SMS and a provider's report are `message.received` and `message.unsubscribed`.
   */
  'preferences.changed': {
    readonly site: string;
    readonly channel: Channel;
    readonly address: string;
    readonly optedOut: boolean;
    readonly topics: readonly string[];
  };
  /** Somebody changed something: the entry that `messaging.audit` has of it. Not of what joins a transaction of yours. */
  'audit.recorded': { readonly entry: AuditEntry };
  'sender.created': SenderEvent;
  'sender.updated': SenderEvent;
  'sender.address_validated': SenderEvent;
  'sender.domain_validated': SenderEvent;
  /** A check found for certain that a validated domain no longer is. */
  'sender.domain_lost': SenderEvent;
  'sender.deleted': SenderEvent;
  /** Nothing is posted to a webhook any more: `webhook.disabled` says why. Only in the process where it happened. */
  'webhook.disabled': { readonly webhook: WebhookRecord };
  /** A condition holds that somebody should look at: told once over all processes, by the one that found it. */
  'alert.raised': { readonly alert: Alert };
  /** It no longer holds; `alert` as it was raised. */
  'alert.cleared': { readonly alert: Alert };
  /** A fault in the background (storage, queue, a listener): logged by nobody unless you do. */
  error: { readonly error: unknown; readonly during: string };
};

/** The other kinds of events. */
const others: Readonly<Record<Exclude<keyof MessagingEvents, `message.${MessageEventType}`>, true>> = {
  'channel.paused': true,
  'channel.resumed': true,
  'callback.received': true,
  'message.received': true,
  'message.reported': true,
  'preferences.changed': true,
  'audit.recorded': true,
  'sender.created': true,
  'sender.updated': true,
  'sender.address_validated': true,
  'sender.domain_validated': true,
  'sender.domain_lost': true,
  'sender.deleted': true,
  'webhook.disabled': true,
  'alert.raised': true,
  'alert.cleared': true,
  error: true,
};
const known: ReadonlySet<unknown> = new Set([
  ...messageEventTypes.map((type) => `message.${type}`),
  ...Object.keys(others),
]);
const eventType = z.custom(
  (type) => known.has(type),
  'is not an event: one is named like "message.sent", "channel.paused", "sender.deleted" or "error"',
);

export class Events {
  readonly #emitter: Emitter<MessagingEvents> = mitt<MessagingEvents>();
  readonly #told = new Set<string>();

  /** Answers a function that removes the listener. @throws MessagingError `invalid_argument` */
  on<K extends keyof MessagingEvents>(type: K, listener: (event: MessagingEvents[K]) => unknown): () => void {
    checkArgument(eventType, type, { name: 'type' });
    checkArgument(functionArgument, listener, { name: 'listener' });
    const failed = (error: unknown) => {
      // An `error` listener that throws has nobody left to tell but the process.
      if (type === 'error') warn('an error listener', error);
      else this.fault(error, `a listener of ${type}`);
    };
    const guarded = (event: MessagingEvents[K]) => {
      try {
        const result = listener(event);
        if (result instanceof Promise) result.catch(failed);
      } catch (error) {
        failed(error);
      }
    };
    this.#emitter.on(type, guarded);
    return () => this.#emitter.off(type, guarded);
  }

  /** Told that something happened, whatever it is but a fault. Answers a function that ends it. */
  onAny(listener: () => void): () => void {
    const told = (type: keyof MessagingEvents) => {
      if (type !== 'error') listener();
    };
    this.#emitter.on('*', told);
    return () => this.#emitter.off('*', told);
  }

  emit<K extends keyof MessagingEvents>(type: K, event: MessagingEvents[K]): void {
    this.#emitter.emit(type, event);
  }

  message(type: MessageEventType, message: Message): void {
    this.#emitter.emit(`message.${type}`, { message });
  }

  /** Reports a fault in the background; where nobody listens to `error`, as a process warning without its text. */
  fault(error: unknown, during: string): void {
    if (!this.#emitter.all.get('error')?.length) warn(during, error);
    this.#emitter.emit('error', { error, during });
  }

  /** Tells of a transport that takes nothing; where nobody listens, the first time as a process warning. */
  paused(event: MessagingEvents['channel.paused']): void {
    const { transport, channel, failure } = event;
    if (!this.#emitter.all.get('channel.paused')?.length)
      this.warnOnce(
        `paused ${channel} ${transport}`,
        'POSTERN_CHANNEL_PAUSED',
        `The ${channel} transport "${transport}" takes nothing (${failure.class}) and is left alone for a while. Listen with messaging.on('channel.paused', …).`,
      );
    this.emit('channel.paused', event);
  }

  /** A fault that would come again and again, and that strangers may bring about: told the first time in this process. */
  faultOnce(key: string, error: unknown, during: string): void {
    if (this.#isNew(key)) this.fault(error, during);
  }

  /** What nobody may miss who reads no more than the process's warnings. */
  warnOnce(key: string, code: string, sentence: string): void {
    if (this.#isNew(key)) process.emitWarning(sentence, { type: 'PosternWarning', code });
  }

  #isNew(key: string): boolean {
    if (this.#told.has(key) || this.#told.size >= maxTold) return false;
    this.#told.add(key);
    return true;
  }
}

const maxTold = 100;

function warn(during: string, error: unknown): void {
  // Our own sentences hold nothing of anybody's; others may.
  const kind = error instanceof Error ? error.name : typeof error;
  const what = isMessagingError(error) ? `${kind}: ${error.message}` : kind;
  process.emitWarning(
    `A fault during ${during} (${what}). Listen to it with messaging.on('error', …).`,
    'PosternWarning',
  );
}
