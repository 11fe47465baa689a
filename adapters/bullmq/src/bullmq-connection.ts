import type { Redis, RedisOptions } from 'ioredis';
import { MessagingError } from 'postern/adapter';
import { isClient, type Settings } from './bullmq-options.ts';

/** It is tried for ever, with growing gaps: Redis may be away for a night. */
const retryStrategy = (times: number) => Math.min(50 * 2 ** Math.min(times, 10), 2_000);

/** A connection of ours, and the duplicates that are made of it. */
export interface Connection {
  readonly client: Redis;
  /** Whether all of them can be spoken to. */
  ready(): boolean;
  /** Ends them all, whatever state they are in; no timer and no socket of theirs is left. */
  end(): void;
}

/** What a connection tells. */
export interface ConnectionHandlers {
  readonly onError: (error: unknown) => void;
  /** Redis answers, for the first time or again. */
  readonly onReady: () => void;
}

/** Connects, or goes on trying to. A host's client is duplicated, never used. @throws MessagingError `invalid_config` */
export async function connect(
  source: Settings['connection'],
  ours: RedisOptions,
  { onError, onReady }: ConnectionHandlers,
): Promise<Connection> {
  const clients: Redis[] = [];
  const watched = (client: Redis) => {
    client.on('error', onError);
    client.on('ready', onReady);
    clients.push(client);
    return client;
  };
  const client = watched(await opened(source, ours));
  const { duplicate } = client;
  client.duplicate = (override) => watched(duplicate.call(client, override));
  return {
    client,
    ready: () => clients.every(({ status }) => status === 'ready'),
    end: () => {
      for (const one of clients) one.disconnect();
    },
  };
}

async function opened(source: Settings['connection'], ours: RedisOptions): Promise<Redis> {
  // BullMQ reads answers as they always were, which ioredis 6 may map otherwise.
  const options = { ...ours, retryStrategy, lazyConnect: false, replyMapping: 'legacy' } as const;
  if (typeof source === 'object' && isClient(source)) return source.duplicate(options);
  const { Redis } = await import('ioredis').catch((cause: unknown) => {
    throw new MessagingError('invalid_config', 'This needs the package "ioredis": install it.', { cause });
  });
  return typeof source === 'string' ? new Redis(source, options) : new Redis({ ...source, ...options });
}
