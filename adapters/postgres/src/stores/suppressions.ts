import type { Channel, Suppression, SuppressionStore } from 'postern/adapter';
import type { Database } from '../drivers/database.ts';
import { prepared } from '../drivers/prepared.ts';
import { arrayOf, needDate, needText, type Row, seconds } from '../drivers/values.ts';

const columns = `s.site, s.channel, s.address, s.reason, s.source, ${seconds('s.at')} as at`;

const findSql = prepared(
  `select ${columns} from postern.suppression s
  where s.site = $1::text and s.channel = $2::text and s.address = any ($3::text[])`,
);

export function suppressionStore({ query }: Database): SuppressionStore {
  return {
    async find(site, channel, addresses) {
      if (addresses.length === 0) return [];
      const rows = await query(findSql, [site, channel, arrayOf(addresses)]);
      return rows.map(suppressionOf);
    },

    async list({ site, channel, before, limit }) {
      const older = before ? 'and (s.at, s.address) < ($4::text::timestamptz, $5::text)' : '';
      const rows = await query(
        `select ${columns} from postern.suppression s where s.site = $1::text and s.channel = $2::text ${older}
        order by s.at desc, s.address desc limit $3::text::int`,
        [site, channel, String(limit), ...(before ? [before.at.toISOString(), before.address] : [])],
      );
      return rows.map(suppressionOf);
    },

    async add({ site, channel, address, reason, source, at }) {
      const rows = await query(
        `insert into postern.suppression (site, channel, address, reason, source, at)
        values ($1::text, $2::text, $3::text, $4::text, $5::text, $6::text::timestamptz)
        on conflict (site, channel, address) do nothing returning address`,
        [site, channel, address, reason, source, at.toISOString()],
      );
      return rows.length > 0;
    },

    async delete(site, channel, address, reasons) {
      const rows = await query(
        `delete from postern.suppression where site = $1::text and channel = $2::text and address = $3::text
          and ($4::text is null or reason = any ($4::text[])) returning address`,
        [site, channel, address, reasons ? `{${reasons.join(',')}}` : null],
      );
      return rows.length > 0;
    },
  };
}

function suppressionOf(row: Row): Suppression {
  return {
    site: needText(row, 'site'),
    channel: needText(row, 'channel') as Channel,
    address: needText(row, 'address'),
    reason: needText(row, 'reason') as Suppression['reason'],
    source: needText(row, 'source'),
    at: needDate(row, 'at'),
  };
}
