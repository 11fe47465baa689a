/*
 * Stores: the small tables (senders and their codes, templates, suppressions, secrets, rate limits), a file each. A store is
 * a function of the `Database`; each method is one statement, or one short transaction where its contract needs more.
 */

import {
  type Channel,
  type CodeIssued,
  type CodeLimits,
  type CodeSubject,
  type CodeTooSoon,
  codeMemoryMs,
  codeTooSoon,
  type OneTimeCode,
  present,
  type RecordCheck,
  type SenderKind,
  type SenderPatch,
  type SenderRecord,
  type SenderStanding,
  type SenderStore,
  type Timed,
  type ValidatedBy,
} from 'postern/adapter';
import type { Database, Query } from '../drivers/database.ts';
import { prepared } from '../drivers/prepared.ts';
import {
  iso,
  jsonOf,
  needDate,
  needText,
  nowOr,
  type Row,
  readDate,
  readText,
  seconds,
  type Value,
} from '../drivers/values.ts';

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
} as const satisfies Record<keyof SenderPatch, readonly [string, string]>;
const fields = Object.keys(changeable) as (keyof SenderPatch)[];

const columns = `id, site, channel, kind, name, address, domain, provider_id, address_validated_by, address_confirmed_by, revision, domain_checks::text as domain_checks,
  transport, standings::text as standings,
  ${seconds('created_at')} as created_at, ${seconds('address_validated_at')} as address_validated_at,
  ${seconds('domain_validated_at')} as domain_validated_at, ${seconds('domain_checked_at')} as domain_checked_at`;

const findSql = prepared(
  `select ${columns} from postern.sender where site = $1::text and channel = $2::text`,
);

function senderOf(row: Row): SenderRecord {
  const checks = readText(row.domain_checks);
  return present({
    id: needText(row, 'id'),
    site: needText(row, 'site'),
    channel: needText(row, 'channel') as Channel,
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

    async insert(sender) {
      const rows = await query(
        `insert into postern.sender
          (id, site, channel, created_at, revision, ${fields.map((field) => changeable[field][0]).join(', ')})
        values ($1::text, $2::text, $3::text, $4::text::timestamptz, $5::text::int,
          ${fields.map((field, index) => `$${index + 6}::text::${changeable[field][1]}`).join(', ')})
        on conflict (site, channel) do nothing returning id`,
        [
          sender.id,
          sender.site,
          sender.channel,
          sender.createdAt.toISOString(),
          String(sender.revision),
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
          where site = $1::text and channel = $2::text and id = $3::text and revision = $4::text::int for update
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

    async othersInDomain(domain, exceptSenderId) {
      const rows = await query(
        'select id from postern.sender where domain = $1::text and id <> $2::text limit 1',
        [domain, exceptSenderId],
      );
      return rows.length > 0;
    },

    async delete(site, channel, id) {
      const rows = await query(
        `with gone as (
          delete from postern.sender where site = $1::text and channel = $2::text and id = $3::text returning site, id
        ), code as (
          delete from postern.sender_code c using gone g where c.site = g.site and c.sender_id = g.id
        )
        select id from gone`,
        [site, channel, id],
      );
      return rows.length > 0;
    },

    issueCode: (code, limits) => database.transaction((inside) => issueCode(inside, code, limits)),

    async codeStanding(subject, limits) {
      const now = await timeOf(query, limits);
      const [row] = await query(
        `select ${seconds('expires_at')} as expires_at, attempts from postern.sender_code
        where site = $1::text and sender_id = $2::text and expires_at > $3::text::timestamptz`,
        [subject.site, subject.senderId, now.toISOString()],
      );
      const code = row && { expiresAt: needDate(row, 'expires_at'), attempts: Number(row.attempts) };
      return present({ code, tooSoon: await tooSoon(query, subject, { ...limits, now }) });
    },

    async attemptCode(site, senderId, { maxAttempts, now }) {
      const [row] = await query(
        `update postern.sender_code set attempts = attempts + 1
        where site = $1::text and sender_id = $2::text and attempts < $3::text::int and expires_at > ${nowOr('$4')}
        returning code_id, mac, attempts`,
        [site, senderId, String(maxAttempts), iso(now) ?? null],
      );
      if (!row) return { kind: 'none' };
      const attemptsLeft = maxAttempts - Number(row.attempts);
      return { kind: 'open', codeId: needText(row, 'code_id'), mac: needText(row, 'mac'), attemptsLeft };
    },

    async useCode(site, senderId, codeId) {
      const rows = await query(
        `delete from postern.sender_code
        where site = $1::text and sender_id = $2::text and code_id = $3::text returning code_id`,
        [site, senderId, codeId],
      );
      return rows.length > 0;
    },
  };
}

async function issueCode(
  query: Query,
  code: OneTimeCode,
  limits: CodeLimits & { readonly ttlMs: number },
): Promise<CodeIssued> {
  const { site, senderId, codeId, mac, addressMac } = code;
  // One after the other for each address and for each site: what the limits say must still hold when the code is counted. All
  // take the address first, so that none waits for another in a circle.
  for (const lock of [`address ${addressMac}`, `site ${site}`]) {
    await query(`select pg_advisory_xact_lock(hashtextextended('postern.sender_code ' || $1::text, 0))`, [
      lock,
    ]);
  }
  const now = await timeOf(query, limits);
  const since = new Date(now.getTime() - codeMemoryMs(limits)).toISOString();
  await query('delete from postern.sender_code_sent where site = $1::text and at <= $2::text::timestamptz', [
    site,
    since,
  ]);
  const refusal = await tooSoon(query, code, { ...limits, now });
  if (refusal) return refusal;
  const expiresAt = new Date(now.getTime() + limits.ttlMs);
  await query(
    `with counted as (
      insert into postern.sender_code_sent (site, sender_id, address_mac, at)
      values ($1::text, $2::text, $7::text, $6::text::timestamptz)
    )
    insert into postern.sender_code (site, sender_id, code_id, mac, expires_at)
    values ($1::text, $2::text, $3::text, $4::text, $5::text::timestamptz)
    on conflict (site, sender_id) do update set code_id = excluded.code_id, mac = excluded.mac,
      expires_at = excluded.expires_at, attempts = 0`,
    [site, senderId, codeId, mac, expiresAt.toISOString(), now.toISOString(), addressMac],
  );
  return { kind: 'issued', expiresAt };
}

async function timeOf(query: Query, { now }: Timed): Promise<Date> {
  const [clock] = await query(`select ${seconds(nowOr('$1'))} as now`, [iso(now) ?? null]);
  return needDate(clock ?? {}, 'now');
}

async function tooSoon(
  query: Query,
  { site, addressMac }: CodeSubject,
  limits: CodeLimits & { readonly now: Date },
): Promise<CodeTooSoon | undefined> {
  const since = new Date(limits.now.getTime() - codeMemoryMs(limits)).toISOString();
  const sent = await query(
    `select site, address_mac, ${seconds('at')} as at from postern.sender_code_sent
    where (site = $1::text or address_mac = $2::text) and at > $3::text::timestamptz
    order by postern.sender_code_sent.at desc`,
    [site, addressMac, since],
  );
  const times = (of: readonly Row[]) => of.map((row) => needDate(row, 'at').getTime());
  const sentOnes = {
    toAddress: times(sent.filter((row) => row.address_mac === addressMac)),
    bySite: times(sent.filter((row) => row.site === site)),
  };
  return codeTooSoon(sentOnes, limits, limits.now.getTime());
}
