import type { Channel } from '../../model/message.ts';

/** Why an address is on the list: a mailbox that does not exist, a complaint, an opt-out, a person's decision. */
export type SuppressionReason = 'bounced' | 'complained' | 'opted_out' | 'manual';

/** An address that a site no longer sends to in one channel. */
export interface Suppression {
  readonly site: string;
  readonly channel: Channel;
  /** As `addressKey` makes it: e-mail in lower case, a number in E.164. */
  readonly address: string;
  readonly reason: SuppressionReason;
  /** Who put it there: `provider`, `recipient`, or the user as the host names users. */
  readonly source: string;
  readonly at: Date;
}

/** The suppression list, keyed by (site, channel, address). */
export interface SuppressionStore {
  /** Those of the given addresses that are on the list. */
  find(site: string, channel: Channel, addresses: readonly string[]): Promise<readonly Suppression[]>;
  /** Newest first by (at, address); `before` as in the history. */
  list(query: {
    readonly site: string;
    readonly channel: Channel;
    readonly before?: { readonly at: Date; readonly address: string };
    readonly limit: number;
  }): Promise<readonly Suppression[]>;
  /** `false` where the address is on the list already: the first entry stays. */
  add(suppression: Suppression): Promise<boolean>;
  /** `reasons`: removed only where the entry's reason is one of them. `false` where nothing was removed. */
  delete(
    site: string,
    channel: Channel,
    address: string,
    reasons?: readonly Suppression['reason'][],
  ): Promise<boolean>;
}
