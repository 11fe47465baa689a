import { type Channel, present, type Suppression, type SuppressionStore } from 'postern/adapter';
import type { Database } from '../drivers/database.ts';
import { prepared } from '../drivers/prepared.ts';
import { arrayOf, needDate, needText, type Row, readText, seconds } from '../drivers/values.ts';

// Two tables: `suppression` has one entry an address, of everything; `opt_out` the entries of topics, opt-outs and decisions, and,
// under the topic '', an opt-out of everything that stands beside another entry.

const columns = (topic: string) =>
  `s.site, s.channel, s.address, ${topic} as topic, s.reason, s.source, ${seconds('s.at')} as at`;
const ofEverything = `select ${columns('null')} from postern.suppression s`;
const ofTopics = `select ${columns(`nullif(s.topic, '')`)} from postern.opt_out s`;

const wanted = 'where s.site = $1::text and s.channel = $2::text';
const findSql = prepared(
  `${ofEverything} ${wanted} and s.address = any ($3::text[]) union all ${ofTopics} ${wanted} and s.address = any ($3::text[])`,
);

/** Of each statement's entries no two have one key. */
const given = `given as (
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]::timestamptz[])
    as g (site, channel, address, topic, reason, source, at)
)`;
const isGiven = 's.site = g.site and s.channel = g.channel and s.address = g.address';

const addOfTopic = `with ${given}
  insert into postern.opt_out select g.* from given g on conflict do nothing returning address`;

const addOptOut = `with ${given}, own as (
    insert into postern.suppression (site, channel, address, reason, source, at)
    select site, channel, address, reason, source, at from given
    on conflict (site, channel, address) do nothing returning address
  ), beside as (
    insert into postern.opt_out select g.* from given g
    where not exists (select from own)
      and not exists (select from postern.suppression s where ${isGiven} and s.reason = 'opted_out')
    on conflict do nothing returning address
  )
  select address from own union all select address from beside`;

// An opt-out that is there goes aside, so that it is still one when this entry is lifted.
const addOther = `with ${given}, aside as (
    insert into postern.opt_out select s.site, s.channel, s.address, '', s.reason, s.source, s.at
    from postern.suppression s, given g where ${isGiven} and s.reason = 'opted_out'
    on conflict do nothing
  )
  insert into postern.suppression as s (site, channel, address, reason, source, at)
  select site, channel, address, reason, source, at from given
  on conflict (site, channel, address) do update set reason = excluded.reason, source = excluded.source, at = excluded.at
    where s.reason = 'opted_out'
  returning address`;

const deleteSql = `with own as (
    delete from postern.suppression s ${wanted} and s.address = $3::text and $4::text = ''
      and ($5::text is null or s.reason = any ($5::text[])) returning s.address
  ), beside as (
    delete from postern.opt_out s ${wanted} and s.address = $3::text and s.topic = $4::text
      and ($5::text is null or s.reason = any ($5::text[])) returning s.address
  )
  select address from own union all select address from beside`;

type Query = Database['query'];

/** Each goes by the statement of its kind, once. */
async function addAll(query: Query, suppressions: readonly Suppression[]): Promise<number> {
  const kinds = new Map(
    [addOfTopic, addOptOut, addOther].map((sql) => [sql, new Map<string, Suppression>()]),
  );
  for (const entry of suppressions) {
    const { site, channel, address, topic, reason } = entry;
    const ofAll = reason === 'opted_out' ? addOptOut : addOther;
    const kind = kinds.get(topic === undefined ? ofAll : addOfTopic);
    const key = JSON.stringify([site, channel, address, topic, reason === 'opted_out']);
    if (!kind?.has(key)) kind?.set(key, entry);
  }
  let added = 0;
  for (const [sql, byKey] of kinds) {
    if (byKey.size === 0) continue;
    const entries = [...byKey.values()];
    const column = (of: (entry: Suppression) => string) => arrayOf(entries.map(of));
    const rows = await query(sql, [
      ...[column(({ site }) => site), column(({ channel }) => channel), column(({ address }) => address)],
      ...[column(({ topic = '' }) => topic), column(({ reason }) => reason), column(({ source }) => source)],
      column(({ at }) => at.toISOString()),
    ]);
    added += rows.length;
  }
  return added;
}

/** A page of one table, by an index of it. */
function pageSql(
  from: string,
  topic: string,
  { isOfReason, goesOn }: { readonly isOfReason: string; readonly goesOn: boolean },
): string {
  const order = ['s.at', 's.address', topic, 's.reason collate "C"'];
  const older = goesOn
    ? `and (${order.join(', ')}) < ($4::text::timestamptz, $5::text, $6::text, $7::text)`
    : '';
  const newestFirst = order.map((one) => `${one} desc`).join(', ');
  return `(${from} ${wanted} ${isOfReason} ${older} order by ${newestFirst} limit $3::text::int)`;
}

export function suppressionStore({ query }: Database): SuppressionStore {
  return {
    async find(site, channel, addresses) {
      if (addresses.length === 0) return [];
      const rows = await query(findSql, [site, channel, arrayOf(addresses)]);
      return rows.map(suppressionOf);
    },

    async list({ site, channel, before, reasons, limit }) {
      const last = before ? [before.at.toISOString(), before.address, before.topic ?? '', before.reason] : [];
      const values = [site, channel, String(limit), ...last];
      // A reason each, so that an index answers it in the list's order.
      const wantedReasons = reasons ? [...new Set(reasons)] : [undefined];
      const pages = wantedReasons.flatMap((reason) => {
        const isOfReason = reason === undefined ? '' : `and s.reason = $${values.push(reason)}::text`;
        return [
          pageSql(ofEverything, `(''::text collate "C")`, { isOfReason, goesOn: before !== undefined }),
          pageSql(ofTopics, 's.topic', { isOfReason, goesOn: before !== undefined }),
        ];
      });
      if (pages.length === 0) return [];
      const rows = await query(
        `select * from (${pages.join(' union all ')}) pages
        order by at desc, address collate "C" desc, coalesce(topic, '') collate "C" desc, reason collate "C" desc limit $3::text::int`,
        values,
      );
      return rows.map(suppressionOf);
    },

    async add(suppression) {
      return (await addAll(query, [suppression])) > 0;
    },

    addAll: (suppressions) => addAll(query, suppressions),

    async delete({ site, channel, address, topic = '' }, reasons) {
      const of = reasons ? `{${reasons.join(',')}}` : null;
      return (await query(deleteSql, [site, channel, address, topic, of])).length > 0;
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
    ...present({ topic: readText(row.topic) }),
  };
}
