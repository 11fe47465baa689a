import type { InboxEvent, InboxOutcome, InboxPace } from '../interfaces/storage/subscriptions.ts';
import type { SubscriptionRetry } from './subscriber.ts';

/** So many messages in a row that fail: then it is the other side that does not work, not these. */
const tooMany = 5;
const firstPauseMs = 1_000;
const longestPauseMs = 300_000;

/** A plain name may be shown; whatever else stands in its place may be anybody's text. */
const plainName = /^[\w$.-]{1,80}$/;

/** What becomes of an event whose handler threw: again later, or parked. `random` in [0, 1): half of the wait, so that not all come at once. */
export function failedOutcome(
  { id, failures, failedAt }: InboxEvent,
  error: unknown,
  { retry, now, random }: { readonly retry: SubscriptionRetry; readonly now: Date; readonly random: number },
): InboxOutcome {
  const name = error instanceof Error ? error.name : typeof error;
  const reason = plainName.test(name) ? name : 'Error';
  const failingMs = now.getTime() - (failedAt ?? now).getTime();
  if (failingMs >= retry.giveUpAfterMs) return { id, to: 'parked', reason };
  const delay = Math.min(retry.maxDelayMs, retry.firstDelayMs * retry.factor ** failures);
  return { id, to: 'later', afterMs: Math.round(delay / 2 + (random * delay) / 2), reason };
}

/** How a subscription as a whole fares: where message after message fails it goes slow, one at a time, until one is handled. */
export class Pace {
  #failures = 0;
  #changed = false;
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** What the storage knows, of whoever handed out before. */
  known(failures: number): void {
    if (!this.#changed) this.#failures = failures;
  }

  handled(): void {
    if (this.#failures === 0) return;
    this.#failures = 0;
    this.#changed = true;
  }

  /** `before`: how often the event had failed. One that fails again says nothing new, unless all is slow for the others' sake. */
  failed(before: number): void {
    if (before > 0 && !this.slow) return;
    this.#failures += 1;
    this.#changed = true;
  }

  /** Only one is tried. */
  get slow(): boolean {
    return this.#failures >= tooMany;
  }

  /** To be written down with the outcomes, where it is another than before. */
  change(): InboxPace | undefined {
    if (!this.#changed) return undefined;
    this.#changed = false;
    if (!this.slow) return { failures: this.#failures, pauseMs: 0 };
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (this.#failures - tooMany));
    return { failures: this.#failures, pauseMs: Math.round(pause / 2 + (this.#random() * pause) / 2) };
  }
}
