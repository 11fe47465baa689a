import type { CodeLimits, CodeTooSoon } from './senders.ts';

/** When codes were sent within the last hour, in ms since 1970, newest first. */
export interface CodesSent {
  /** To the address, whichever site asked for them. */
  readonly toAddress: readonly number[];
  /** For the site, whatever the address. */
  readonly bySite: readonly number[];
}

const hourMs = 3_600_000;

/** How far back a storage has to remember: nothing older stands in the way of a later code. */
export function codeMemoryMs({ cooldownMs }: CodeLimits): number {
  return Math.max(hourMs, cooldownMs);
}

/** The limit that forbids another code for longest, if any, for storages to ask in the step that issues it. */
export function codeTooSoon(
  { toAddress, bySite }: CodesSent,
  { cooldownMs, perHour, perSitePerHour }: CodeLimits,
  now: number,
): CodeTooSoon | undefined {
  const rules = [
    { limit: 'cooldown', sent: toAddress, most: 1, windowMs: cooldownMs },
    { limit: 'address', sent: toAddress, most: perHour, windowMs: hourMs },
    { limit: 'site', sent: bySite, most: perSitePerHour, windowMs: hourMs },
  ] as const;
  const free = rules.map(({ sent, most, windowMs }) => (sent[most - 1] ?? -Infinity) + windowMs);
  const last = Math.max(...free);
  const rule = rules[free.indexOf(last)];
  return rule && last > now ? { kind: 'too_soon', retryAt: new Date(last), limit: rule.limit } : undefined;
}
