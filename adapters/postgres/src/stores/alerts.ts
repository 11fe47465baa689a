import type { AlertRecord, AlertStore } from 'postern/adapter';
import type { Database } from '../drivers/database.ts';
import { iso, needDate, needText, nowOr, type Row, seconds } from '../drivers/values.ts';

const columns = `key, about::text as about, detail, ${seconds('since')} as since`;

export function alertStore({ query }: Database): AlertStore {
  return {
    async raise({ key, detail, now, ...about }) {
      // Of a row that stands nothing comes back but where it was made by this statement.
      const [row] = await query(
        `with raised as (
          insert into postern.alert (key, about, detail, since, seen_at)
          select $1::text, $2::text::json, $3::text, t.now, t.now from (select ${nowOr('$4')} as now) t
          on conflict (key) do nothing returning *
        ), seen as (
          update postern.alert set seen_at = greatest(seen_at, ${nowOr('$4')})
          where key = $1::text and not exists (select from raised)
        )
        select ${columns} from raised`,
        [key, JSON.stringify(about), detail, iso(now) ?? null],
      );
      return row && alertOf(row);
    },

    async clear({ key, seenUntil }) {
      const [row] = await query(
        `delete from postern.alert where key = $1::text and seen_at <= $2::text::timestamptz returning ${columns}`,
        [key, seenUntil.toISOString()],
      );
      return row && alertOf(row);
    },

    async list({ site }) {
      const rows = await query(
        `select ${columns} from postern.alert
        where $1::text is null or coalesce(about ->> 'site', $1::text) = $1::text
        order by alert.since, key limit 1000`,
        [site ?? null],
      );
      return rows.map(alertOf);
    },
  };
}

function alertOf(row: Row): AlertRecord {
  return {
    ...JSON.parse(needText(row, 'about')),
    key: needText(row, 'key'),
    detail: needText(row, 'detail'),
    since: needDate(row, 'since'),
  };
}
