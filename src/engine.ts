import type { BeforeSendHook } from './before-send.ts';
import type { ConsumerDirectory } from './consumers.ts';
import type { DnsResolver } from './dns-resolver.ts';
import { MessagingError } from './errors.ts';
import type { Events } from './events.ts';
import type { Channel } from './message.ts';
import type { Queue } from './queue.ts';
import type { RetryPolicy } from './retry.ts';
import type { Secrets } from './secrets.ts';
import type { Site } from './site.ts';
import type { Storage, Timed } from './storage.ts';
import type { Template } from './templates.ts';
import type { Rate, Transport } from './transport.ts';

/** What a hand-over that may or may not have succeeded means: send once more under the same Message-ID, or hold. */
export type UnknownPolicy = 'resend' | 'hold';

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

/** What all sites of one `Messaging` share. */
export interface Engine {
  readonly storage: Storage;
  readonly queue: Queue;
  /** By channel, in the order they are tried. */
  readonly transports: Readonly<Record<Channel, readonly Transport[]>>;
  readonly publicUrl: URL | undefined;
  readonly beforeSend: BeforeSendHook | undefined;
  readonly dns: DnsResolver | undefined;
  readonly consumers: ConsumerDirectory | undefined;
  readonly templates: readonly Template[];
  readonly secrets: Secrets;
  readonly events: Events;
  readonly delivery: DeliverySettings;
  /** The time for what is written down. */
  readonly now: () => Date;
  /** The time to act at, for the storage: its own clock, unless the host injected one. */
  readonly timed: () => Timed;
  readonly random: () => number;
}

/** One site's view of one channel. */
export interface Scope {
  readonly engine: Engine;
  readonly site: Site;
  readonly channel: Channel;
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
