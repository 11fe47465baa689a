import type { Redis, RedisOptions } from 'ioredis';
import { MessagingError } from 'postern/adapter';

/** What `bullmq()` takes. */
export interface BullMqOptions {
  /**
   * The server: a URL (`redis://` or `rediss://`), options of `ioredis`, or a client of yours, which is duplicated and stays
   * yours to close. How often it is tried again, and how long an answer is waited for, is this package's.
   */
  readonly connection: string | RedisOptions | Redis;
  /** What all keys begin with, followed by ":"; 1 to 50 letters, digits, "_", "-" and ".", in braces for a cluster. Default `postern`. */
  readonly prefix?: string;
  /** How often a worker looks without being woken, in ms, ± 20 %: what Redis lost is found so. Default 2,000; at least 50. */
  readonly pollMs?: number;
  /**
   * Told what goes wrong with Redis: once, and again only after it went well. A `MessagingError` without a cause: nothing of
   * the connection stands in it. Default: a process warning.
   */
  readonly onFault?: (error: MessagingError, during: string) => void;
}

/** The options, checked and with every default filled in. */
export type Settings = Required<BullMqOptions>;

/** @throws MessagingError `invalid_config` */
export function readSettings(options: BullMqOptions): Settings {
  const { connection, prefix = 'postern', pollMs = 2_000, onFault = warn, ...rest } = options;
  if (Object.keys(rest).length > 0)
    throw invalid('bullmq({ … }) takes "connection", "prefix", "pollMs" and "onFault".');
  checkConnection(connection);
  if (typeof prefix !== 'string' || !/^([\w.-]{1,50}|\{[\w.-]{1,48}\})$/.test(prefix))
    throw invalid('"prefix" is of letters, digits, "_", "-" and ".", at most 50.');
  if (!Number.isInteger(pollMs) || pollMs < 50) throw invalid('"pollMs" is a whole number from 50.');
  if (typeof onFault !== 'function') throw invalid('"onFault" is a function.');
  return { connection, prefix, pollMs, onFault };
}

function checkConnection(connection: unknown): void {
  if (typeof connection === 'string') {
    if (!URL.canParse(connection) || !/^rediss?:$/.test(new URL(connection).protocol))
      throw invalid('"connection" as a text is a URL: redis://host:6379, or rediss:// for TLS.');
    return;
  }
  if (typeof connection !== 'object' || connection === null || Array.isArray(connection))
    throw invalid('"connection" is a URL, options of the package "ioredis", or a client of it.');
  const { keyPrefix } = Object(isClient(connection) ? connection.options : connection);
  if (keyPrefix)
    throw invalid('"connection" has a "keyPrefix": give it as "prefix" of bullmq({ … }) instead.');
}

/** Whether it is a client, and not options for one. */
export function isClient(connection: object): connection is Redis {
  return 'duplicate' in connection && typeof connection.duplicate === 'function';
}

function invalid(sentence: string): MessagingError {
  return new MessagingError('invalid_config', sentence);
}

function warn(error: MessagingError, during: string): void {
  process.emitWarning(
    `A fault during ${during}: ${error.message} Listen to it with bullmq({ onFault }).`,
    'PosternWarning',
  );
}
