import {
  type Channel,
  type PartKind,
  type Priority,
  present,
  type StoredTemplate,
  type TemplateContent,
  type TemplateStore,
  type TemplateVersion,
  templateContent,
  templateVersionsKept,
} from 'postern/adapter';
import type { Database } from '../drivers/database.ts';
import { jsonOf, needDate, needText, type Row, readJson, readText, seconds } from '../drivers/values.ts';
import { templateDrafts } from './template-drafts.ts';

const columns = `site, channel, id, name, kind, priority, topic, sender, subject, text, html, language,
  translations::text as translations, sample::text as sample, version, actor, ${seconds('updated_at')} as updated_at`;

// A row written past this library may hold more than the milliseconds it is read in.
const readTime = `date_trunc('milliseconds', updated_at + interval '500 microseconds')`;

/** Whether the draft that it is made of, where it is of one, is still that. */
const ofDraft = `($15::text is null or exists (
  select from postern.template_draft
  where site = $1::text and channel = $2::text and id = $3::text and ${readTime} = $15::text::timestamptz
))`;

const insert = `insert into postern.template
  (site, channel, id, name, priority, topic, sender, subject, text, html, version, actor, updated_at, kind,
    language, translations, sample)
  select $1::text, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, $10::text,
    $11::text::integer, $12::text, $13::text::timestamptz, $16::text,
    $17::text, $18::text::json, $19::text::json
  where ${ofDraft}
  on conflict (site, channel, id) do nothing
  returning *`;

const replace = `update postern.template
  set name = $4::text, priority = $5::text, topic = $6::text, sender = $7::text, subject = $8::text, text = $9::text,
    html = $10::text, version = $11::text::integer, actor = $12::text, updated_at = $13::text::timestamptz,
    kind = $16::text, language = $17::text, translations = $18::text::json, sample = $19::text::json
  where site = $1::text and channel = $2::text and id = $3::text and ${readTime} = $20::text::timestamptz
    and ${ofDraft}
  returning *`;

/** With its version, and without those that are too old by it. */
function versioned(save: string): string {
  return `with saved as (${save}),
    kept as (
      insert into postern.template_version (site, channel, id, number, at, actor, content)
      select site, channel, id, version, updated_at, actor, $14::text::json from saved
    ),
    removed as (
      delete from postern.template_version v using saved s
      where v.site = s.site and v.channel = s.channel and v.id = s.id and v.number <= s.version - ${templateVersionsKept}
    ),
    published as (
      delete from postern.template_draft d using saved s
      where d.site = s.site and d.channel = s.channel and d.id = s.id and d.updated_at = $15::text::timestamptz
    )
    select id from saved`;
}

const versionColumns = `number, ${seconds('at')} as at, actor`;

export function templateStore(database: Database): TemplateStore {
  const { query } = database;
  return {
    ...templateDrafts(database),

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

    async save(template, replaces, draft) {
      const { site, channel, id, name, priority, topic, sender, subject, text, html } = template;
      const own = [priority ?? null, topic ?? null, sender ?? null];
      const texts = [subject ?? null, text ?? null, html ?? null];
      const { version, actor, updatedAt } = template;
      const saved = [
        String(version),
        actor ?? null,
        updatedAt.toISOString(),
        jsonOf(templateContent(template)),
      ];
      const made = [draft?.toISOString() ?? null, template.kind ?? null];
      const { language, translations, sample } = template;
      const more = [
        language ?? null,
        translations ? jsonOf(translations) : null,
        sample ? jsonOf(sample) : null,
      ];
      const values = [site, channel, id, name, ...own, ...texts, ...saved, ...made, ...more];
      const rows = await (replaces
        ? query(versioned(replace), [...values, replaces.toISOString()])
        : query(versioned(insert), values));
      return rows.length > 0;
    },

    async delete(site, channel, id, updatedAt) {
      const rows = await query(
        `with deleted as (
          delete from postern.template where site = $1::text and channel = $2::text and id = $3::text
            and ($4::text is null or ${readTime} = $4::text::timestamptz) returning site, channel, id
        ),
        drafts as (
          delete from postern.template_draft d using deleted o
          where d.site = o.site and d.channel = o.channel and d.id = o.id
        )
        select id from deleted`,
        [site, channel, id, updatedAt?.toISOString() ?? null],
      );
      return rows.length > 0;
    },

    async versions({ site, channel, id, before, limit }) {
      const rows = await query(
        `select ${versionColumns} from postern.template_version
        where site = $1::text and channel = $2::text and id = $3::text and ($4::text is null or number < $4::text::integer)
        order by number desc limit $5::text::integer`,
        [site, channel, id, before === undefined ? null : String(before), String(limit)],
      );
      return rows.map(versionOf);
    },

    async version({ site, channel, id }, number) {
      const [row] = await query(
        `select ${versionColumns}, content::text as content from postern.template_version
        where site = $1::text and channel = $2::text and id = $3::text and number = $4::text::integer`,
        [site, channel, id, String(number)],
      );
      // Written by `save`, of what it was given.
      return row && { ...versionOf(row), content: JSON.parse(needText(row, 'content')) as TemplateContent };
    },
  };
}

function versionOf(row: Row): TemplateVersion {
  return present({ number: Number(row.number), at: needDate(row, 'at'), actor: readText(row.actor) });
}

function templateOf(row: Row): StoredTemplate {
  return {
    id: needText(row, 'id'),
    site: needText(row, 'site'),
    channel: needText(row, 'channel') as Channel,
    name: needText(row, 'name'),
    version: Number(row.version),
    updatedAt: needDate(row, 'updated_at'),
    ...present({
      actor: readText(row.actor),
      kind: readText(row.kind) as PartKind | undefined,
      priority: readText(row.priority) as Priority | undefined,
      topic: readText(row.topic),
      sender: readText(row.sender),
      subject: readText(row.subject),
      text: readText(row.text),
      html: readText(row.html),
      language: readText(row.language),
      // Written by `save`, of what it was given.
      translations: readJson<NonNullable<StoredTemplate['translations']>>(row.translations),
      sample: readJson<NonNullable<StoredTemplate['sample']>>(row.sample),
    }),
  };
}
