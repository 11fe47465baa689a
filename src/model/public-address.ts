import { isIP } from 'node:net';
import type { IPv4, IPv6 } from 'ipaddr.js';
import { lazily } from './lazily.ts';

const ipaddr = lazily(async () => (await import('ipaddr.js')).default);

/**
 * Whether an address is one of the public internet's. The table of special ranges is `ipaddr.js`'s; of IPv6 it calls whatever is in none
 * of them `unicast`, such as `::127.0.0.1`, while the registries have given out `2000::/3` alone.
 */
export async function isPublicAddress(address: string): Promise<boolean> {
  // The library reads numbers as addresses too.
  if (isIP(address) === 0) return false;
  const { parse, IPv6: V6 } = await ipaddr();
  const parsed: IPv4 | IPv6 = parse(address);
  if (parsed.range() !== 'unicast') return false;
  return !(parsed instanceof V6) || parsed.match(V6.parse('2000::'), 3);
}

/** The host of a URL as an address, where it is one; however it was written, `URL` has made its usual form of it. */
export function literalAddress({ hostname }: URL): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? undefined : bare;
}
