import { MessagingError } from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { readText } from '../drivers/values.ts';

/** How a column is compared with values from outside. */
interface Key {
  /** Whether the column can hold it: what cannot be there is not found, and never an error in the host's transaction. */
  readonly fits: (value: string) => boolean;
  /** SQL: the column is one of the array in that parameter. */
  readonly among: (parameter: string) => string;
}

export interface Keys {
  readonly id: Key;
  readonly site: Key;
}

const whole = (bits: bigint) => (value: string) =>
  /^(0|-?[1-9]\d{0,18})$/.test(value) && BigInt(value) >= -(2n ** bits) && BigInt(value) < 2n ** bits;
const anything = () => true;

/** Compared in the column's own type, as its index has it; in the one form in which that type is written. */
const ownTypes: Readonly<Record<string, Key['fits']>> = {
  text: anything,
  varchar: anything,
  bpchar: anything,
  citext: anything,
  int2: whole(15n),
  int4: whole(31n),
  int8: whole(63n),
  uuid: (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
};

/** Looks at the host's table once. @throws MessagingError `invalid_config` where there is none */
export async function readKeys(
  query: Query,
  table: string,
  { id, site }: { readonly id: string; readonly site?: string },
): Promise<Keys> {
  const rows = await query(
    `select a.attname::text as name, quote_ident(n.nspname) || '.' || quote_ident(t.typname) as type, t.typname::text as plain
    from pg_attribute a join pg_type d on d.oid = a.atttypid
    join pg_type t on t.oid = case d.typtype when 'd' then d.typbasetype else d.oid end
    join pg_namespace n on n.oid = t.typnamespace
    where a.attrelid = to_regclass($1::text) and a.attnum > 0 and not a.attisdropped`,
    [table],
  );
  const keyOf = (column: string): Key => {
    const row = rows.find(({ name }) => name === column);
    if (!row) throw missingColumn();
    const text = `${quoted(column)}::text`;
    const fits = ownTypes[readText(row.plain) ?? ''];
    // Of a type that is not known here every row is read.
    if (!fits) return { fits: anything, among: (parameter) => `${text} = any (${parameter}::text[])` };
    // The text besides: a type may take for equal what is not the same (case, trailing blanks).
    return {
      fits,
      among: (parameter) =>
        `${quoted(column)} = any (${parameter}::text[]::${readText(row.type)}[]) and ${text} = any (${parameter}::text[])`,
    };
  };
  const everySite: Key = { fits: anything, among: (parameter) => `${parameter}::text[] is not null` };
  return { id: keyOf(id), site: site === undefined ? everySite : keyOf(site) };
}

export function quoted(name: string): string {
  if (typeof name === 'string' && name !== '' && !name.includes('\u0000'))
    return `"${name.replaceAll('"', '""')}"`;
  throw new MessagingError('invalid_config', 'A table or column of the consumers has no usable name.');
}

function missingColumn(): MessagingError {
  return new MessagingError(
    'invalid_config',
    'The table of the consumers, or a column of it, does not exist.',
  );
}
