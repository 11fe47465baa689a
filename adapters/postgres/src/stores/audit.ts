import { type AuditEntry, type AuditStore, present } from 'postern/adapter';
import type { Database } from '../drivers/database.ts';
import { needDate, needText, type Row, readText, seconds } from '../drivers/values.ts';

const columns = `id, site, ${seconds('at')} as at, actor, action, channel, subject, detail`;

export function auditStore({ query }: Database): AuditStore {
  return {
    async add({ id, site, at, actor, action, channel, subject, detail }) {
      await query(
        `insert into postern.audit (id, site, at, actor, action, channel, subject, detail)
        values ($1::text, $2::text, $3::text::timestamptz, $4::text, $5::text, $6::text, $7::text, $8::text)`,
        [id, site, at.toISOString(), actor ?? null, action, channel ?? null, subject, detail ?? null],
      );
    },

    async list({ site, actor, action, subject, before, limit }) {
      const rows = await query(
        `select ${columns} from postern.audit where site = $1::text
          and ($2::text is null or actor = $2::text) and ($3::text is null or action = $3::text)
          and ($4::text is null or subject = $4::text)
          and ($5::text is null or (at, id) < ($5::text::timestamptz, $6::text))
        order by at desc, id desc limit $7::text::int`,
        [
          ...[site, actor ?? null, action ?? null, subject ?? null],
          ...[before?.at.toISOString() ?? null, before?.id ?? null, String(limit)],
        ],
      );
      return rows.map(entryOf);
    },

    async prune({ site, before, limit }) {
      const rows = await query(
        `delete from postern.audit where id = any (array(
          select id from postern.audit where site = $1::text and at < $2::text::timestamptz
          order by at, id limit $3::text::int
        )) returning id`,
        [site, before.toISOString(), String(limit)],
      );
      return rows.length;
    },
  };
}

function entryOf(row: Row): AuditEntry {
  return present({
    id: needText(row, 'id'),
    site: needText(row, 'site'),
    at: needDate(row, 'at'),
    actor: readText(row.actor),
    action: needText(row, 'action') as AuditEntry['action'],
    channel: readText(row.channel) as AuditEntry['channel'],
    subject: needText(row, 'subject'),
    detail: readText(row.detail),
  });
}
