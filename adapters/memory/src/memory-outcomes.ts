import type { OutcomeCounts, OutcomeStore, Outcomes } from 'postern/adapter';

const hourMs = 3_600_000;
const mostSums = 1_000;

export class MemoryOutcomes implements OutcomeStore {
  /** By hour, then by channel and site. */
  readonly #hours = new Map<number, Map<string, Outcomes>>();

  async add(counts: readonly Outcomes[], at: Date): Promise<void> {
    const hour = hourOf(at);
    const sums = this.#hours.get(hour) ?? new Map<string, Outcomes>();
    this.#hours.set(hour, sums);
    for (const one of counts) sums.set(keyOf(one), plus(sums.get(keyOf(one)), one));
  }

  async sums({ since, least }: Parameters<OutcomeStore['sums']>[0]): Promise<readonly Outcomes[]> {
    const sums = new Map<string, Outcomes>();
    for (const [hour, counts] of this.#hours) {
      if (hour < hourOf(since)) continue;
      for (const [key, one] of counts) sums.set(key, plus(sums.get(key), one));
    }
    return [...sums.values()]
      .filter(({ sent, bounced, complained }) => sent >= least && bounced + complained > 0)
      .slice(0, mostSums);
  }

  async of({ site, channel, since }: Parameters<OutcomeStore['of']>[0]): Promise<OutcomeCounts> {
    let sum = { site, channel, sent: 0, bounced: 0, complained: 0 };
    for (const [hour, counts] of this.#hours) {
      const one = counts.get(keyOf(sum));
      if (one && hour >= hourOf(since)) sum = { ...sum, ...plus(sum, one) };
    }
    const { sent, bounced, complained } = sum;
    return { sent, bounced, complained };
  }

  async prune(before: Date): Promise<void> {
    for (const hour of this.#hours.keys()) if (hour < hourOf(before)) this.#hours.delete(hour);
  }
}

function hourOf(at: Date): number {
  return Math.floor(at.getTime() / hourMs);
}

function keyOf({ site, channel }: Pick<Outcomes, 'site' | 'channel'>): string {
  return `${channel} ${site}`;
}

function plus(sum: Outcomes | undefined, { site, channel, sent, bounced, complained }: Outcomes): Outcomes {
  return {
    site,
    channel,
    sent: sent + (sum?.sent ?? 0),
    bounced: bounced + (sum?.bounced ?? 0),
    complained: complained + (sum?.complained ?? 0),
  };
}
