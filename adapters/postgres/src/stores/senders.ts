/*
 * Stores: the small tables (senders and their codes, templates, suppressions, secrets, rate limits), a file each. A store is
 * a function of the `Database`; each method is one statement, or one short transaction where its contract needs more.
 */

import {
  type Channel,
  present,
  type RecordCheck,
  type SenderKind,
  type SenderPatch,
  type SenderRecord,
  type SenderSignature,
  type SenderStanding,
  type SenderStore,
  type ValidatedBy,
} from 'postern/adapter';
import type { Database } from '../drivers/database.ts';
import { prepared } from '../drivers/prepared.ts';
import {
  jsonOf,
  needDate,
  needText,
  type Row,
  readDate,
  readText,
  seconds,
  type Value,
} from '../drivers/values.ts';
import { senderCodes } from './sender-codes.ts';

/** The columns of a sender that may change, each with how it is written. */
const changeable = {
  kind: ['kind', 'text'],
  name: ['name', 'text'],
  address: ['address', 'text'],
  domain: ['domain', 'text'],
  addressValidatedAt: ['address_validated_at', 'timestamptz'],
  addressValidatedBy: ['address_validated_by', 'text'],
  addressConfirmedBy: ['address_confirmed_by', 'text'],
  domainValidatedAt: ['domain_validated_at', 'timestamptz'],
  domainCheckedAt: ['domain_checked_at', 'timestamptz'],
  domainChecks: ['domain_checks', 'json'],
  providerId: ['provider_id', 'text'],
  transport: ['transport', 'text'],
  standings: ['standings', 'json'],
  signature: ['signature', 'json'],
} as const satisfies Record<keyof SenderPatch, readonly [string, string]>;
const fields = Object.keys(changeable) as (keyof SenderPatch)[];

const columns = `id, site, channel, key, kind, name, address, domain, provider_id, address_validated_by, address_confirmed_by, revision, domain_checks::text as domain_checks,
  transport, standings::text as standings, signature::text as signature,
  ${seconds('created_at')} as created_at, ${seconds('address_validated_at')} as address_validated_at,
  ${seconds('domain_validated_at')} as domain_validated_at, ${seconds('domain_checked_at')} as domain_checked_at`;

const findSql = prepared(
  `select ${columns} from postern.sender where site = $1::text and channel = $2::text`,
);
// The place of the one by default is the channel, of another channel/key.
const namedSql = prepared(
  `select ${columns} from postern.sender where site = $1::text
    and channel in ($2::text, $2::text || '/' || $3::text) and coalesce(key, 'default') = $3::text`,
);
/** All places in a channel; '0' is what comes after '/'. */
const inChannel = `(channel = $2::text or (channel > $2::text || '/' and channel < $2::text || '0'))`;

function placeOf({ channel, key, byDefault }: Pick<SenderRecord, 'channel' | 'key' | 'byDefault'>): string {
  return byDefault ? channel : `${channel}/${key}`;
}

function senderOf(row: Row): SenderRecord {
  const checks = readText(row.domain_checks);
  const signature = readText(row.signature);
  const [channel, beside] = needText(row, 'channel').split('/');
  return present({
    id: needText(row, 'id'),
    site: needText(row, 'site'),
    channel: channel as Channel,
    key: readText(row.key) ?? 'default',
    byDefault: beside === undefined,
    kind: needText(row, 'kind') as SenderKind,
    name: needText(row, 'name'),
    address: needText(row, 'address'),
    createdAt: needDate(row, 'created_at'),
    revision: Number(row.revision),
    ...present({
      domain: readText(row.domain),
      addressValidatedAt: readDate(row.address_validated_at),
      addressValidatedBy: readText(row.address_validated_by) as ValidatedBy | undefined,
      addressConfirmedBy: readText(row.address_confirmed_by),
      domainValidatedAt: readDate(row.domain_validated_at),
      domainCheckedAt: readDate(row.domain_checked_at),
      providerId: readText(row.provider_id),
      transport: readText(row.transport),
      standings: standingsOf(readText(row.standings)),
    }),
    domainChecks: checks === undefined ? undefined : (JSON.parse(checks) as RecordCheck[]),
    signature: signature === undefined ? undefined : (JSON.parse(signature) as SenderSignature),
  });
}

const times: readonly (keyof SenderStanding)[] = [
  'addressValidatedAt',
  'domainValidatedAt',
  'domainCheckedAt',
];

/** As they were written, their times made times again. */
function standingsOf(text: string | undefined): SenderRecord['standings'] {
  if (text === undefined) return undefined;
  const standings: SenderRecord['standings'] = JSON.parse(text);
  for (const standing of Object.values(standings ?? {})) {
    for (const time of times) {
      const at: unknown = standing[time];
      if (typeof at === 'string') Object.assign(standing, { [time]: new Date(at) });
    }
  }
  return standings;
}

function written(value: SenderPatch[keyof SenderPatch]): Value {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : jsonOf(value);
}

export function senderStore(database: Database): SenderStore {
  const { query } = database;
  return {
    async find(site, channel) {
      const [row] = await query(findSql, [site, channel]);
      return row && senderOf(row);
    },

    async named(site, channel, key) {
      const [row] = await query(namedSql, [site, channel, key]);
      return row && senderOf(row);
    },

    async list(site, channel) {
      const rows = await query(
        `select ${columns} from postern.sender where site = $1::text and ${inChannel}
        order by postern.sender.channel`,
        [site, channel],
      );
      return rows.map(senderOf);
    },

    async insert(sender) {
      const rows = await query(
        `insert into postern.sender
          (id, site, channel, created_at, revision, key, ${fields.map((field) => changeable[field][0]).join(', ')})
        values ($1::text, $2::text, $3::text, $4::text::timestamptz, $5::text::int, $6::text,
          ${fields.map((field, index) => `$${index + 7}::text::${changeable[field][1]}`).join(', ')})
        on conflict do nothing returning id`,
        [
          sender.id,
          sender.site,
          placeOf(sender),
          sender.createdAt.toISOString(),
          String(sender.revision),
          sender.key,
          ...fields.map((field) => written(sender[field])),
        ],
      );
      return rows.length > 0;
    },

    async update({ site, channel, id, revision }, patch) {
      const given = fields.filter((field) => patch[field] !== undefined);
      const sets = given.map((field, index) => {
        const [column, type] = changeable[field];
        return `${column} = $${index + 5}::text::${type},`;
      });
      const [row] = await query(
        // A code goes with the address it was sent to.
        `with old as (
          select site as old_site, channel as old_channel, address as old_address from postern.sender
          where site = $1::text and ${inChannel} and id = $3::text and revision = $4::text::int for update
        ), changed as (
          update postern.sender set ${sets.join(' ')} revision = revision + 1 from old
          where site = old_site and channel = old_channel returning ${columns}, old_address
        ), code as (
          delete from postern.sender_code c using changed n
          where c.site = n.site and c.sender_id = n.id and n.address <> n.old_address
        )
        select * from changed`,
        [site, channel, id, String(revision), ...given.map((field) => written(patch[field]))],
      );
      return row && senderOf(row);
    },

    makeDefault: (site, channel, id) =>
      database.transaction(async (inside) => {
        // In the order of their ids, so that of two that do this none waits for the other in a circle.
        const rows = await inside(
          `select id, channel, coalesce(key, 'default') as key from postern.sender
          where site = $1::text and ${inChannel} order by id for update`,
          [site, channel],
        );
        if (!rows.some((row) => row.id === id)) return false;
        const before = rows.find((row) => row.channel === channel);
        if (before?.id === id) return true;
        const move = (who: Row, place: string) =>
          inside(
            `update postern.sender set channel = $4::text
            where site = $1::text and ${inChannel} and id = $3::text`,
            [site, channel, needText(who, 'id'), place],
          );
        if (before) await move(before, placeOf({ channel, key: needText(before, 'key'), byDefault: false }));
        await move({ id }, channel);
        return true;
      }),

    async othersInDomain({ id, site, domain }) {
      const other = (whose: string) =>
        `exists (select from postern.sender where domain = $1::text and id <> $2::text and ${whose})::text`;
      const [row] = await query(
        `select ${other('site = $3::text')} as in_site, ${other('site <> $3::text')} as across_sites`,
        [domain, id, site],
      );
      return { inSite: row?.in_site === 'true', acrossSites: row?.across_sites === 'true' };
    },

    async delete(site, channel, id) {
      const rows = await query(
        `with gone as (
          delete from postern.sender where site = $1::text and ${inChannel} and id = $3::text returning site, id
        ), code as (
          delete from postern.sender_code c using gone g where c.site = g.site and c.sender_id = g.id
        )
        select id from gone`,
        [site, channel, id],
      );
      return rows.length > 0;
    },

    ...senderCodes(database),
  };
}
