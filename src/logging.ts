import { isMessagingError } from './errors.ts';
import type { Events, MessagingEvents } from './events.ts';
import type { Logger } from './interfaces/logger.ts';
import type { Message } from './model/message.ts';
import { present } from './model/present.ts';
import { type MessageEventType, messageEventTypes } from './model/status.ts';
import { errorName } from './telemetry.ts';

type Level = keyof Logger;
type OtherEvent = Exclude<keyof MessagingEvents, `message.${MessageEventType}`>;

/** What is told of one kind of event. */
interface Line<E> {
  readonly level: Level;
  readonly message: string;
  readonly facts: (event: E) => object;
}

/** A message was lost with its worker, or is held: rare, and somebody should know. */
const worthAWarning: ReadonlySet<MessageEventType> = new Set(['lost', 'unknown']);

const senderFacts = ({ sender: { site, channel, id } }: MessagingEvents['sender.created']) => ({
  site,
  channel,
  senderId: id,
});

const alertFacts = ({ alert }: MessagingEvents['alert.raised']) => {
  const { kind, site, channel, priority, webhook, subscription, since } = alert;
  return present({ kind, site, channel, priority, webhookId: webhook, subscription, since });
};

/** What each event that is not of a message's record says of itself: ids, classes, counts. */
const lines: { readonly [K in OtherEvent]: Line<MessagingEvents[K]> } = {
  'message.reported': {
    level: 'debug',
    message: 'a provider reported what is known, or too late',
    facts: ({ message, type }) => ({ ...factsOf(message), type }),
  },
  'message.received': {
    level: 'debug',
    message: 'a message to us',
    facts: ({ site, channel, keyword }) => present({ site, channel, keyword }),
  },
  'preferences.changed': {
    level: 'debug',
    message: 'a recipient chose what they get',
    facts: ({ site, channel, optedOut, topics }) => ({ site, channel, optedOut, topics }),
  },
  'audit.recorded': {
    level: 'info',
    message: 'somebody changed something',
    facts: ({ entry: { id, site, channel, action } }) => present({ auditId: id, site, channel, action }),
  },
  'callback.received': {
    level: 'debug',
    message: 'a callback',
    facts: ({ channel, transport, applied, repeated, dropped, inbound }) => ({
      channel,
      transport,
      applied,
      repeated,
      dropped,
      inbound,
    }),
  },
  'channel.paused': {
    level: 'warn',
    message: 'a transport pauses',
    facts: ({ channel, transport, failure, until }) => ({
      channel,
      transport,
      failureClass: failure.class,
      until,
    }),
  },
  'channel.resumed': {
    level: 'info',
    message: 'a transport goes on',
    facts: ({ channel, transport }) => ({ channel, transport }),
  },
  'sender.created': { level: 'info', message: 'a sender was created', facts: senderFacts },
  'sender.updated': { level: 'info', message: 'a sender was changed', facts: senderFacts },
  'sender.address_validated': {
    level: 'info',
    message: "a sender's address is confirmed",
    facts: senderFacts,
  },
  'sender.domain_validated': { level: 'info', message: "a sender's domain is in place", facts: senderFacts },
  'sender.domain_lost': {
    level: 'warn',
    message: "a sender's domain is no longer in place",
    facts: senderFacts,
  },
  'sender.deleted': { level: 'info', message: 'a sender was deleted', facts: senderFacts },
  'webhook.disabled': {
    level: 'warn',
    message: 'nothing is posted to a webhook any more',
    facts: ({ webhook: { site, id, disabled } }) =>
      present({ site, webhookId: id, reason: disabled?.reason }),
  },
  'alert.raised': { level: 'warn', message: 'an alert', facts: alertFacts },
  'alert.cleared': { level: 'info', message: 'an alert is over', facts: alertFacts },
  error: { level: 'error', message: 'a fault in the background', facts: faultFacts },
};

/** Writes lines about what happens to the host's logger, which can neither break nor hold up anything. */
export class Log {
  readonly #logger: Logger;
  #failed = false;

  constructor(logger: Logger, events: Events) {
    this.#logger = logger;
    for (const type of messageEventTypes) {
      const level = worthAWarning.has(type) ? 'warn' : 'debug';
      const event = `message.${type}` as const;
      events.on(event, ({ message }) => this.line(level, `message ${type}`, { event, ...factsOf(message) }));
    }
    for (const event of Object.keys(lines) as OtherEvent[]) this.#tell(events, event);
  }

  #tell<K extends OtherEvent>(events: Events, event: K): void {
    const { level, message, facts }: Line<MessagingEvents[K]> = lines[event];
    events.on(event, (told) => this.line(level, message, { event, ...facts(told) }));
  }

  /** One line. */
  line(level: Level, message: string, facts: object): void {
    try {
      const answer = this.#logger[level](facts, message);
      if (answer instanceof Promise) answer.catch(() => this.#warn());
    } catch {
      this.#warn();
    }
  }

  /** A logger that throws has nobody left to tell but the process. */
  #warn(): void {
    if (this.#failed) return;
    this.#failed = true;
    process.emitWarning('The "logger" of new Messaging({ … }) throws: lines are lost.', {
      type: 'PosternWarning',
      code: 'POSTERN_LOGGER',
    });
  }
}

function factsOf({ id, site, channel, status, attempts, transport, failure }: Message): object {
  return present({
    messageId: id,
    site,
    channel,
    status,
    attempt: attempts,
    transport,
    failureClass: failure?.class,
  });
}

/** Of what kind it is; what it says may hold anything. */
function faultFacts({ error, during }: MessagingEvents['error']): object {
  return present({ during, error: errorName(error), code: codeOf(error) });
}

/** A code of ours, such as `storage_not_ready`, or one such as `ECONNREFUSED` or an SQLSTATE. */
function codeOf(error: unknown): string | undefined {
  if (isMessagingError(error)) return error.code;
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^[A-Z0-9_]{2,40}$/.test(error.code) ? error.code : undefined;
}
