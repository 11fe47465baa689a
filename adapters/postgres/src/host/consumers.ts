/*
 * Host: what of the host's own world is used. `consumers.ts` reads its table of customers, by keys compared in the columns'
 * own types (`column-keys.ts`) and names folded in SQL as the core folds them (`folding.ts`); `from-*.ts` make of other
 * libraries' transactions what `tx` takes.
 */

import {
  type ChannelRules,
  type Consumer,
  type ConsumerDirectory,
  channelRules,
  isMessagingError,
  MessagingError,
  normalizeSearch,
  present,
} from 'postern/adapter';
import type { Database, Query } from '../drivers/database.ts';
import { arrayOf, needText, type Row, readText } from '../drivers/values.ts';
import { type Keys, quoted, readKeys } from './column-keys.ts';
import { folded, foldingValues } from './folding.ts';

type AddressField = ChannelRules['consumerField'];

/** Where a host keeps its consumers: a table or view, and its columns. */
export interface ConsumerTable {
  /** `table` or `schema.table`. */
  readonly table: string;
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
  /** The column that holds what they read, such as `de` or `pt-BR`. */
  readonly locale?: string;
  /** The column that holds the site's id; without it, all sites have the same consumers. */
  readonly site?: string;
}

/** Every field in which a channel looks for a consumer's address; the option and the column read are called so too. */
const addressFields = Object.keys({
  email: true,
  phone: true,
} satisfies Readonly<Record<AddressField, true>>) as readonly AddressField[];
const addressList = addressFields.join(', ');

/** A directory over the host's own table, which is only read. @throws MessagingError `invalid_config` */
export function consumerDirectory(database: Database, options: ConsumerTable): ConsumerDirectory {
  const query: Query = (text, values) => database.query(text, values).catch(explain);
  const table = options.table.split('.').map(quoted).join('.');
  const id = `${quoted(options.id)}::text`;
  const name = `coalesce(${quoted(options.name)}::text, '')`;
  const optional = (column: string | undefined) =>
    column === undefined ? 'null::text' : `nullif(${quoted(column)}::text, '')`;
  const addresses = addressFields.map((field) => `${optional(options[field])} as ${field}`).join(', ');
  const columns = `${id} as id, ${name} as name, ${addresses}, ${optional(options.locale)} as locale`;

  let known: Promise<Keys> | undefined;
  const keysOf = () => {
    known ??= readKeys(query, table, options).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  /** Those of these ids that the column can hold. */
  const byIds = async (site: string, ids: readonly string[]): Promise<readonly Consumer[]> => {
    const keys = await keysOf();
    const fitting = ids.filter(keys.id.fits);
    if (fitting.length === 0 || !keys.site.fits(site)) return [];
    const rows = await query(
      `select ${columns} from ${table} where ${keys.site.among('$1')} and ${keys.id.among('$2')}`,
      [arrayOf([site]), arrayOf(fitting)],
    );
    return rows.map(consumerOf);
  };

  return {
    async find(site, wanted) {
      const [found] = await byIds(site, [wanted]);
      return found;
    },

    findMany: byIds,

    async search(site, { term, reachableBy, limit }) {
      const wanted = normalizeSearch(term);
      const keys = await keysOf();
      if (wanted === '' || !keys.site.fits(site)) return [];
      const rows = await query(
        `select id, name, ${addressList}, locale from (
          select c.*, least(${rank('folded_name')}, ${rank('folded_email')},
            case when strpos(regexp_replace(c.phone, '[^0-9]', '', 'g'), $3::text) > 0 then 2 end) as rank
          from (
            select c.*, ${folded('c.name', 6)} as folded_name, ${folded('c.email', 6)} as folded_email
            from (select ${columns} from ${table} where ${keys.site.among('$1')}) c
            where $4::text is null or case $4::text ${addressFields.map((field) => `when '${field}' then c.${field}`).join(' ')} end is not null
          ) c
        ) ranked where rank is not null order by rank, folded_name collate "C", id collate "C" limit $5::text::int`,
        [
          arrayOf([site]),
          wanted,
          digitsOf(wanted) ?? null,
          reachableBy ? channelRules[reachableBy].consumerField : null,
          String(limit),
          ...foldingValues,
        ],
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

/** 0: it begins so. 1: a word in it does. 2: it is somewhere. Null: it is not. */
function rank(text: string): string {
  return `case when strpos(${text}, $2::text) = 1 then 0 when strpos(${text}, ' ' || $2::text) > 0 then 1
    when strpos(${text}, $2::text) > 0 then 2 end`;
}

/** The digits of something written as a number; `undefined` where it is none. */
function digitsOf(text: string): string | undefined {
  return /^[\d\s()+./-]*\d[\d\s()+./-]*$/.test(text) ? text.replace(/\D/g, '') : undefined;
}

function consumerOf(row: Row): Consumer {
  const addresses: Readonly<Record<AddressField, string | undefined>> = {
    email: readText(row.email),
    phone: readText(row.phone),
  };
  const locale = readText(row.locale);
  return { id: needText(row, 'id'), name: needText(row, 'name'), ...present({ ...addresses, locale }) };
}
