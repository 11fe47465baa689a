import type { Claimed, Settlement } from '../interfaces/storage/messages.ts';
import { addressKey } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import type { Engine } from '../wiring.ts';
import type { Pauses } from './pauses.ts';
import { bucketOf } from './rate.ts';

/** A claim, with what was looked up for the batch it came in. */
export interface Ready {
  readonly claimed: Claimed;
  readonly suppressed: boolean;
}

export interface Claims {
  readonly ready: readonly Ready[];
  /** Claims that are not handed over now, and how they end. */
  readonly returned: readonly Settlement[];
  /** The rate limit lets no more through for so long, in ms. */
  readonly limitedForMs: number;
}

const none: Claims = { ready: [], returned: [], limitedForMs: 0 };

/** Hop 3: claims what is due, as far as rate limits allow, and looks the suppression list up once more. */
export async function claimDue(
  engine: Engine,
  pauses: Pauses,
  channel: Channel,
  want: number,
  quarantined: boolean,
): Promise<Claims> {
  const { storage, limits, delivery, timed } = engine;
  const transport = engine.transports[channel].find((one) => !pauses.until(one));
  const bucket = transport && bucketOf(engine, transport);
  const { granted, retryAfterMs } = bucket
    ? await limits.take(bucket, want)
    : { granted: want, retryAfterMs: 0 };
  if (granted === 0) return { ...none, limitedForMs: Math.max(1, retryAfterMs) };
  const claims = await storage.messages.claim({
    channel,
    limit: granted,
    quarantined,
    leaseMs: delivery.leaseMs,
    ...timed(),
  });
  if (bucket && claims.length < granted) await limits.giveBack(bucket, granted - claims.length);
  // With all that was granted used up there may be more: then the limit says when.
  const limitedForMs = claims.length === granted ? retryAfterMs : 0;
  try {
    const { within, beyond } = await withinSenderLimits(engine, channel, claims);
    return { ready: await withSuppressions(engine, channel, within), returned: beyond, limitedForMs };
  } catch (error) {
    // Sending to somebody who opted out is worse than a delay: without the list nothing is sent.
    engine.events.fault(error, 'looking up limits and suppressions');
    return { ready: [], returned: claims.map((one) => giveBack(one, 1_000)), limitedForMs };
  }
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

/** Each site's own limit. What is beyond it comes back when its turn may be. */
async function withinSenderLimits(engine: Engine, channel: Channel, claims: readonly Claimed[]) {
  const rate = engine.delivery.perSender[channel];
  if (!rate) return { within: claims, beyond: [] };
  const within: Claimed[] = [];
  const beyond: Settlement[] = [];
  for (const [site, ofSite] of bySite(claims)) {
    const bucket = { key: `sender/${channel}/${site}`, ...rate, ...engine.timed() };
    const { granted, retryAfterMs } = await engine.limits.take(bucket, ofSite.length);
    within.push(...ofSite.slice(0, granted));
    const step = 1000 / rate.perSecond;
    beyond.push(
      ...ofSite.slice(granted).map((one, index) => giveBack(one, Math.ceil(retryAfterMs + index * step))),
    );
  }
  return { within, beyond };
}

/** A claim that ends without a hand-over: the attempt is refunded. */
export function giveBack({ id, token }: Claimed, afterMs: number): Settlement {
  return { id, token, to: 'queued', reason: 'given_back', afterMs };
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
