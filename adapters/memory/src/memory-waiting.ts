import {
  type Channel,
  type ClaimQuery,
  type Priority,
  priorities,
  type SiteShare,
  type Waiting as WaitingFigures,
} from 'postern/adapter';
import type { Row } from './memory-row.ts';
import { SortedIndex } from './sorted-index.ts';

/** Which of them is claimed, as far as a claim goes. */
export type Wanted = Pick<ClaimQuery, 'channel' | 'quarantined' | 'limit' | 'lowFirst' | 'shares'>;

/** What waits, by lane and site; within a lane sites take turns. */
export class Waiting {
  readonly #lanes = new Map<string, Map<string, SortedIndex<Row>>>();
  /** The site served last, by lane. */
  readonly #served = new Map<string, string>();

  add(row: Row): void {
    const lane = laneOf(row);
    const sites = this.#lanes.get(lane) ?? new Map<string, SortedIndex<Row>>();
    this.#lanes.set(lane, sites);
    const rows = sites.get(row.site) ?? new SortedIndex<Row>(byDueTime);
    sites.set(row.site, rows);
    rows.add(row);
  }

  delete(row: Row): void {
    const sites = this.#lanes.get(laneOf(row));
    const rows = sites?.get(row.site);
    rows?.delete(row);
    if (rows && !rows.first) sites?.delete(row.site);
  }

  /** When each waiting site's first one is due, of all lanes asked for; only later than `after`, where given. */
  *dueTimes(channel: Channel, quarantined: boolean, after?: Date): Generator<Date> {
    for (const lane of lanesOf(channel, quarantined)) {
      for (const rows of this.#lanes.get(lane)?.values() ?? []) {
        for (const { message } of rows.forwards()) {
          if (!message.dueAt || (after && message.dueAt <= after)) continue;
          yield message.dueAt;
          break;
        }
      }
    }
  }

  /** Those with something due, first those whose turn it is. */
  sitesInTurn(channel: Channel, quarantined: boolean, now: Date): readonly string[] {
    return [...new Set(lanesOf(channel, quarantined).flatMap((lane) => this.#inTurn(lane, now)))];
  }

  /** What a claim takes; it is still here. */
  choose({ channel, quarantined, limit, lowFirst = 0, shares }: Wanted, now: Date): readonly Row[] {
    const left = shares && new Map(shares.map(({ site, limit }: SiteShare) => [site, limit]));
    const chosen: Row[] = [];
    for (const lane of lanesOf(channel, quarantined)) {
      const isLow = lane === laneName(channel, 'low');
      // What `low` is owed is left free by those before it.
      const owed = isLow || quarantined ? 0 : this.#countDue(laneName(channel, 'low'), now, lowFirst);
      const rows = this.#choose(lane, { limit: limit - chosen.length - owed, now, left });
      const last = rows.at(-1);
      if (last) this.#served.set(lane, last.site);
      chosen.push(...rows);
    }
    return chosen;
  }

  /** What is due by priority, and what waits alone, each counted up to a limit. */
  count(channel: Channel, now: Date, limit: number): Pick<WaitingFigures, 'lanes' | 'quarantined'> {
    const lanes = priorities.flatMap((priority) => {
      const lane = laneName(channel, priority);
      const due = this.#countDue(lane, now, limit);
      const firsts = [...(this.#lanes.get(lane)?.values() ?? [])].flatMap(
        ({ first }) => first?.message.dueAt?.getTime() ?? [],
      );
      const oldestDueAt = new Date(Math.min(...firsts));
      return due === 0 ? [] : { channel, priority, due, more: due >= limit, oldestDueAt };
    });
    let quarantined = 0;
    for (const rows of this.#lanes.get(laneName(channel, 'alone'))?.values() ?? [])
      for (const _ of rows.forwards()) if (quarantined < limit) quarantined += 1;
    return { lanes, quarantined };
  }

  /** How many are due, counted up to a limit. */
  #countDue(lane: string, now: Date, limit: number): number {
    return limit < 1 ? 0 : this.#choose(lane, { limit, now, left: undefined }).length;
  }

  /** One of each site, then one more, until there are enough. Takes what it chooses off what is `left` of each site's share. */
  #choose(
    lane: string,
    {
      limit,
      now,
      left,
    }: { readonly limit: number; readonly now: Date; readonly left: Map<string, number> | undefined },
  ): readonly Row[] {
    let open = this.#inTurn(lane, now).map((site) => ({
      site,
      rows: this.#lanes.get(lane)?.get(site)?.forwards(),
    }));
    const chosen: Row[] = [];
    while (open.length > 0 && chosen.length < limit) {
      open = open.filter(({ site, rows }) => {
        if (chosen.length >= limit || (left && !left.get(site))) return false;
        const row = rows?.next().value;
        if (!row?.message.dueAt || row.message.dueAt > now) return false;
        chosen.push(row);
        left?.set(site, (left.get(site) ?? 0) - 1);
        return true;
      });
    }
    return chosen;
  }

  #inTurn(lane: string, now: Date): readonly string[] {
    const sites = [...(this.#lanes.get(lane) ?? [])].filter(
      ([, { first }]) => first?.message.dueAt && first.message.dueAt <= now,
    );
    const names = sites.map(([site]) => site).sort();
    const served = this.#served.get(lane) ?? '';
    return [...names.filter((site) => site > served), ...names.filter((site) => site <= served)];
  }
}

function laneName(channel: Channel, which: Priority | 'alone'): string {
  return `${channel} ${which}`;
}

function laneOf({ message, lost }: Row): string {
  return laneName(message.channel, lost > 0 ? 'alone' : message.priority);
}

function lanesOf(channel: Channel, quarantined: boolean): readonly string[] {
  const lanes = quarantined ? (['alone'] as const) : priorities;
  return lanes.map((which) => laneName(channel, which));
}

function byDueTime(a: Row, b: Row): number {
  return (a.message.dueAt?.getTime() ?? 0) - (b.message.dueAt?.getTime() ?? 0) || a.order - b.order;
}
