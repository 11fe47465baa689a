import {
  type CodeIssued,
  type CodeLimits,
  type CodeSubject,
  type CodeTooSoon,
  codeMemoryMs,
  codeTooSoon,
  type OneTimeCode,
  present,
  type SenderStore,
  type Timed,
} from 'postern/adapter';
import type { Database, Query } from '../drivers/database.ts';
import { iso, needDate, needText, nowOr, type Row, seconds } from '../drivers/values.ts';

type Codes = Pick<SenderStore, 'issueCode' | 'codeStanding' | 'attemptCode' | 'useCode'>;

/** Senders' one-time codes, by the senders' ids. */
export function senderCodes(database: Database): Codes {
  const { query } = database;
  return {
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
