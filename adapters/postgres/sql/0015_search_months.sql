-- Pages and segments of the search are of one month (UTC) each. A month that is over is arranged once more: which kinds of
-- documents have pages of it that may be in no segment.
create table postern.search_month (
  month date not null,
  site text collate "C" not null,
  channel text collate "C" not null,
  origin text collate "C" not null,
  primary key (month, site, channel, origin)
);

insert into postern.search_month (month, site, channel, origin)
  select distinct (date_trunc('month', last_at at time zone 'UTC'))::date, site, channel, origin
  from postern.search_page where not sealed
on conflict do nothing;

insert into postern.migration (version, name) values (15, '0015_search_months') on conflict do nothing;
