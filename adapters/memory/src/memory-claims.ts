import { randomUUID } from 'node:crypto';
import {
  type Channel,
  type Claim,
  type Claimed,
  type ClaimQuery,
  changeByExpiry,
  changeByLoss,
  changeBySettlement,
  channels,
  type DueSitesQuery,
  type ExpireQuery,
  isFinal,
  type Message,
  type MessageId,
  type NextDueQuery,
  present,
  type Repeats,
  type Settlement,
  type SweepQuery,
  type Timed,
  type Waiting,
  type WaitingQuery,
} from 'postern/adapter';
import type { MessageTable } from './memory-message-table.ts';
import { leaseEnd, leaseUntil, type Row } from './memory-row.ts';

/** Who hands which message over: claims, leases and how they end. */
export class MemoryClaims {
  readonly #table: MessageTable;
  readonly #now: (timed: Timed) => Date;

  constructor(table: MessageTable, now: (timed: Timed) => Date) {
    this.#table = table;
    this.#now = now;
  }

  claim({ leaseMs, ...wanted }: ClaimQuery): readonly Claimed[] {
    const now = this.#now(wanted);
    const claimed = this.#table.waiting.choose(wanted, now).map((row) => {
      const { repeats, message: before } = row;
      const lease = { token: randomUUID(), at: now, until: leaseUntil(now, leaseMs), before };
      const attempt = before.attempts + (repeats ? 0 : 1);
      const event = { at: now, type: 'sending', status: 'sending', attempt } as const;
      const begun = { patch: { status: 'sending', attempts: attempt }, event } as const;
      const message = this.#table.change(row, begun, { lease });
      return present({ id: row.id, token: lease.token, message, content: row.content, attempt, repeats });
    });
    return structuredClone(claimed);
  }

  dueSites({ channel, quarantined, limit, except, ...timed }: DueSitesQuery): readonly string[] {
    const sites = this.#table.waiting.sitesInTurn(channel, quarantined, this.#now(timed));
    return sites.filter((site) => !except.includes(site)).slice(0, limit);
  }

  release(claims: readonly Claim[]): void {
    for (const claim of claims) {
      const row = this.#held(claim);
      if (row) this.#table.release(row);
    }
  }

  renew(claims: readonly Claim[], leaseMs: number, timed: Timed): readonly MessageId[] {
    const until = leaseUntil(this.#now(timed), leaseMs);
    return claims.flatMap((claim) => {
      const row = this.#held(claim);
      if (!row?.lease) return [];
      row.lease = { ...row.lease, until };
      return row.id;
    });
  }

  nextDue(channels: readonly Channel[], { quarantined, after }: NextDueQuery): Date | undefined {
    const times = channels.flatMap((channel) => [
      ...this.#table.waiting.dueTimes(channel, quarantined, after),
    ]);
    return times.length === 0 ? undefined : new Date(Math.min(...times.map((time) => time.getTime())));
  }

  waiting({ limit, ...timed }: WaitingQuery): Waiting {
    const now = this.#now(timed);
    const counted = channels.map((channel) => this.#table.waiting.count(channel, now, limit));
    const expired = [...this.#table.leased()].filter((row) => leaseEnd(row) <= now.getTime());
    return {
      lanes: counted.flatMap(({ lanes }) => lanes),
      quarantined: counted.reduce((sum, { quarantined }) => sum + quarantined, 0),
      expiredLeases: expired.length,
    };
  }

  settle(settlements: readonly Settlement[], timed: Timed): readonly Message[] {
    const now = this.#now(timed);
    const changed = settlements.flatMap((settlement) => {
      const row = this.#held(settlement);
      if (!row) return [];
      const repeats = settlement.to === 'queued' ? settlement.repeats : undefined;
      return this.#table.change(row, changeBySettlement(row.message, settlement, now), { repeats });
    });
    return structuredClone(changed);
  }

  sweep({ policy, repeats = {}, maxLost, limit, ...timed }: SweepQuery): readonly Message[] {
    const now = this.#now(timed);
    const expired = [...this.#table.leased()]
      .filter((row) => leaseEnd(row) <= now.getTime())
      .sort((a, b) => leaseEnd(a) - leaseEnd(b))
      .slice(0, limit);
    const swept = expired.map((row) => {
      const lost = row.lost + 1;
      const { channel } = row.message;
      const repeated = repetition(row, repeats[channel], now);
      const hold = (policy[channel] === 'hold' && !repeated) || lost >= maxLost;
      return this.#table.change(row, changeByLoss(row.message, hold, now), { lost, repeats: repeated });
    });
    return structuredClone(swept);
  }

  expire({ limit, ...timed }: ExpireQuery): readonly Message[] {
    const now = this.#now(timed);
    const late: Row[] = [];
    for (const row of this.#table.all()) {
      const { expiresAt, status } = row.message;
      if (expiresAt && expiresAt <= now && !row.lease && !isFinal(status)) late.push(row);
    }
    const ended = late
      .slice(0, limit)
      .map((row) => this.#table.change(row, changeByExpiry(row.message, now)));
    return structuredClone(ended);
  }

  #held({ id, token }: Claim): Row | undefined {
    const row = this.#table.find(id);
    return row?.lease?.token === token ? row : undefined;
  }
}

/** How a lost hand-over is repeated, where it was claimed, or first handed over, within the time. */
function repetition(
  { lease, repeats }: Row,
  rule: NonNullable<SweepQuery['repeats']>[Channel],
  now: Date,
): Repeats | undefined {
  if (!rule || !lease) return undefined;
  const { transport, since } = repeats ?? { transport: rule.transport, since: lease.at };
  return now.getTime() - since.getTime() < rule.withinMs ? { transport, since } : undefined;
}
