import {
  type Channel,
  type Priority,
  present,
  type StoredTemplate,
  type TemplateStore,
} from 'postern/adapter';
import type { Database } from '../drivers/database.ts';
import { needDate, needText, type Row, readText, seconds } from '../drivers/values.ts';

const columns = `site, channel, id, name, priority, topic, subject, text, html, ${seconds('updated_at')} as updated_at`;

const insert = `insert into postern.template (site, channel, id, name, priority, topic, subject, text, html, updated_at)
  values ($1::text, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, $10::text::timestamptz)
  on conflict (site, channel, id) do nothing
  returning id`;

// A row written past this library may hold more than the milliseconds it is read in.
const readTime = `date_trunc('milliseconds', updated_at + interval '500 microseconds')`;

const replace = `update postern.template
  set name = $4::text, priority = $5::text, topic = $6::text, subject = $7::text, text = $8::text, html = $9::text,
    updated_at = $10::text::timestamptz
  where site = $1::text and channel = $2::text and id = $3::text and ${readTime} = $11::text::timestamptz
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

    async save({ site, channel, id, name, priority, topic, subject, text, html, updatedAt }, replaces) {
      const texts = [priority ?? null, topic ?? null, subject ?? null, text ?? null, html ?? null];
      const values = [site, channel, id, name, ...texts, updatedAt.toISOString()];
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
      subject: readText(row.subject),
      text: readText(row.text),
      html: readText(row.html),
    }),
  };
}
