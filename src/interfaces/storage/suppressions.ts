import type { Channel } from '../../model/message.ts';

/** Why an address is on the list: a mailbox that does not exist, a complaint, an opt-out, a person's decision. */
export type SuppressionReason = 'bounced' | 'complained' | 'opted_out' | 'manual';

/** An address that a site no longer sends to in one channel. */
export interface Suppression {
  readonly site: string;
  readonly channel: Channel;
  /** As `addressKey` makes it: e-mail in lower case, a number in E.164. */
  readonly address: string;
  /** What it is not sent any more; absent: anything. Of a topic there are opt-outs and persons' decisions. */
  readonly topic?: string;
  readonly reason: SuppressionReason;
  /** Who put it there: `provider`, `recipient`, or the user as the host names users. */
  readonly source: string;
  readonly at: Date;
}

/** What of a message decides whether an entry concerns it. */
export interface Suppressible {
  readonly topic?: string | undefined;
  /** Passes opt-outs. */
  readonly essential?: boolean | undefined;
}

/** Whether an entry of its recipient's address keeps a message from being sent; a storage that says so in a claim says the same. */
export function isSuppressed(
  { topic, reason }: Suppression,
  { topic: of, essential }: Suppressible,
): boolean {
  return (topic === undefined || topic === of) && !(essential === true && reason === 'opted_out');
}

/** Whose entries are meant, and of what. */
export interface SuppressionKey {
  readonly site: string;
  readonly channel: Channel;
  readonly address: string;
  /** Absent: those of everything. */
  readonly topic?: string | undefined;
}

/** Which page of the list. */
export interface SuppressionQuery {
  readonly site: string;
  readonly channel: Channel;
  /** The last entry of the page before: only what comes after it in the order of the list follows. */
  readonly before?: Pick<Suppression, 'at' | 'address' | 'topic' | 'reason'>;
  /** Entries of these reasons only; of none there are none. Default: whatever the reason. */
  readonly reasons?: readonly SuppressionReason[];
  /** The most to answer. */
  readonly limit: number;
}

/**
 * The suppression list, keyed by (site, channel, address, topic, whether it is an opt-out): an opt-out and a bounce stand beside each
 * other, so that lifting one leaves the other.
 */
export interface SuppressionStore {
  /** All entries of the given addresses, in any order. */
  find(site: string, channel: Channel, addresses: readonly string[]): Promise<readonly Suppression[]>;
  /** Newest first by (at, address, topic, reason), by bytes; no topic is before every topic. */
  list(query: SuppressionQuery): Promise<readonly Suppression[]>;
  /** `false` where there is one with this key already: the first entry stays. */
  add(suppression: Suppression): Promise<boolean>;
  /**
   * As `add` for each of them, in few statements; of one key the first counts. Answers how many were added. Where it fails a part may have
   * been added: repeated, it goes on.
   */
  addAll(suppressions: readonly Suppression[]): Promise<number>;
  /** Removes the entries of this topic, or of everything; of these `reasons` only, where given. `false` where there was none. */
  delete(key: SuppressionKey, reasons?: readonly SuppressionReason[]): Promise<boolean>;
}
