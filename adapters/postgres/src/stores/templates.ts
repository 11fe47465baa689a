import {
  type Channel,
  type Priority,
  present,
  type StoredTemplate,
  type TemplateStore,
} from 'postern/adapter';
import type { Database } from '../drivers/database.ts';
import { needDate, needText, type Row, readText, seconds } from '../drivers/values.ts';

const columns = `site, channel, id, name, priority, topic, sender, subject, text, html, ${seconds('updated_at')} as updated_at`;

const insert = `insert into postern.template (site, channel, id, name, priority, topic, sender, subject, text, html, updated_at)
  values ($1::text, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, $10::text, $11::text::timestamptz)
  on conflict (site, channel, id) do nothing
  returning id`;

// A row written past this library may hold more than the milliseconds it is read in.
const readTime = `date_trunc('milliseconds', updated_at + interval '500 microseconds')`;

const replace = `update postern.template
  set name = $4::text, priority = $5::text, topic = $6::text, sender = $7::text, subject = $8::text, text = $9::text,
    html = $10::text, updated_at = $11::text::timestamptz
  where site = $1::text and channel = $2::text and id = $3::text and ${readTime} = $12::text::timestamptz
  returning id`;

export function templateStore({ query }: Database): TemplateStore {
  return {
    async find(site, channel, id) {
      const [row] = await query(
        `select ${columns} from postern.template where site = $1::text and channel = $2::text and id = $3::text`,
        [site, channel, id],
      );
      return row && templateOf(row);
    },

    async list(site, channel) {
      const rows = await query(
        `select ${columns} from postern.template where site = $1::text and channel = $2::text order by name, id`,
        [site, channel],
      );
      return rows.map(templateOf);
    },

    async save(
      { site, channel, id, name, priority, topic, sender, subject, text, html, updatedAt },
      replaces,
    ) {
      const own = [priority ?? null, topic ?? null, sender ?? null];
      const texts = [subject ?? null, text ?? null, html ?? null];
      const values = [site, channel, id, name, ...own, ...texts, updatedAt.toISOString()];
      const rows = await (replaces
        ? query(replace, [...values, replaces.toISOString()])
        : query(insert, values));
      return rows.length > 0;
    },

    async delete(site, channel, id, updatedAt) {
      const rows = await query(
        `delete from postern.template where site = $1::text and channel = $2::text and id = $3::text
          and ($4::text is null or ${readTime} = $4::text::timestamptz) returning id`,
        [site, channel, id, updatedAt?.toISOString() ?? null],
      );
      return rows.length > 0;
    },
  };
}

function templateOf(row: Row): StoredTemplate {
  return {
    id: needText(row, 'id'),
    site: needText(row, 'site'),
    channel: needText(row, 'channel') as Channel,
    name: needText(row, 'name'),
    updatedAt: needDate(row, 'updated_at'),
    ...present({
      priority: readText(row.priority) as Priority | undefined,
      topic: readText(row.topic),
      sender: readText(row.sender),
      subject: readText(row.subject),
      text: readText(row.text),
      html: readText(row.html),
    }),
  };
}
