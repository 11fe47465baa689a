-- When something is due, for a worker that only asks whether it has to look again.

-- As next_due(lanes, later_than), of which processes of the release before ask. Where something waits that was due by "enough", it
-- ends at the first of that, and may answer its time though another is earlier: it does not go from site to site through all that waits.
create function postern.next_due(lanes text[], later_than timestamptz, enough timestamptz) returns timestamptz
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
    if earliest <= enough then return earliest; end if;
    continue when later_than is not null;
    last_seen := '';
    loop
      select j.site, j.due_at into last_seen, found_due from postern.message_job j
      where j.lane = of_lane and j.site > last_seen and j.lease_token is null
      order by j.site, j.due_at limit 1;
      exit when not found;
      earliest := least(earliest, found_due);
      if earliest <= enough then return earliest; end if;
    end loop;
  end loop;
  return earliest;
end
$$;

insert into postern.migration (version, name) values (27, '0027_next_due') on conflict do nothing;
