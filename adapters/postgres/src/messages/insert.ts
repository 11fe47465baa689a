import {
  type Inserted,
  type KeyHolder,
  type MessageStatus,
  MessagingError,
  type NewMessage,
  storableText,
  type Timed,
} from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { type Given, rowStatement } from '../drivers/given-rows.ts';
import { arrayOf, iso, jsonOf, needText } from '../drivers/values.ts';
import { tellSubscriptions, wasTold } from '../inbox/tell.ts';
import { byPart, type CurrentPart } from './current-part.ts';
import { laneSql } from './lanes.ts';
import { contentColumns, statusColumn } from './message-row.ts';

/** A message with the time it is recorded at, where that is not the server's. */
export interface Entry {
  readonly message: NewMessage;
  readonly now: Timed['now'];
}

/** What is given for each message. */
const columns: Given<Entry & { readonly content: ReturnType<typeof contentColumns> }> = {
  id: ({ message }) => message.id,
  site: ({ message }) => message.site,
  channel: ({ message }) => message.channel,
  origin: ({ message }) => message.origin,
  status: ({ message }) => message.status,
  priority: ({ message }) => message.priority,
  to_address: ({ message }) => message.to.address,
  to_name: ({ message }) => message.to.name,
  consumer_id: ({ message }) => message.to.consumerId,
  sender_address: ({ message }) => message.sender.address,
  sender_name: ({ message }) => message.sender.name,
  template_id: ({ message }) => message.template?.id,
  template_name: ({ message }) => message.template?.name,
  subject: ({ message }) => message.subject,
  preview: ({ message }) => message.preview,
  created_at: ({ message }) => iso(message.createdAt),
  scheduled_at: ({ message }) => iso(message.scheduledAt),
  due_at: ({ message }) => iso(message.dueAt),
  expires_at: ({ message }) => iso(message.expiresAt),
  actor: ({ message }) => message.actor,
  reference: ({ message }) => message.reference,
  batch: ({ message }) => message.batch,
  metadata: ({ message }) => message.metadata && jsonOf(message.metadata),
  topic: ({ message }) => message.topic,
  essential: ({ message }) => message.essential && 'true',
  traceparent: ({ message }) => message.traceparent,
  confidential: ({ message }) => String(message.confidential),
  idempotency_key: ({ message }) => message.idempotencyKey,
  fingerprint: ({ message }) => message.fingerprint,
  detail: ({ message }) => message.detail,
  now: ({ now }) => iso(now),
  text: ({ content }) => content.text,
  rest: ({ content }) => content.rest,
};

// The server's clock, cut to the milliseconds that are stored: rounded up, what is due at once would not be due yet.
const serverNow = `date_trunc('milliseconds', clock_timestamp())`;

const input = (rows: string) => `input as materialized (
  select ${Object.keys(columns)
    .map((name) => `i.${name}`)
    .join(', ')},
    i.created_at::timestamptz as created, coalesce(i.now::timestamptz, ${serverNow}) as recorded,
    (i.created_at::timestamptz at time zone 'UTC')::date as day
  from ${rows}
)`;

/** The row of `message`; what never ends before it begins has no status there. */
const insertMessage = (part: string) => `insert into postern.message${part} (
    id, site, channel, origin, status, priority, to_address, to_name, consumer_id, sender_address, sender_name,
    template_id, template_name, subject, preview, created_at, scheduled_at, expires_at, actor, reference, batch, metadata, topic,
    essential, traceparent, confidential, idempotency_key, fingerprint, recorded_at, recorded_as, recorded_detail)
  select id, site, channel, origin, case when status = 'suppressed' then status end, priority, to_address, to_name, consumer_id,
    sender_address, sender_name, template_id, template_name, subject, preview, created, scheduled_at::timestamptz,
    expires_at::timestamptz, actor, reference, batch, metadata::json, topic, essential::boolean, traceparent, confidential::boolean, idempotency_key, fingerprint, recorded, status, detail
  from input`;

/** Everything that belongs to the messages of `source`. */
const insertRest = (part: string, source: string) => `
  content as (insert into postern.message_content${part} (message_id, text, rest) select id, text, rest from ${source}),
  job as (insert into postern.message_job (message_id, site, lane, status, day, due_at, expires_at)
    select id, site, ${laneSql({ channel: 'channel', priority: 'priority', waits: 'due_at::timestamptz > recorded' })},
      status, day, coalesce(due_at::timestamptz, recorded), expires_at::timestamptz
    from ${source} where status <> 'suppressed'),
  unsearched as (insert into postern.message_unsearched (site, created_at, message_id)
    select site, created, id from ${source}),
  counted as (insert into postern.message_count (site, channel, day, status, count)
    select site, channel, day, status, count(*) from ${source} where status = 'suppressed' group by 1, 2, 3, 4),
  ${tellSubscriptions(
    `(select id as message_id, site, 1 as part, recorded as at, status as type, status, 0 as attempt, detail from ${source})`,
  )}`;

const insertAll = byPart((part) =>
  rowStatement(
    columns,
    0,
    (rows) => `with ${input(rows)}, ${insertRest(part, 'input')} ${insertMessage(part)} where ${wasTold}`,
  ),
);
// A trigger keeps those from being stored whose idempotency keys are taken.
const insertNew = byPart((part) =>
  rowStatement(
    columns,
    0,
    (rows) => `with ${input(rows)}, stored as (${insertMessage(part)} returning id),
    fresh as materialized (select input.* from input join stored using (id)),
    ${insertRest(part, 'fresh')} select id from stored where ${wasTold}`,
  ),
);

/** Writes messages in one statement: all or none. */
export async function insertEntries(
  query: Query,
  current: CurrentPart,
  entries: readonly Entry[],
): Promise<readonly Inserted[]> {
  if (entries.length === 0) return [];
  const part = await current.suffixOf(entries.map(({ message }) => message.id));
  if (entries.some(({ message }) => message.idempotencyKey !== undefined))
    return insertKeyed(query, part, entries);
  await insertAll(part)(query, withContents(entries));
  return entries.map(({ message: { id } }) => ({ kind: 'inserted', id }));
}

async function insertKeyed(
  query: Query,
  part: string,
  entries: readonly Entry[],
): Promise<readonly Inserted[]> {
  const answers = new Map<Entry, Inserted>();
  // A message whose key was taken, and whose holder was removed before we could look, is tried once more.
  for (let open = entries, round = 0; open.length > 0; round += 1) {
    const stored = new Set(
      (await insertNew(part)(query, withContents(inKeyOrder(open)))).map((row) => needText(row, 'id')),
    );
    const rest: Entry[] = [];
    for (const entry of open) {
      const { id } = entry.message;
      if (stored.delete(id)) answers.set(entry, { kind: 'inserted', id });
      else rest.push(entry);
    }
    const holders = rest.length > 0 ? await findHolders(query, rest) : new Map<string, Inserted>();
    for (const entry of rest) {
      const holder = holders.get(keyOf(entry));
      if (holder) answers.set(entry, holder);
    }
    open = rest.filter((entry) => !answers.has(entry));
    if (open.length > 0 && round === 3)
      throw new MessagingError('conflict', 'The idempotency keys change hands too fast: send again.');
  }
  return entries.flatMap((entry) => answers.get(entry) ?? []);
}

/** All writers take keys in one order, so that none waits for another in a circle. Of equal keys the first stays first. */
function inKeyOrder(entries: readonly Entry[]): readonly Entry[] {
  const keyed = entries.map((entry) => ({ entry, key: keyOf(entry) }));
  return keyed.sort((a, b) => Number(a.key > b.key) - Number(a.key < b.key)).map(({ entry }) => entry);
}

function keyOf({ message: { site, idempotencyKey } }: Entry): string {
  return idempotencyKey === undefined
    ? ''
    : JSON.stringify([storableText(site), storableText(idempotencyKey)]);
}

async function findHolders(query: Query, entries: readonly Entry[]): Promise<ReadonlyMap<string, Inserted>> {
  const holders = await findKeys(
    query,
    entries.map(({ message }) => ({ site: message.site, key: message.idempotencyKey ?? '' })),
  );
  return new Map(
    holders.map(({ site, key, ...holder }) => [JSON.stringify([site, key]), { kind: 'existing', ...holder }]),
  );
}

/** Who holds these keys. */
export async function findKeys(
  query: Query,
  keys: readonly { readonly site: string; readonly key: string }[],
): Promise<readonly (KeyHolder & { readonly site: string })[]> {
  const rows = await query(
    `select m.id, m.fingerprint, ${statusColumn} as status, m.site, m.idempotency_key
    from unnest($1::text[], $2::text[]) as k(site, key)
    join postern.idempotency_key i on i.site = k.site and i.key = k.key
    join postern.message m on m.id = i.message_id
    left join postern.message_job j on j.message_id = m.id`,
    [arrayOf(keys.map(({ site }) => site)), arrayOf(keys.map(({ key }) => key))],
  );
  return rows.map((row) => ({
    site: needText(row, 'site'),
    key: needText(row, 'idempotency_key'),
    id: needText(row, 'id'),
    fingerprint: needText(row, 'fingerprint'),
    status: needText(row, 'status') as MessageStatus,
  }));
}

function withContents(entries: readonly Entry[]) {
  return entries.map(({ message, now }) => ({ message, now, content: contentColumns(message.content) }));
}
