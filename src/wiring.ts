import { MessagingError } from './errors.ts';
import type { Events } from './events.ts';
import type { BeforeSendHook } from './interfaces/before-send.ts';
import type { ConsumerDirectory } from './interfaces/consumers.ts';
import type { DnsResolver } from './interfaces/dns-resolver.ts';
import type { Queue } from './interfaces/queue.ts';
import type { LimitStore } from './interfaces/storage/limits.ts';
import type { OutcomeCounts } from './interfaces/storage/outcomes.ts';
import type { SenderRecord } from './interfaces/storage/senders.ts';
import type { Storage } from './interfaces/storage/storage.ts';
import type { Tx } from './interfaces/storage/transaction.ts';
import type { Rate, Transport } from './interfaces/transport.ts';
import type { Vault } from './interfaces/vault.ts';
import type { Log } from './logging.ts';
import type { AlertSettings } from './model/alert-settings.ts';
import type { UnknownPolicy } from './model/channel.ts';
import type { Channel, Message } from './model/message.ts';
import type { SafeModeState } from './model/safe-mode.ts';
import type { Site } from './model/site.ts';
import type { Timed } from './model/times.ts';
import type { Topic } from './model/topic.ts';
import type { Secrets } from './secrets/secrets.ts';
import type { Probe, Trace } from './telemetry.ts';
import type { Template } from './templates/template.ts';
import type { TemplatePart } from './templates/template-part.ts';

/** When a message that was not taken is tried again. */
export interface RetryPolicy {
  /** Hand-overs in all, the first included. */
  readonly attempts: number;
  /** The wait after the first, in ms. */
  readonly firstDelayMs: number;
  /** Each wait is this many times the one before. */
  readonly factor: number;
  /** No wait is longer, in ms. */
  readonly maxDelayMs: number;
}

/** Times and bounds of delivery, all defaulted. */
export interface DeliverySettings {
  readonly concurrency: Readonly<Record<Channel, number>>;
  readonly retry: RetryPolicy;
  readonly unknown: Readonly<Record<Channel, UnknownPolicy>>;
  /** Each site's own limit. */
  readonly perSender: Readonly<{ [K in Channel]?: Rate | undefined }>;
  readonly leaseMs: number;
  readonly sweepEveryMs: number;
  readonly drainMs: number;
}

/** What became of messages in this process, counted for rates. */
export interface OutcomeTally {
  count(message: Pick<Message, 'site' | 'channel'>, what: keyof OutcomeCounts): void;
  /** Writes down what was counted; never rejects. */
  flush(): Promise<void>;
}

/** What all sites of one `Messaging` share. */
export interface Engine {
  readonly storage: Storage;
  readonly queue: Queue;
  /** The limits of transports and senders. */
  readonly limits: LimitStore;
  /** By channel, in the order they are tried. */
  readonly transports: Readonly<Record<Channel, readonly Transport[]>>;
  readonly publicUrl: URL | undefined;
  readonly beforeSend: BeforeSendHook | undefined;
  readonly safeMode: SafeModeState | undefined;
  /** Absent where the host wants none. */
  readonly alerts: AlertSettings | undefined;
  readonly outcomes: OutcomeTally;
  readonly dns: DnsResolver | undefined;
  readonly consumers: ConsumerDirectory | undefined;
  readonly templates: readonly Template[];
  /** Layouts and partials in code. */
  readonly templateParts: readonly TemplatePart[];
  readonly topics: readonly Topic[];
  /** Origins whose pages may show a recipient's choices within theirs. */
  readonly embeddedBy: readonly string[];
  readonly secrets: Secrets;
  /** A site's vault for hand-overs, whose reads of one moment are one; what may run in a transaction makes its own. */
  readonly vaultOf: (site: string) => Vault;
  /** A message's sender, by its address, for hand-overs: reads of one moment are one. */
  readonly senderAt: (site: string, channel: Channel, address: string) => Promise<SenderRecord | undefined>;
  readonly events: Events;
  /** What the host's telemetry is told by, where it has one. */
  readonly probe: Probe | undefined;
  readonly log: Log | undefined;
  readonly delivery: DeliverySettings;
  /** The time for what is written down. */
  readonly now: () => Date;
  /** The time to act at, for the storage: its own clock, unless the host injected one. */
  readonly timed: () => Timed;
  readonly random: () => number;
  /** To be called when something was recorded that waits: it is noticed where nobody takes it up. */
  readonly noteWaiting: () => void;
}

/** One site's view of one channel. */
export interface Scope {
  readonly engine: Engine;
  readonly site: Site;
  readonly channel: Channel;
  /** The host's transaction that this happens in. */
  readonly tx?: Tx | undefined;
  /** What its messages belong to, where a telemetry watches. */
  readonly trace?: Trace | undefined;
}

/** The channel's first transport: it registers senders and has the default sender. @throws MessagingError `channel_unavailable` */
export function transportOf({ engine, channel }: Pick<Scope, 'engine' | 'channel'>): Transport {
  const [transport] = engine.transports[channel];
  if (transport) return transport;
  throw new MessagingError(
    'channel_unavailable',
    `No ${channel} transport is configured: pass "${channel}" to new Messaging({ … }).`,
  );
}

/** In the host's transaction, where one is given and the storage can look things up there. */
export function within<T>(
  { engine }: Pick<Scope, 'engine'>,
  tx: Tx | undefined,
  run: () => Promise<T>,
): Promise<T> {
  return tx && engine.storage.within ? engine.storage.within(tx, run) : run();
}

/** @throws MessagingError `transactions_unsupported` */
export function checkTx({ engine }: Pick<Scope, 'engine'>, tx: Tx | undefined): void {
  if (tx === undefined || engine.storage.capabilities.transactions) return;
  throw unsupported(engine.storage.name);
}

/** Runs what changes the record in the host's transaction. @throws MessagingError `transactions_unsupported` */
export function changeWithin<T>(
  scope: Pick<Scope, 'engine'>,
  tx: Tx | undefined,
  run: () => Promise<T>,
): Promise<T> {
  const { storage } = scope.engine;
  if (tx !== undefined && !storage.within) throw unsupported(storage.name);
  return within(scope, tx, run);
}

function unsupported(storage: string): MessagingError {
  return new MessagingError(
    'transactions_unsupported',
    `The ${storage} storage cannot join a transaction with this.`,
  );
}
