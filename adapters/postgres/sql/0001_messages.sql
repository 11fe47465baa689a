-- Each file records itself, so that it may be run by any tool, in the order of the numbers and each in one transaction.
do $$ begin
  if to_regnamespace('postern') is null then create schema postern; end if;
end $$;
create table if not exists postern.migration (
  version integer primary key,
  name text not null,
  applied_at timestamptz(3) not null default now()
);

-- The record of messages, and what waits to be handed over.
--
-- There are no foreign keys between these tables: every row is written, and removed, in one statement with its message,
-- and a check for each would cost the sending path a trigger a row.

create table postern.message (
  id text collate "C" primary key,
  site text collate "C" not null,
  channel text collate "C" not null,
  origin text collate "C" not null,
  -- Null while the message waits or is being handed over: then message_job says where it stands.
  status text collate "C",
  -- The statuses that are few: an index on these does not slow down what goes well, whose updates stay HOT.
  trouble text collate "C" generated always as (
    case when status in ('failed', 'undelivered', 'suppressed', 'canceled', 'unknown') then status end
  ) stored,
  to_address text not null,
  to_name text,
  consumer_id text collate "C",
  sender_address text not null,
  sender_name text,
  template_id text,
  template_name text,
  subject text,
  preview text not null,
  created_at timestamptz(3) not null,
  scheduled_at timestamptz(3),
  expires_at timestamptz(3),
  sent_at timestamptz(3),
  unknown_at timestamptz(3),
  attempts integer not null default 0,
  transport text,
  provider_id text,
  failure json,
  actor text,
  confidential boolean not null,
  idempotency_key text collate "C",
  fingerprint text not null,
  -- The first event. It is not written a second time to message_event.
  recorded_at timestamptz(3) not null,
  recorded_as text not null,
  recorded_detail text,
  -- The events "sending" and "sent" of a message that went out, until an event after them is written: then all three are.
  sending_at timestamptz(3),
  settled_at timestamptz(3),
  settled_detail text
) with (fillfactor = 70);

create index message_page on postern.message (site, channel, origin, created_at, id);
create index message_of_consumer on postern.message (site, consumer_id, created_at, id) where consumer_id is not null;
create index message_in_trouble on postern.message (site, channel, trouble, created_at, id) where trouble is not null;
create index message_unresolved on postern.message (channel, unknown_at) where unknown_at is not null;
create unique index message_key on postern.message (site, idempotency_key) where idempotency_key is not null;

create table postern.message_content (
  message_id text collate "C" primary key,
  text text,
  -- JSON of everything but the text; of a sealed content, all of it.
  rest text
);
-- Compressing bodies halves the speed of sending many; left() of an uncompressed text reads only the part asked for.
alter table postern.message_content alter column text set storage external, alter column rest set storage external;

-- What waits: one narrow row a message, gone when the message has ended.
create table postern.message_job (
  message_id text collate "C" primary key,
  site text collate "C" not null,
  -- The channel; with '/alone' behind it for what a worker was lost with.
  lane text collate "C" not null,
  status text collate "C" not null,
  -- The day of creation (UTC), for counts.
  day date not null,
  due_at timestamptz(3) not null,
  attempts integer not null default 0,
  lost integer not null default 0,
  lease_token uuid,
  lease_until timestamptz(3),
  -- Under a lease: the event "sending", null once it is written to message_event.
  claimed_at timestamptz(3),
  failure json
) with (fillfactor = 50, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0);
-- The columns of the lease are in no index, so that claims and renewals are HOT updates.
create index message_job_due on postern.message_job (lane, due_at);

-- What has been due for the longest, locked. The table grows and empties faster than its statistics are gathered: without
-- these settings the server may read and sort all that waits, for each claim.
create function postern.due_jobs(of_lane text, at timestamptz, most integer) returns setof text
  language sql volatile
  set enable_seqscan = off
  set enable_bitmapscan = off
  set enable_sort = off
as $$
  select message_id from postern.message_job
  where lane = of_lane and due_at <= at and lease_token is null
  order by due_at limit most for update skip locked
$$;

create table postern.message_event (
  message_id text collate "C" not null,
  seq bigint generated always as identity,
  at timestamptz(3) not null,
  type text not null,
  status text not null,
  attempt integer not null,
  detail text,
  dedupe_key text collate "C",
  primary key (message_id, seq)
);
create unique index message_event_once on postern.message_event (message_id, dedupe_key) where dedupe_key is not null;

-- How many messages ended how, by day of creation. Sending only appends; rows of one kind are added up in the background.
create table postern.message_count (
  site text collate "C" not null,
  channel text collate "C" not null,
  day date not null,
  status text collate "C" not null,
  count bigint not null
);
create index message_count_of_site on postern.message_count (site, channel, day);

insert into postern.migration (version, name) values (1, '0001_messages') on conflict do nothing;
