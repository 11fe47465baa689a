import type { SeenStore } from 'postern/adapter';
import type { Database } from '../drivers/database.ts';
import { iso, nowOr } from '../drivers/values.ts';

export function seenStore({ query }: Database): SeenStore {
  return {
    async has({ site, key, now }) {
      const rows = await query(
        `select 1 as known from postern.seen
        where site = $1::text and key = $2::text and until > ${nowOr('$3')}`,
        [site, key, iso(now) ?? null],
      );
      return rows.length > 0;
    },

    async add({ site, key, forMs, now }) {
      const rows = await query(
        `insert into postern.seen as s (site, key, until)
        select $1::text, $2::text, t.now + $4::text::float8 * interval '1 millisecond'
        from (select ${nowOr('$3')} as now) t
        on conflict (site, key) do update set until = excluded.until
        where s.until <= excluded.until - $4::text::float8 * interval '1 millisecond'
        returning key`,
        [site, key, iso(now) ?? null, String(forMs)],
      );
      return rows.length > 0;
    },

    async prune({ limit, now }) {
      const rows = await query(
        `delete from postern.seen where (site, key) in (
          select site, key from postern.seen where until <= ${nowOr('$2')} limit $1::text::int
          for update skip locked
        ) returning key`,
        [String(limit), iso(now) ?? null],
      );
      return rows.length;
    },
  };
}
