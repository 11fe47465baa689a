import type { CodeIssued, CodeLimits } from '../interfaces/storage/senders.ts';

/** One code that was sent, for the limits on the next. */
export interface SentCode {
  readonly senderId: string;
  /** In ms since 1970. */
  readonly at: number;
}

const hourMs = 3_600_000;

/** The first limit that forbids another code now, for storages to ask in the step that issues it. `sent`: the site's codes of the last hour, newest first. */
export function codeTooSoon(
  sent: readonly SentCode[],
  senderId: string,
  { cooldownMs, perHour, perSitePerHour }: CodeLimits,
  now: number,
): CodeIssued | undefined {
  const own = sent.filter((one) => one.senderId === senderId);
  const limits = [
    ['cooldown', own, 1, cooldownMs],
    ['sender', own, perHour, hourMs],
    ['site', sent, perSitePerHour, hourMs],
  ] as const;
  for (const [limit, codes, most, windowMs] of limits) {
    const oldest = codes[most - 1];
    if (oldest && oldest.at + windowMs > now) {
      return { kind: 'too_soon', retryAt: new Date(oldest.at + windowMs), limit };
    }
  }
  return undefined;
}
