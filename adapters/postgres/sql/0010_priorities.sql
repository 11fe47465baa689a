-- What goes first, and turns among sites.

alter table postern.message add column priority text collate "C" not null default 'normal';
alter table postern.template add column priority text collate "C";

-- The lane says where a job waits: channel, then '/high' or '/low' where it is not normal, then '/later' while it is not due.
-- What a worker was lost with waits in '/alone' of its channel.
alter table postern.message_job add column expires_at timestamptz(3);

update postern.message_job j set expires_at = m.expires_at,
  lane = case when j.due_at > now() and j.lease_token is null and j.lane not like '%/alone' then j.lane || '/later' else j.lane end
from postern.message m where m.id = j.message_id
  and (m.expires_at is not null or (j.due_at > now() and j.lease_token is null and j.lane not like '%/alone'));

-- The first that is due of each site. The columns of the lease are in no index, so that claims and renewals are HOT updates.
create index message_job_turn on postern.message_job (lane, site, due_at);
create index message_job_later on postern.message_job (lane, due_at) where lane like '%/later';
create index message_job_expiry on postern.message_job (expires_at) where expires_at is not null;
drop index postern.message_job_due;
-- postern.due_jobs stays for workers of the release before, which may run until they are replaced; they claim what is normal.

-- Moves what has become due from where it waits for its time to where it takes its turn.
create function postern.promote_jobs(lanes text[], at timestamptz) returns void
  language plpgsql volatile
  set enable_seqscan = off
  set enable_bitmapscan = off
  set enable_sort = off
as $$
declare
  of_lane text;
begin
  foreach of_lane in array lanes loop
    update postern.message_job set lane = of_lane where message_id = any (array(
      select j.message_id from postern.message_job j
      where j.lane = of_lane || '/later' and j.lane like '%/later' and j.due_at <= at
      order by j.due_at limit 1000 for update skip locked
    ));
  end loop;
end
$$;

-- The sites that have something due in a lane, at most so many: first those that come after the one served last.
create function postern.sites_in_turn(of_lane text, at timestamptz, most integer, served text, excluded text[]) returns text[]
  language plpgsql volatile
  set enable_seqscan = off
  set enable_bitmapscan = off
  set enable_sort = off
as $$
declare
  sites text[] := '{}';
  last_seen text := served;
  wrapped boolean := (served = '');
  found_site text;
begin
  while cardinality(sites) < most loop
    select j.site into found_site from postern.message_job j
    where j.lane = of_lane and j.site > last_seen and j.due_at <= at and j.lease_token is null
    order by j.site, j.due_at limit 1;
    if found_site is null then
      exit when wrapped;
      wrapped := true;
      last_seen := '';
    else
      exit when wrapped and served <> '' and found_site > served;
      if found_site <> all (excluded) then sites := sites || found_site; end if;
      last_seen := found_site;
    end if;
  end loop;
  return sites;
end
$$;

-- What is due of these sites in a lane, locked: of each as much as of any other, and what some do not need for those that have
-- more. With "shares", one for each site, no more of a site than that.
create function postern.jobs_in_turn(of_lane text, at timestamptz, most integer, sites text[], shares integer[]) returns text[]
  language plpgsql volatile
  set enable_seqscan = off
  set enable_bitmapscan = off
  set enable_sort = off
as $$
declare
  jobs text[] := '{}';
  batch text[];
  site_count integer := cardinality(sites);
  counts integer[] := array_fill(0, array[greatest(site_count, 1)]);
  want integer;
begin
  for pass in 1..2 loop
    for n in 1..site_count loop
      want := case when pass = 1 then greatest(1, most / site_count + (n <= most % site_count)::integer) else most end;
      want := least(want, most - cardinality(jobs), shares[n] - counts[n]);
      continue when want < 1;
      batch := array(
        select j.message_id from postern.message_job j
        where j.lane = of_lane and j.site = sites[n] and j.due_at <= at and j.lease_token is null
          and j.message_id <> all (jobs)
        order by j.due_at limit want for update skip locked
      );
      counts[n] := counts[n] + cardinality(batch);
      jobs := jobs || batch;
      -- Alone, it was asked for all that is wanted.
      exit when site_count = 1;
    end loop;
    exit when site_count < 2 or cardinality(jobs) >= most;
  end loop;
  return jobs;
end
$$;

-- Claims what is due in these lanes, the first before the second, but for "last_first", which the last lane is owed. "served" is for
-- each lane the site that had its turn last. With "of_sites", these sites, each no more than its share.
create function postern.claim_jobs(
  lanes text[], served text[], at timestamptz, most integer, last_first integer,
  of_sites text[], shares integer[], token uuid, until timestamptz
) returns setof postern.message_job
  language plpgsql volatile
  set enable_seqscan = off
  set enable_bitmapscan = off
  set enable_sort = off
as $$
declare
  jobs text[] := '{}';
  batch text[];
  owed integer := 0;
  want integer;
begin
  perform postern.promote_jobs(lanes, at);
  if last_first > 0 then
    owed := (select count(*) from (
      select from postern.message_job j
      where j.lane = lanes[cardinality(lanes)] and j.due_at <= at and j.lease_token is null
      limit last_first
    ) waiting);
  end if;
  for n in 1..cardinality(lanes) loop
    want := most - cardinality(jobs) - case when n < cardinality(lanes) then owed else 0 end;
    continue when want < 1;
    batch := postern.jobs_in_turn(
      lanes[n], at, want, coalesce(of_sites, postern.sites_in_turn(lanes[n], at, want, served[n], '{}')), shares);
    jobs := jobs || batch;
    if shares is not null then
      shares := array(
        select s.share - (
          select count(*)::integer from postern.message_job j where j.message_id = any (batch) and j.site = s.site
        )
        from unnest(of_sites, shares) with ordinality s(site, share, nth) order by s.nth
      );
    end if;
  end loop;
  return query
    update postern.message_job j
    set attempts = j.attempts + 1, lease_token = token, claimed_at = at, lease_until = until
    where j.message_id = any (jobs)
    returning j.*;
end
$$;

-- When the first of what waits in these lanes is due; with "later_than", the first of what is not due yet.
create function postern.next_due(lanes text[], later_than timestamptz) returns timestamptz
  language plpgsql stable
  set enable_seqscan = off
  set enable_bitmapscan = off
  set enable_sort = off
as $$
declare
  earliest timestamptz;
  of_lane text;
  last_seen text;
  found_due timestamptz;
begin
  foreach of_lane in array lanes loop
    select j.due_at into found_due from postern.message_job j
    where j.lane = of_lane || '/later' and j.lane like '%/later' and j.due_at > coalesce(later_than, '-infinity')
    order by j.due_at limit 1;
    earliest := least(earliest, found_due);
    continue when later_than is not null;
    last_seen := '';
    loop
      select j.site, j.due_at into last_seen, found_due from postern.message_job j
      where j.lane = of_lane and j.site > last_seen and j.lease_token is null
      order by j.site, j.due_at limit 1;
      exit when not found;
      earliest := least(earliest, found_due);
    end loop;
  end loop;
  return earliest;
end
$$;

insert into postern.migration (version, name) values (10, '0010_priorities') on conflict do nothing;
