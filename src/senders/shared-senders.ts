import type { SenderRecord, SenderStore } from '../interfaces/storage/senders.ts';
import type { Channel } from '../model/message.ts';
import { SharedReads } from '../secrets/shared-reads.ts';

/** The senders of all sites, for hand-overs: where several of a site's messages are asked about at once, its sender is read once. */
export function sharedSenders(
  store: SenderStore,
): (site: string, channel: Channel) => Promise<SenderRecord | undefined> {
  const reads = new SharedReads<SenderRecord | undefined>();
  return (site, channel) => reads.read(JSON.stringify([site, channel]), () => store.find(site, channel));
}
