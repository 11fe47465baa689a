import type { Claimed, ClaimQuery } from '../interfaces/storage/message-claims.ts';
import { isSuppressed } from '../interfaces/storage/suppressions.ts';
import type { Transport } from '../interfaces/transport.ts';
import { addressKey } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import { present } from '../model/present.ts';
import type { Engine } from '../wiring.ts';
import { Hold } from './hold.ts';
import { LowShare } from './low-share.ts';
import type { Pauses } from './pauses.ts';
import { bucketOf } from './rate.ts';
import { SiteLimits } from './site-limits.ts';
import { HandOverSlot, Slots } from './slots.ts';

/** A claim, with what was looked up for the batch it came in. */
export interface Ready {
  readonly claimed: Claimed;
  readonly suppressed: boolean;
  /** The leases of those that were claimed with it, as this process knows them. */
  readonly hold: Hold;
  /** Where a transport limits what is under way at once; to be left when the hand-over has ended. */
  readonly slot: HandOverSlot | undefined;
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

/** Hop 3: claims what is due, as far as limits allow, and looks the suppression list up once more, where the claim did not. */
export class Claimer {
  readonly #engine: Engine;
  readonly #pauses: Pauses;
  readonly siteLimits: SiteLimits;
  readonly slots: Slots;
  readonly #low = new Map<Channel, LowShare>();

  /** `onFree`: more may be claimed than before. */
  constructor(engine: Engine, pauses: Pauses, onFree: () => void) {
    this.#engine = engine;
    this.#pauses = pauses;
    this.siteLimits = new SiteLimits(engine);
    this.slots = new Slots(engine, onFree);
  }

  async claimDue(wanted: Wanted): Promise<Claims> {
    const transport = this.#transportOf(wanted.channel);
    const slots = transport && this.slots.of(transport);
    if (!slots) return this.#claimWithinRate(wanted, transport);
    // While one worker holds slots others do without: none are taken to find nothing due.
    if (!(await this.#isDue(wanted))) return none;
    const taken = await slots.take(wanted.want);
    let used = 0;
    try {
      if (taken.count === 0) return none;
      const claims = await this.#claimWithinRate({ ...wanted, want: taken.count }, transport);
      used = claims.ready.length;
      return claims;
    } finally {
      slots.giveBackUnused(taken, used);
    }
  }

  /** How many more a channel may have under way by the limit of its transport, if other workers have none. */
  room(channel: Channel): number {
    const transport = this.#transportOf(channel);
    return (transport && this.slots.of(transport)?.room) ?? Number.POSITIVE_INFINITY;
  }

  /** When slots of a channel's transport are asked for again, where other workers hold all. */
  fullUntil(channel: Channel): Date | undefined {
    const transport = this.#transportOf(channel);
    return transport && this.slots.of(transport)?.fullUntil;
  }

  /** The one that is tried first. */
  #transportOf(channel: Channel): Transport | undefined {
    return this.#engine.transports[channel].find((one) => !this.#pauses.until(one));
  }

  async #isDue({ channel, quarantined }: Wanted): Promise<boolean> {
    const { storage, timed } = this.#engine;
    const except = this.siteLimits.usedUp(channel);
    const sites = await storage.messages.dueSites({ channel, quarantined, limit: 1, except, ...timed() });
    return sites.length > 0;
  }

  async #claimWithinRate(
    { channel, want, quarantined }: Wanted,
    transport: Transport | undefined,
  ): Promise<Claims> {
    const { events, limits } = this.#engine;
    const bucket = transport && bucketOf(this.#engine, transport);
    const { granted, retryAfterMs } = bucket
      ? await limits.take(bucket, want)
      : { granted: want, retryAfterMs: 0 };
    if (granted === 0) return { ...none, limitedForMs: Math.max(1, retryAfterMs) };
    const hold = new Hold(this.#engine);
    const given = hold.ask();
    const claims = await this.#claim({ channel, want: granted, quarantined });
    given();
    // What is claimed goes out, whatever becomes of the rest of the grant.
    if (bucket && claims.length < granted)
      await limits
        .giveBack(bucket, granted - claims.length)
        .catch((error: unknown) => events.fault(error, 'giving back to a limit'));
    try {
      // With all that was granted used up there may be more: then the limit says when.
      const limitedForMs = claims.length === granted ? retryAfterMs : 0;
      const unknown = claims.filter(({ suppressed }) => suppressed === undefined);
      const listed = await suppressedOf(this.#engine, channel, unknown);
      const slots = transport && this.slots.of(transport);
      const limited = this.slots.limit(channel);
      const ready = claims.map((claimed) => ({
        claimed,
        hold,
        suppressed: claimed.suppressed ?? listed.has(claimed.id),
        slot: limited ? new HandOverSlot(this.slots, slots) : undefined,
      }));
      return { ...none, ready, limitedForMs };
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

/** Those whose address is on the suppression list now, by id. */
async function suppressedOf(
  engine: Engine,
  channel: Channel,
  claims: readonly Claimed[],
): Promise<ReadonlySet<string>> {
  const suppressed = new Set<string>();
  for (const [site, ofSite] of bySite(claims)) {
    const keys = new Map(ofSite.map(({ id, message }) => [id, addressKey(channel, message.to.address)]));
    const found = await engine.storage.suppressions.find(site, channel, [...new Set(keys.values())]);
    for (const { id, message } of ofSite)
      if (found.some((entry) => entry.address === keys.get(id) && isSuppressed(entry, message)))
        suppressed.add(id);
  }
  return suppressed;
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
