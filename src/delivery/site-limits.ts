import type { Bucket } from '../interfaces/storage/limits.ts';
import type { SiteShare } from '../interfaces/storage/message-claims.ts';
import type { Rate } from '../interfaces/transport.ts';
import type { Channel } from '../model/message.ts';
import type { Engine } from '../wiring.ts';

/** What one site may have claimed now, and the bucket that gave it. */
export interface SiteGrant extends SiteShare {
  readonly bucket: Bucket;
}

/**
 * Each site's own limit, known before anything is claimed: a site that has used it up is left out until it has some again, and
 * what waits of it is neither claimed nor looked at meanwhile.
 */
export class SiteLimits {
  readonly #engine: Engine;
  /** Until when a site has used up its limit, in ms; by channel. */
  readonly #usedUp = new Map<Channel, Map<string, number>>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  rate(channel: Channel): Rate | undefined {
    return this.#engine.delivery.perSender[channel];
  }

  /** The sites of a channel that may send nothing now. */
  usedUp(channel: Channel): readonly string[] {
    const now = this.#engine.now().getTime();
    const sites = this.#usedUp.get(channel) ?? new Map<string, number>();
    for (const [site, until] of sites) if (until <= now) sites.delete(site);
    return [...sites.keys()];
  }

  /** When the first of them may again. */
  nextAt(channel: Channel): Date | undefined {
    this.usedUp(channel);
    const times = [...(this.#usedUp.get(channel)?.values() ?? [])];
    return times.length === 0 ? undefined : new Date(Math.min(...times));
  }

  /** Shares `want` among sites, as far as each may send. */
  async grant(channel: Channel, sites: readonly string[], want: number): Promise<readonly SiteGrant[]> {
    const rate = this.rate(channel);
    if (!rate) return [];
    const { limits, now, timed } = this.#engine;
    const share = Math.ceil(want / Math.max(1, sites.length));
    const granted = await Promise.all(
      sites.map(async (site) => {
        const bucket = { key: `sender/${channel}/${site}`, ...rate, ...timed() };
        const { granted: limit, retryAfterMs } = await limits.take(bucket, share);
        if (limit < share) this.#note(channel, site, now().getTime() + Math.max(1, retryAfterMs));
        return { site, limit, bucket };
      }),
    );
    return granted.filter(({ limit }) => limit > 0);
  }

  /** Puts back what a site was granted and did not need. */
  async giveBack(grants: readonly SiteGrant[], used: ReadonlyMap<string, number>): Promise<void> {
    await Promise.all(
      grants.map(({ site, limit, bucket }) => {
        const left = limit - (used.get(site) ?? 0);
        return left > 0 ? this.#engine.limits.giveBack(bucket, left) : undefined;
      }),
    );
  }

  #note(channel: Channel, site: string, until: number): void {
    const sites = this.#usedUp.get(channel) ?? new Map<string, number>();
    this.#usedUp.set(channel, sites.set(site, until));
  }
}
