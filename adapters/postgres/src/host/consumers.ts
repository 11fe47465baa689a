import {
  type Consumer,
  type ConsumerDirectory,
  isMessagingError,
  MessagingError,
  normalizeSearch,
} from 'postern';
import type { Database, Query } from '../drivers/database.ts';
import { arrayOf, needText, present, type Row, readText } from '../drivers/values.ts';

/** Where a host keeps its consumers: a table or view, and its columns. */
export interface ConsumerTable {
  /** `table` or `schema.table`. */
  readonly table: string;
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
  /** The column that holds the site's id; without it, all sites have the same consumers. */
  readonly site?: string;
}

/** A directory over the host's own table, which is only read. @throws MessagingError `invalid_config` */
export function consumerDirectory(database: Database, options: ConsumerTable): ConsumerDirectory {
  const query: Query = (text, values) => database.query(text, values).catch(explain);
  const table = options.table.split('.').map(quoted).join('.');
  const id = `${quoted(options.id)}::text`;
  const name = `coalesce(${quoted(options.name)}::text, '')`;
  const optional = (column: string | undefined) =>
    column === undefined ? 'null::text' : `nullif(${quoted(column)}::text, '')`;
  const columns = `${id} as id, ${name} as name, ${optional(options.email)} as email, ${optional(options.phone)} as phone`;
  const ofSite =
    options.site === undefined ? '$1::text is not null' : `${quoted(options.site)}::text = $1::text`;

  return {
    async get(site, wanted) {
      const [row] = await query(`select ${columns} from ${table} where ${ofSite} and ${id} = $2::text`, [
        site,
        wanted,
      ]);
      return row && consumerOf(row);
    },

    async getMany(site, ids) {
      const rows = await query(
        `select ${columns} from ${table} where ${ofSite} and ${id} = any ($2::text[])`,
        [site, arrayOf(ids) ?? '{}'],
      );
      return rows.map(consumerOf);
    },

    async search(site, { term, reachableBy, limit }) {
      const wanted = normalizeSearch(term);
      if (wanted === '') return [];
      const rows = await query(
        `select id, name, email, phone from (
          select c.*, least(${rank(plain('c.name'))}, ${rank(plain('c.email'))},
            case when strpos(regexp_replace(c.phone, '\\D', '', 'g'), $3::text) > 0 then 2 end) as rank
          from (select ${columns} from ${table} where ${ofSite}) c
          where $4::text is null or case $4::text when 'email' then c.email else c.phone end is not null
        ) ranked where rank is not null order by rank, lower(name), id limit $5::text::int`,
        [site, wanted, digitsOf(wanted) ?? null, reachableBy ?? null, String(limit)],
      );
      return rows.map(consumerOf);
    },
  };
}

/** What is missing here is the host's. */
function explain(error: unknown): never {
  if (!isMessagingError(error) || error.code !== 'storage_not_ready') throw error;
  throw new MessagingError(
    'invalid_config',
    'The table of the consumers, or a column of it, does not exist.',
    {
      cause: error.cause,
    },
  );
}

/** A column in the form that `normalizeSearch` gives a term; most texts are ASCII and need no more than lower case. */
function plain(column: string): string {
  const folded = `replace(replace(replace(
    translate(lower(normalize(regexp_replace(normalize(${column}, nfkd), '[\\u0300-\\u036f]', '', 'g'), nfc)), 'łøđı', 'lodi'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')`;
  return `case when octet_length(${column}) = char_length(${column}) then lower(${column}) else ${folded} end`;
}

/** 0: it begins so. 1: a word in it does. 2: it is somewhere. Null: it is not. */
function rank(text: string): string {
  return `(select case when strpos(t, $2::text) = 1 then 0 when strpos(t, ' ' || $2::text) > 0 then 1
    when strpos(t, $2::text) > 0 then 2 end from (select ${text} as t) one)`;
}

/** The digits of something written as a number; `undefined` where it is none. */
function digitsOf(text: string): string | undefined {
  return /^[\d\s()+./-]*\d[\d\s()+./-]*$/.test(text) ? text.replace(/\D/g, '') : undefined;
}

function quoted(name: string): string {
  if (name !== '' && !name.includes('\u0000')) return `"${name.replaceAll('"', '""')}"`;
  throw new MessagingError('invalid_config', 'A table or column of the consumers has no usable name.');
}

function consumerOf(row: Row): Consumer {
  return {
    id: needText(row, 'id'),
    name: needText(row, 'name'),
    ...present({ email: readText(row.email), phone: readText(row.phone) }),
  };
}
