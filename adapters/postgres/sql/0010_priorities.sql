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

-- Moves what has become due from where it waits for its time to where it takes its turn. Called by what follows, whose settings
-- hold in it.
create function postern.promote_jobs(lanes text[], at timestamptz) returns void
  language plpgsql volatile
as $$
declare
  of_lane text;
  later text[];
begin
  foreach of_lane in array lanes loop
    later := later || (of_lane || '/later');
  end loop;
  perform from postern.message_job j where j.lane = any (later) and j.lane like '%/later' and j.due_at <= at limit 1;
  if not found then return; end if;
  foreach of_lane in array lanes loop
    update postern.message_job set lane = of_lane where message_id = any (array(
      select j.message_id from postern.message_job j
      where j.lane = of_lane || '/later' and j.lane like '%/later' and j.due_at <= at
      order by j.due_at limit 1000 for update skip locked
    ));
  end loop;
end
$$;

-- The site after "last_site" in a lane, whether or not what it has can be claimed, going on from the beginning up to the one served
-- last; null when all have had their turn. Only forwards, so that it ends whatever others do meanwhile.
create function postern.site_in_turn(of_lane text, served text, inout last_site text, inout wrapped boolean)
  language plpgsql volatile
as $$
declare
  before text := last_site;
begin
  last_site := (
    select j.site from postern.message_job j where j.lane = of_lane and j.site > before order by j.site limit 1
  );
  if last_site is null and not wrapped and served <> '' then
    wrapped := true;
    last_site := (select j.site from postern.message_job j where j.lane = of_lane order by j.site limit 1);
  end if;
  if wrapped and last_site > served collate "C" then last_site := null; end if;
end
$$;

-- What is due in a lane, locked: first of the site after the one served last, of each as much as of any other, and what some do not
-- need for those that have more. With "shares", of these sites only, and no more of each than its share.
create function postern.jobs_in_turn(of_lane text, at timestamptz, most integer, served text, of_sites text[], shares integer[])
  returns text[]
  language plpgsql volatile
as $$
declare
  jobs text[] := '{}';
  batch text[];
  sites text[];
  counts integer[];
  site_count integer;
  last_site text := served;
  wrapped boolean := false;
  want integer;
begin
  loop
    sites := coalesce(of_sites, '{}');
    -- The next sites, as many as could be served.
    while of_sites is null and cardinality(sites) < most - cardinality(jobs) loop
      select t.last_site, t.wrapped into last_site, wrapped
      from postern.site_in_turn(of_lane, served, last_site, wrapped) t;
      exit when last_site is null;
      sites := sites || last_site;
    end loop;
    site_count := cardinality(sites);
    exit when site_count = 0;
    counts := array_fill(0, array[site_count]);
    for pass in 1..2 loop
      for n in 1..site_count loop
        want := most - cardinality(jobs);
        if pass = 1 then want := least(want, greatest(1, most / site_count + (n <= most % site_count)::integer)); end if;
        want := least(want, shares[n] - counts[n]);
        continue when want < 1 or counts[n] < 0;
        batch := array(
          select j.message_id from postern.message_job j
          where j.lane = of_lane and j.site = sites[n] and j.due_at <= at and j.lease_token is null
            and j.message_id <> all (jobs)
          order by j.due_at limit want for update skip locked
        );
        jobs := jobs || batch;
        -- One that gave less than it was asked for has no more.
        counts[n] := case when cardinality(batch) < want then -1 else counts[n] + want end;
      end loop;
      exit when cardinality(jobs) >= most;
    end loop;
    exit when cardinality(jobs) >= most or of_sites is not null or last_site is null;
  end loop;
  return jobs;
end
$$;

-- The sites that have something due in a lane, at most so many: first those that come after the one served last.
create function postern.sites_in_turn(of_lane text, at timestamptz, most integer, served text, excluded text[]) returns text[]
  language plpgsql volatile
as $$
declare
  sites text[] := '{}';
  last_site text := served;
  wrapped boolean := false;
begin
  while cardinality(sites) < most loop
    select t.last_site, t.wrapped into last_site, wrapped
    from postern.site_in_turn(of_lane, served, last_site, wrapped) t;
    exit when last_site is null;
    continue when last_site = any (excluded);
    perform from postern.message_job j
    where j.lane = of_lane and j.site = last_site and j.due_at <= at and j.lease_token is null limit 1;
    if found then sites := sites || last_site; end if;
  end loop;
  return sites;
end
$$;

-- The same of several lanes, each with its site served last: what is due in the first lane first.
create function postern.due_sites(lanes text[], served text[], at timestamptz, most integer, excluded text[]) returns text[]
  language plpgsql volatile
  set enable_seqscan = off
  set enable_bitmapscan = off
  set enable_sort = off
as $$
declare
  sites text[] := '{}';
begin
  perform postern.promote_jobs(lanes, at);
  for n in 1..cardinality(lanes) loop
    sites := sites || postern.sites_in_turn(lanes[n], at, most - cardinality(sites), served[n], excluded || sites);
  end loop;
  return sites;
end
$$;

-- Claims what is due in these lanes, the first before the second, but for "last_first", which the last lane is owed. "served" is for
-- each lane the site that had its turn last. With "of_sites", these sites, each no more than its share.
create function postern.claim_jobs(
  lanes text[], served text[], at timestamptz, most integer, last_first integer,
  of_sites text[], shares integer[], token uuid, until timestamptz
) returns setof postern.message_job
  language plpgsql volatile
  -- Their messages are looked up one by one, however many there are.
  rows 20
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
    batch := postern.jobs_in_turn(lanes[n], at, want, served[n], of_sites, shares);
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
  if cardinality(jobs) = 0 then return; end if;
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
