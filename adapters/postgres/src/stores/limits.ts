import type { Bucket, LimitStore } from 'postern';
import type { Database } from '../drivers/database.ts';
import { prepared } from '../drivers/prepared.ts';
import { iso, nowOr, seconds } from '../drivers/values.ts';

/** The level by now, of the stored row `l`: what dripped in since it was last looked at is added. */
const level =
  'least($3::text::float8, l.tokens + (greatest(0, excluded.at - l.at) * $2::text::float8) / 1000)';
const nowMs = `round(${seconds(nowOr('$4'))} * 1000)`;

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
  };
}
