import {
  type Channel,
  channels,
  firstId,
  type HistoryQuery,
  type Message,
  type MessageContent,
  type MessageDetail,
  type MessageEvent,
  type MessageId,
  type MessageKey,
  type MessageStatus,
  messageStatuses,
  type ProviderKey,
  present,
  type StatusCounts,
} from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { needDate, needText, type Row, readDate, readText, seconds, type Value } from '../drivers/values.ts';
import { monthOf } from '../search/span.ts';
import { allLanesOf } from './lanes.ts';
import { contentOf, messageColumns, messageOf, statusColumn } from './message-row.ts';

const trouble: readonly MessageStatus[] = ['failed', 'undelivered', 'suppressed', 'canceled', 'unknown'];
const waiting: readonly MessageStatus[] = ['scheduled', 'queued', 'sending'];

/** Collects the values of a statement, answering the placeholder of each. */
class Values {
  readonly all: Value[] = [];

  add(value: string): string {
    this.all.push(value);
    return `$${this.all.length}::text`;
  }

  list(values: readonly string[]): string {
    return `(${this.add(`{${values.join(',')}}`)}::text[])`;
  }
}

/** What a page is looked for among: ids from one on, or up to one. */
type Span = { readonly from: string } | { readonly to: string };

/** The newest of a month that began some days ago are the page, mostly: then the partitions before it are not looked at. */
export async function list(query: Query, history: HistoryQuery): Promise<readonly Message[]> {
  const { before, limit } = history;
  if (limit < 1) return [];
  const start = before?.createdAt ?? new Date();
  const month = firstId('msg', monthOf(start));
  const newest = await page(query, history, { from: month });
  if (newest.length === limit) return newest;
  return [...newest, ...(await page(query, { ...history, limit: limit - newest.length }, { to: month }))];
}

/**
 * A page is the newest of several ordered pages, each read from an index from its end: a condition that is no prefix of
 * the index ("all channels", "all origins") would make the server sort, or read from the newest row on.
 */
async function page(query: Query, history: HistoryQuery, span: Span): Promise<readonly Message[]> {
  const { site, channel, origin, statuses, consumerId, reference, before, limit } = history;
  const values = new Values();
  const ofSite = values.add(site);
  const most = `${values.add(String(limit))}::int`;
  const older = before
    ? `and (m.created_at, m.id) < (${values.add(before.createdAt.toISOString())}::timestamptz, ${values.add(before.id)})`
    : '';
  const within = 'from' in span ? `m.id >= ${values.add(span.from)}` : `m.id < ${values.add(span.to)}`;
  const newest = (conditions: string, from = 'postern.message m') =>
    `(select m.* from ${from} where m.site = ${ofSite} and ${conditions} ${older} and ${within}
      order by m.created_at desc, m.id desc limit ${most})`;
  const withJob = 'postern.message m left join postern.message_job j on j.message_id = m.id';
  // Of our own words only, so that they can stand in the statement.
  const origins = (['web', 'sys'] as const).filter((one) => origin === undefined || one === origin);
  const inChannels = channels.filter((one) => channel === undefined || one === channel);
  const ofOrigin = origin ? `and m.origin = '${origins[0]}'` : '';

  const pages: string[] = [];
  if (consumerId !== undefined || reference !== undefined) {
    const ofChannel = channel ? `and m.channel = ${values.add(channel)}` : '';
    const standing = statuses ? `and ${statusColumn} = any ${values.list(statuses)}` : '';
    const theirs = [
      ...(consumerId === undefined ? [] : [`m.consumer_id = ${values.add(consumerId)}`]),
      ...(reference === undefined ? [] : [`m.reference = ${values.add(reference)}`]),
    ];
    pages.push(newest(`${theirs.join(' and ')} ${ofChannel} ${ofOrigin} ${standing}`, withJob));
  } else {
    const ordinary = statuses?.filter((status) => !trouble.includes(status) && !waiting.includes(status));
    const standing = ordinary?.length ? `and m.status = any ${values.list(ordinary)}` : '';
    for (const one of inChannels) {
      const ofChannel = `m.channel = '${one}'`;
      if (!ordinary || ordinary.length > 0)
        pages.push(...origins.map((by) => newest(`${ofChannel} and m.origin = '${by}' ${standing}`)));
      for (const status of statuses ?? [])
        if (trouble.includes(status))
          pages.push(newest(`${ofChannel} and m.trouble = '${status}' ${ofOrigin}`));
    }
    const pending = statuses?.filter((status) => waiting.includes(status)) ?? [];
    if (pending.length > 0)
      pages.push(
        newest(`j.site = ${ofSite} and ${waitingIn(values, inChannels, pending, ofOrigin)}`, withJobInner),
      );
  }
  const rows = await query(
    `select ${messageColumns} from (
      select * from (${pages.join(' union all ')}) pages order by created_at desc, id desc limit ${most}
    ) m
    left join postern.message_job j on j.message_id = m.id order by m.created_at desc, m.id desc`,
    values.all,
  );
  return rows.map(messageOf);
}

const withJobInner = 'postern.message_job j join postern.message m on m.id = j.message_id';

function waitingIn(
  values: Values,
  inChannels: readonly Channel[],
  statuses: readonly MessageStatus[],
  ofOrigin: string,
): string {
  const lanes = inChannels.flatMap(allLanesOf);
  return `j.lane = any ${values.list(lanes)} and ${statusColumn} = any ${values.list(statuses)} ${ofOrigin}`;
}

export async function find(
  query: Query,
  { site, channel, id }: MessageKey,
): Promise<MessageDetail | undefined> {
  const [row] = await query(
    `select ${messageColumns}, c.message_id as kept, c.text, c.rest, m.recorded_as, m.recorded_detail, m.settled_detail,
      ${seconds('m.recorded_at')} as recorded_at, ${seconds('m.settled_at')} as settled_at,
      ${seconds('case when j.lease_token is not null then j.claimed_at else m.sending_at end')} as sending_at
    from postern.message m
    left join postern.message_job j on j.message_id = m.id
    left join postern.message_content c on c.message_id = m.id and not m.confidential
    where m.id = $1::text and m.site = $2::text and ($3::text is null or m.channel = $3::text)`,
    [id, site, channel ?? null],
  );
  if (!row) return undefined;
  const events = await query(
    `select ${seconds('at')} as at, type, status, attempt, detail, actor from postern.message_event
    where message_id = $1::text order by seq`,
    [id],
  );
  const message = messageOf(row);
  const content = row.kept === null ? undefined : contentOf(row.text, row.rest);
  return present({
    ...message,
    content: content && !('sealed' in content) ? (content satisfies MessageContent) : undefined,
    events: [...firstEvent(row), ...events.map(eventOf), ...lastEvents(row, message.attempts)],
  });
}

function eventOf(row: Row): MessageEvent {
  return {
    at: needDate(row, 'at'),
    type: needText(row, 'type') as MessageEvent['type'],
    status: needText(row, 'status') as MessageStatus,
    attempt: Number(row.attempt),
    ...present({ detail: readText(row.detail), actor: readText(row.actor) }),
  };
}

function firstEvent(row: Row): readonly MessageEvent[] {
  const type = needText(row, 'recorded_as') as 'queued' | 'scheduled' | 'suppressed';
  const detail = present({ detail: readText(row.recorded_detail) });
  return [{ at: needDate(row, 'recorded_at'), type, status: type, attempt: 0, ...detail }];
}

/** Those that are kept in columns until another follows. */
function lastEvents(row: Row, attempt: number): readonly MessageEvent[] {
  const sending = readDate(row.sending_at);
  const sent = readDate(row.settled_at);
  const detail = present({ detail: readText(row.settled_detail) });
  return [
    ...(sending ? [{ at: sending, type: 'sending', status: 'sending', attempt } as const] : []),
    ...(sent ? [{ at: sent, type: 'sent', status: 'sent', attempt, ...detail } as const] : []),
  ];
}

const none = Object.fromEntries(messageStatuses.map((status) => [status, 0])) as Record<
  MessageStatus,
  number
>;

/** What has ended is counted when it ends; what waits is counted here. */
const tally = (since: string) => `
  select day, status, sum(count) as count from postern.message_count
  where site = $1::text and channel = $2::text ${since} group by day, status
  union all
  select day, case when lease_token is null then status else 'sending' end, count(*) from postern.message_job
  where site = $1::text and lane in ($2::text, $2::text || '/alone') ${since} group by 1, 2`;

/** @see MessageStore.holdersOf */
export async function holdersOf(
  query: Query,
  { channel, transport, providerId }: ProviderKey,
): Promise<readonly MessageId[]> {
  const rows = await query(
    `select id from postern.message where findable_as = $1::text and channel = $2::text
      and (transport = $3::text or transport is null) limit 100`,
    [providerId, channel, transport],
  );
  return rows.map((row) => needText(row, 'id'));
}

export async function counts(query: Query, site: string, channel: Channel): Promise<StatusCounts> {
  const rows = await query(`select status, sum(count)::text as count from (${tally('')}) t group by status`, [
    site,
    channel,
  ]);
  return countsOf(rows);
}

/** @see MessageStore.siteOf */
export async function siteOf(query: Query, id: MessageId): Promise<string | undefined> {
  const [row] = await query('select site from postern.message where id = $1::text', [id]);
  return row && needText(row, 'site');
}

/** @see MessageStore.countSealed */
export async function countSealed(query: Query, createdBefore: Date): Promise<number> {
  const old = 'm.confidential and m.created_at < $1::text::timestamptz';
  const [row] = await query(
    `select ((select count(*) from ${withJobInner} where ${old})
      + (select count(*) from postern.message m where m.trouble = 'unknown' and ${old}
          and not exists (select 1 from postern.message_job j where j.message_id = m.id)))::text as count`,
    [createdBefore.toISOString()],
  );
  return Number(row?.count);
}

export async function daily(
  query: Query,
  site: string,
  channel: Channel,
  since: string,
): Promise<readonly { readonly day: string; readonly counts: StatusCounts }[]> {
  const rows = await query(
    `select to_char(day, 'YYYY-MM-DD') as day, status, sum(count)::text as count
    from (${tally('and day >= $3::text::date')}) t group by day, status having sum(count) <> 0 order by day`,
    [site, channel, since],
  );
  const days = new Map<string, Row[]>();
  for (const row of rows) {
    const day = needText(row, 'day');
    days.set(day, [...(days.get(day) ?? []), row]);
  }
  return [...days].map(([day, ofDay]) => ({ day, counts: countsOf(ofDay) }));
}

function countsOf(rows: readonly Row[]): StatusCounts {
  const all = { ...none };
  for (const row of rows) all[needText(row, 'status') as MessageStatus] += Number(row.count);
  return all;
}
