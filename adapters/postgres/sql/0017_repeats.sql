-- Hand-overs whose end is unknown are repeated under the same number to a provider that recognises repetitions.

-- {"transport", "since"}: whom the next claim repeats its last hand-over to, and when that began the first time.
alter table postern.message_job add column repeats json;

-- Claims what is due in these lanes, the first before the second, but for "last_first", which the last lane is owed. "served" is for
-- each lane the site that had its turn last. With "of_sites", these sites, each no more than its share.
create or replace function postern.claim_jobs(
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
    set attempts = j.attempts + (j.repeats is null)::integer, lease_token = token, claimed_at = at, lease_until = until
    where j.message_id = any (jobs)
    returning j.*;
end
$$;

insert into postern.migration (version, name) values (17, '0017_repeats') on conflict do nothing;
