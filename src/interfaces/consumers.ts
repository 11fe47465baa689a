import type { Channel } from '../model/message.ts';
import type { Tx } from './storage/transaction.ts';

/** Someone the host's service has as a customer, member, user. */
export interface Consumer {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  /** In any form; read with the site's default country. */
  readonly phone?: string;
  /** What they read, such as `de` or `pt-BR` (BCP 47): templates in several languages speak it. What is no such code counts for nothing. */
  readonly locale?: string;
}

/** What is typed to find a recipient. */
export interface ConsumerQuery {
  /** Part of a name, an e-mail address or a number. */
  readonly term: string;
  /** Only those who can be reached so. */
  readonly reachableBy?: Channel;
  /** 1 to 100. */
  readonly limit: number;
}

/** Where a directory is asked. */
export interface ConsumerContext {
  /** The host's transaction that the message is sent in: read there, whoever was inserted in it is found. */
  readonly tx?: Tx;
}

/**
 * The host's consumers, read only. The host decides what a search matches; substring, without case and accents,
 * is expected.
 */
export interface ConsumerDirectory {
  /** The consumer with this id; `undefined` where the site has none. */
  find(site: string, id: string, context?: ConsumerContext): Promise<Consumer | undefined>;
  /** Best match first. */
  search(site: string, query: ConsumerQuery): Promise<readonly Consumer[]>;
  /** As `find` for many at once, in any order; used by `sendMany`. */
  findMany?(site: string, ids: readonly string[], context?: ConsumerContext): Promise<readonly Consumer[]>;
}
