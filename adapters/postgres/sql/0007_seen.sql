-- What came in and counts once, each for a time.

create table postern.seen (
  site text collate "C" not null,
  key text collate "C" not null,
  -- From then on it is as if it had never been there.
  until timestamptz(3) not null,
  primary key (site, key)
);
create index seen_until on postern.seen (until);

-- Earlier releases kept the ids of messages that came in among the rate limits, for ever. A site's id holds no "/".
with gone as (
  delete from postern.rate_limit where key like 'inbound/%' returning key, tokens
)
insert into postern.seen (site, key, until)
select split_part(key, '/', 3),
  split_part(key, '/', 2) || '/' || substr(key, length('inbound///') + length(split_part(key, '/', 2)) + length(split_part(key, '/', 3)) + 1),
  now() + interval '400 days'
from gone where tokens < 1
on conflict do nothing;

insert into postern.migration (version, name) values (7, '0007_seen') on conflict do nothing;
