-- Search: one normalised document a message, written in the background, so that sending does not pay for it.

create table postern.message_search (
  message_id text collate "C" primary key,
  site text collate "C" not null,
  channel text collate "C" not null,
  origin text collate "C" not null,
  created_at timestamptz(3) not null,
  doc text not null
-- A document stays in its row, uncompressed: reading the newest thousands of them is what a search begins with.
) with (toast_tuple_target = 8160);
alter table postern.message_search alter column doc set storage main;
create index message_search_page on postern.message_search (site, created_at, message_id);

-- Messages without their document yet.
create table postern.message_unsearched (
  site text collate "C" not null,
  created_at timestamptz(3) not null,
  message_id text collate "C" not null,
  primary key (site, created_at, message_id)
) with (autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0);

insert into postern.message_unsearched (site, created_at, message_id)
  select site, created_at, id from postern.message;

insert into postern.migration (version, name) values (3, '0003_search') on conflict do nothing;
