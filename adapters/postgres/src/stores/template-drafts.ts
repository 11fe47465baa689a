import {
  type Channel,
  draftContent,
  present,
  type StoredTemplateDraft,
  type TemplateContent,
  type TemplateStore,
} from 'postern/adapter';
import type { Database } from '../drivers/database.ts';
import { jsonOf, needDate, needText, type Row, readText, seconds } from '../drivers/values.ts';

const columns = `site, channel, id, based_on, actor, ${seconds('updated_at')} as updated_at, content::text as content`;
const ofKey = 'site = $1::text and channel = $2::text and id = $3::text';

const insert = `insert into postern.template_draft (site, channel, id, name, based_on, actor, updated_at, content)
  values ($1::text, $2::text, $3::text, $4::text, $5::text::integer, $6::text, $7::text::timestamptz, $8::text::json)
  on conflict (site, channel, id) do nothing
  returning id`;

const replace = `update postern.template_draft
  set name = $4::text, based_on = $5::text::integer, actor = $6::text, updated_at = $7::text::timestamptz, content = $8::text::json
  where ${ofKey} and updated_at = $9::text::timestamptz
  returning id`;

/** What is not published yet. */
export function templateDrafts({
  query,
}: Database): Pick<TemplateStore, 'findDraft' | 'drafts' | 'saveDraft' | 'deleteDraft'> {
  return {
    async findDraft(site, channel, id) {
      const [row] = await query(`select ${columns} from postern.template_draft where ${ofKey}`, [
        site,
        channel,
        id,
      ]);
      return row && draftOf(row);
    },

    async drafts(site, channel) {
      const rows = await query(
        `select ${columns} from postern.template_draft where site = $1::text and channel = $2::text order by name, id`,
        [site, channel],
      );
      return rows.map(draftOf);
    },

    async saveDraft(draft, replaces) {
      const { site, channel, id, name, basedOn, actor, updatedAt } = draft;
      const values = [site, channel, id, name, String(basedOn), actor ?? null, updatedAt.toISOString()];
      const content = jsonOf(draftContent(draft));
      const rows = await (replaces
        ? query(replace, [...values, content, replaces.toISOString()])
        : query(insert, [...values, content]));
      return rows.length > 0;
    },

    async deleteDraft(site, channel, id, updatedAt) {
      const rows = await query(
        `delete from postern.template_draft
        where ${ofKey} and ($4::text is null or updated_at = $4::text::timestamptz) returning id`,
        [site, channel, id, updatedAt?.toISOString() ?? null],
      );
      return rows.length > 0;
    },
  };
}

function draftOf(row: Row): StoredTemplateDraft {
  return {
    // Written by `saveDraft`, of what it was given.
    ...(JSON.parse(needText(row, 'content')) as TemplateContent),
    site: needText(row, 'site'),
    channel: needText(row, 'channel') as Channel,
    id: needText(row, 'id'),
    basedOn: Number(row.based_on),
    updatedAt: needDate(row, 'updated_at'),
    ...present({ actor: readText(row.actor) }),
  };
}
