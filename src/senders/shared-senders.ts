import type { SenderRecord, SenderStore } from '../interfaces/storage/senders.ts';
import { addressKey } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import { SharedReads } from '../secrets/shared-reads.ts';

/** A site's sender of this address; `undefined` where it has none by now. */
export type SenderAt = (site: string, channel: Channel, address: string) => Promise<SenderRecord | undefined>;

/** The senders of all sites, for hand-overs: where several of a site's messages are asked about at once, its senders are read once. */
export function sharedSenders(store: SenderStore): SenderAt {
  const reads = new SharedReads<readonly SenderRecord[]>();
  return async (site, channel, address) => {
    const all = await reads.read(JSON.stringify([site, channel]), () => store.list(site, channel));
    return all.find((one) => addressKey(channel, one.address) === addressKey(channel, address));
  };
}
