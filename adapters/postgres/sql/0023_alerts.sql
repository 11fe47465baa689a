-- What health and alerts go by.

-- Of each lane: what is due and not taken, what waits at all, and what is under a lease that ran out, counted among the first "most" by
-- index; whether there were more; and since when the first has been due, or when it will be, of the first 100 sites. The lease is in no index: what is under one
-- stands among the first of its site, since it was taken for being due longest.
create function postern.waiting_jobs(lanes text[], at timestamptz, most integer)
  returns table (lane text, due integer, waiting integer, expired integer, more boolean, oldest timestamptz)
  language plpgsql stable
  set enable_seqscan = off
  set enable_bitmapscan = off
  set enable_sort = off
as $$
declare
  looked integer;
  promoted integer;
  last_seen text;
  found_due timestamptz;
begin
  foreach lane in array lanes loop
    select count(*), count(*) filter (where j.lease_token is null and j.due_at <= at),
      count(*) filter (where j.lease_token is null), count(*) filter (where j.lease_token is not null and j.lease_until <= at)
    into looked, due, waiting, expired
    from (
      select i.due_at, i.lease_token, i.lease_until from postern.message_job i
      where i.lane = waiting_jobs.lane order by i.site, i.due_at limit most
    ) j;
    -- Become due, and not moved yet to where it takes its turn: no claim was made since.
    select count(*) into promoted from (
      select from postern.message_job i
      where i.lane = waiting_jobs.lane || '/later' and i.lane like '%/later' and i.due_at <= at order by i.due_at limit most
    ) j;
    more := looked >= most or promoted >= most;
    due := due + promoted;
    select min(i.due_at) into oldest from (
      select f.due_at from postern.message_job f
      where f.lane = waiting_jobs.lane || '/later' and f.lane like '%/later' order by f.due_at limit 1
    ) i;
    last_seen := '';
    for n in 1..100 loop
      select i.site, i.due_at into last_seen, found_due from postern.message_job i
      where i.lane = waiting_jobs.lane and i.site > last_seen and i.lease_token is null
      order by i.site, i.due_at limit 1;
      exit when not found;
      oldest := least(oldest, found_due);
    end loop;
    return next;
  end loop;
end
$$;

-- The alerts that stand. "key" names what one is about, "about" is the same in parts.
create table postern.alert (
  key text collate "C" primary key,
  about json not null,
  since timestamptz(3) not null,
  -- When the condition was last found to hold, by any process.
  seen_at timestamptz(3) not null,
  detail text not null
);

-- What became of messages, by the hour in which it was learned.
create table postern.outcome_count (
  hour timestamptz(0) not null,
  site text collate "C" not null,
  channel text collate "C" not null,
  sent bigint not null default 0,
  bounced bigint not null default 0,
  complained bigint not null default 0,
  primary key (hour, site, channel)
);

insert into postern.migration (version, name) values (23, '0023_alerts') on conflict do nothing;
