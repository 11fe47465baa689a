import { isChannel, type OutcomeStore } from 'postern/adapter';
import type { Database } from '../drivers/database.ts';
import { arrayOf, needText } from '../drivers/values.ts';

export function outcomeStore({ query }: Database): OutcomeStore {
  return {
    async add(counts, at) {
      if (counts.length === 0) return;
      const numbers = (column: 'sent' | 'bounced' | 'complained') =>
        arrayOf(counts.map((one) => String(one[column])));
      await query(
        `insert into postern.outcome_count as o (hour, site, channel, sent, bounced, complained)
        select date_trunc('hour', $1::text::timestamptz, 'UTC'), c.site, c.channel, c.sent, c.bounced, c.complained
        from unnest($2::text[], $3::text[], $4::text[]::bigint[], $5::text[]::bigint[], $6::text[]::bigint[])
          c(site, channel, sent, bounced, complained)
        order by c.site, c.channel
        on conflict (hour, site, channel) do update set sent = o.sent + excluded.sent,
          bounced = o.bounced + excluded.bounced, complained = o.complained + excluded.complained`,
        [
          at.toISOString(),
          arrayOf(counts.map(({ site }) => site)),
          arrayOf(counts.map(({ channel }) => channel)),
          numbers('sent'),
          numbers('bounced'),
          numbers('complained'),
        ],
      );
    },

    async sums({ since, least }) {
      const rows = await query(
        `select site, channel, sum(sent)::text as sent, sum(bounced)::text as bounced, sum(complained)::text as complained
        from postern.outcome_count where hour >= date_trunc('hour', $1::text::timestamptz, 'UTC')
        group by site, channel
        having sum(sent) >= $2::text::bigint and sum(bounced) + sum(complained) > 0
        order by site, channel limit 1000`,
        [since.toISOString(), String(least)],
      );
      return rows.flatMap((row) => {
        const channel = needText(row, 'channel');
        if (!isChannel(channel)) return [];
        const [sent, bounced, complained] = [row.sent, row.bounced, row.complained].map(Number);
        return {
          site: needText(row, 'site'),
          channel,
          sent: sent ?? 0,
          bounced: bounced ?? 0,
          complained: complained ?? 0,
        };
      });
    },

    async of({ site, channel, since }) {
      // Hour by hour: its key begins with the hour, and all sites stand in each.
      const [row] = await query(
        `select coalesce(sum(sent), 0)::text as sent, coalesce(sum(bounced), 0)::text as bounced,
          coalesce(sum(complained), 0)::text as complained
        from generate_series(date_trunc('hour', $1::text::timestamptz, 'UTC'),
          (select max(hour) from postern.outcome_count), interval '1 hour') as h(hour)
        cross join lateral (
          select * from postern.outcome_count o where o.hour = h.hour and o.site = $2::text and o.channel = $3::text
        ) o`,
        [since.toISOString(), site, channel],
      );
      return { sent: Number(row?.sent), bounced: Number(row?.bounced), complained: Number(row?.complained) };
    },

    async prune(before) {
      await query(
        `delete from postern.outcome_count where hour < date_trunc('hour', $1::text::timestamptz, 'UTC')`,
        [before.toISOString()],
      );
    },
  };
}
