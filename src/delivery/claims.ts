import type { Claimed, ClaimQuery } from '../interfaces/storage/messages.ts';
import { addressKey } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import { present } from '../model/present.ts';
import type { Engine } from '../wiring.ts';
import { LowShare } from './low-share.ts';
import type { Pauses } from './pauses.ts';
import { bucketOf } from './rate.ts';
import { SiteLimits } from './site-limits.ts';

/** A claim, with what was looked up for the batch it came in. */
export interface Ready {
  readonly claimed: Claimed;
  readonly suppressed: boolean;
}

export interface Claims {
  readonly ready: readonly Ready[];
  /** Claimed, and not to be handed over now: to be given back. */
  readonly returned: readonly Claimed[];
  /** For so long nothing more is claimed, in ms: a rate limit says so, or what must be known cannot be asked for. */
  readonly limitedForMs: number;
}

/** How many are wanted, and of which lanes. */
interface Wanted {
  readonly channel: Channel;
  readonly want: number;
  readonly quarantined: boolean;
}

/** Rounds of one look among sites with limits of their own. */
const mostRounds = 20;
/** The wait where limits or suppressions cannot be looked up. */
const lookUpAgainMs = 1_000;

const none: Claims = { ready: [], returned: [], limitedForMs: 0 };

/** Hop 3: claims what is due, as far as rate limits allow, and looks the suppression list up once more. */
export class Claimer {
  readonly #engine: Engine;
  readonly #pauses: Pauses;
  readonly siteLimits: SiteLimits;
  readonly #low = new Map<Channel, LowShare>();

  constructor(engine: Engine, pauses: Pauses) {
    this.#engine = engine;
    this.#pauses = pauses;
    this.siteLimits = new SiteLimits(engine);
  }

  async claimDue({ channel, want, quarantined }: Wanted): Promise<Claims> {
    const { events, limits } = this.#engine;
    const transport = this.#engine.transports[channel].find((one) => !this.#pauses.until(one));
    const bucket = transport && bucketOf(this.#engine, transport);
    const { granted, retryAfterMs } = bucket
      ? await limits.take(bucket, want)
      : { granted: want, retryAfterMs: 0 };
    if (granted === 0) return { ...none, limitedForMs: Math.max(1, retryAfterMs) };
    const claims = await this.#claim({ channel, want: granted, quarantined });
    // What is claimed goes out, whatever becomes of the rest of the grant.
    if (bucket && claims.length < granted)
      await limits
        .giveBack(bucket, granted - claims.length)
        .catch((error: unknown) => events.fault(error, 'giving back to a limit'));
    try {
      // With all that was granted used up there may be more: then the limit says when.
      const limitedForMs = claims.length === granted ? retryAfterMs : 0;
      return { ...none, ready: await withSuppressions(this.#engine, channel, claims), limitedForMs };
    } catch (error) {
      // Sending to somebody who opted out is worse than a delay: without the list nothing is sent.
      this.#engine.events.fault(error, 'looking up suppressions');
      return { ready: [], returned: claims, limitedForMs: lookUpAgainMs };
    }
  }

  async #claim(wanted: Wanted): Promise<readonly Claimed[]> {
    const { channel, want, quarantined } = wanted;
    const { delivery, storage, timed } = this.#engine;
    const low = this.#low.get(channel) ?? new LowShare();
    this.#low.set(channel, low);
    const lowFirst = quarantined ? 0 : low.of(want);
    const query = { channel, quarantined, limit: want, lowFirst, leaseMs: delivery.leaseMs, ...timed() };
    const claims = this.siteLimits.rate(channel)
      ? await this.#claimWithinLimits(query)
      : await storage.messages.claim(query);
    if (!quarantined)
      low.claimed(claims.length, claims.filter(({ message }) => message.priority === 'low').length);
    return claims;
  }

  /** Asks each site's limit first, then claims what it grants; what some cannot use goes to others. */
  async #claimWithinLimits(query: ClaimQuery): Promise<readonly Claimed[]> {
    const claims: Claimed[] = [];
    const emptied = new Set<string>();
    for (let round = 0; claims.length < query.limit && round < mostRounds; round += 1) {
      try {
        const more = await this.#claimGranted({ ...query, limit: query.limit - claims.length }, emptied);
        if (!more) break;
        claims.push(...more);
      } catch (error) {
        // What is claimed goes out.
        if (claims.length === 0) throw error;
        this.#engine.events.fault(error, 'looking up limits');
        break;
      }
    }
    return claims;
  }

  /** One round; `undefined` where no site has anything more. Notes those that are `emptied`. */
  async #claimGranted(query: ClaimQuery, emptied: Set<string>): Promise<readonly Claimed[] | undefined> {
    const { events, storage } = this.#engine;
    const { channel, quarantined, limit, now } = query;
    const except = [...emptied, ...this.siteLimits.usedUp(channel)];
    const sites = await storage.messages.dueSites(present({ channel, quarantined, limit, except, now }));
    if (sites.length === 0) return undefined;
    const grants = await this.siteLimits.grant(channel, sites, limit);
    if (grants.length === 0) return [];
    const shares = grants.map(({ site, limit }) => ({ site, limit }));
    const claimed = await storage.messages.claim({ ...query, shares });
    const used = countBySite(claimed);
    for (const { site, limit } of shares) if ((used.get(site) ?? 0) < limit) emptied.add(site);
    await this.siteLimits
      .giveBack(grants, used)
      .catch((error: unknown) => events.fault(error, 'giving back to a limit'));
    return claimed;
  }
}

function countBySite(claims: readonly Claimed[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { message } of claims) counts.set(message.site, (counts.get(message.site) ?? 0) + 1);
  return counts;
}

async function withSuppressions(
  engine: Engine,
  channel: Channel,
  claims: readonly Claimed[],
): Promise<readonly Ready[]> {
  const suppressed = new Set<string>();
  for (const [site, ofSite] of bySite(claims)) {
    const addresses = [...new Set(ofSite.map(({ message }) => addressKey(channel, message.to.address)))];
    for (const one of await engine.storage.suppressions.find(site, channel, addresses))
      suppressed.add(`${site}\n${one.address}`);
  }
  return claims.map((claimed) => {
    const { site, to } = claimed.message;
    return { claimed, suppressed: suppressed.has(`${site}\n${addressKey(channel, to.address)}`) };
  });
}

function bySite(claims: readonly Claimed[]): Map<string, Claimed[]> {
  const groups = new Map<string, Claimed[]>();
  for (const claimed of claims) {
    const group = groups.get(claimed.message.site);
    if (group) group.push(claimed);
    else groups.set(claimed.message.site, [claimed]);
  }
  return groups;
}
