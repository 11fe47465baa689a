import type { Bucket, LimitStore } from 'postern/adapter';
import type { Database } from '../drivers/database.ts';
import { prepared } from '../drivers/prepared.ts';
import { iso, nowOr, seconds } from '../drivers/values.ts';

/** The level by now, of the stored row `l`: what dripped in since it was last looked at is added. */
const level =
  'least($3::text::float8, l.tokens + (greatest(0, excluded.at - l.at) * $2::text::float8) / 1000)';
const nowMsOf = (parameter: string) => `round(${seconds(nowOr(parameter))} * 1000)`;
const nowMs = nowMsOf('$4');

/** As a whole number, for JSON. */
const slotNowMs = `${nowMsOf('$7')}::bigint`;

const full = 'least($5::text::int, floor($3::text::float8))::int';
const taken = `least($5::text::int, floor(${level}))::int`;
const takeSql = prepared(
  `insert into postern.rate_limit as l (key, tokens, at, granted)
  values ($1::text, $3::text::float8 - ${full}, ${nowMs}, ${full})
  on conflict (key) do update set tokens = ${level} - ${taken}, at = greatest(l.at, excluded.at), granted = ${taken}
  returning tokens, granted`,
);

const giveBackSql = prepared(
  `insert into postern.rate_limit as l (key, tokens, at, granted)
  values ($1::text, $3::text::float8, ${nowMs}, 0)
  on conflict (key) do update set tokens = least($3::text::float8, ${level} + $5::text::float8),
    at = greatest(l.at, excluded.at)`,
);

/** The slots of everybody else `o` whose leases are not over; those of the same holder are replaced. */
const others = `(
    select coalesce(jsonb_object_agg(key, value), '{}') as holders, coalesce(sum((value->>0)::int), 0)::int as count
    from jsonb_each(s.holders) where key <> $4::text and (value->>1)::float8 > ${slotNowMs}
  ) o`;
const held = (taken: string) => `greatest($5::text::int, least($6::text::int, $2::text::int - ${taken}))`;
const holding = (count: string) => `case when ${count} > 0
    then jsonb_build_object($4::text, jsonb_build_array(${count}, ${slotNowMs} + $3::text::bigint)) else '{}' end`;

const holdSql = prepared(
  `insert into postern.slot as s (key, holders, held) values ($1::text, ${holding(held('0'))}, ${held('0')})
  on conflict (key) do update set (holders, held) = (
    select o.holders || ${holding(held('o.count'))}, ${held('o.count')} from ${others}
  )
  returning held`,
);

export function limitStore({ query }: Database): LimitStore {
  const valuesOf = ({ key, perSecond, burst, now }: Bucket) => [
    key,
    String(perSecond),
    String(burst),
    iso(now) ?? null,
  ];
  return {
    async take(bucket, want) {
      const [row] = await query(takeSql, [...valuesOf(bucket), String(want)]);
      const granted = Number(row?.granted ?? 0);
      const missing = granted < want ? 1 - Number(row?.tokens) : 0;
      return { granted, retryAfterMs: Math.ceil((missing * 1000) / bucket.perSecond) };
    },

    async giveBack(bucket, count) {
      await query(giveBackSql, [...valuesOf(bucket), String(count)]);
    },

    async hold({ key, max, leaseMs, now }, { holder, busy, want }) {
      const values = [key, String(max), String(leaseMs), holder, String(busy), String(want)];
      const [row] = await query(holdSql, [...values, iso(now) ?? null]);
      return Number(row?.held ?? 0);
    },
  };
}
