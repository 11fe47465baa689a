-- Search without an index of the server's: documents lie in pages, and what pages hold is told by bits of their own.

-- Some dozens of documents of one site, channel and origin, oldest first: written once, and together.
create table postern.search_page (
  id bigint generated always as identity primary key,
  site text collate "C" not null,
  channel text collate "C" not null,
  origin text collate "C" not null,
  -- When its oldest and its newest message were created.
  first_at timestamptz(3) not null,
  last_at timestamptz(3) not null,
  ids text[] collate "C" not null,
  times timestamptz(3)[] not null,
  -- An empty line between two documents.
  docs text not null,
  -- A bit for each place that a sequence of characters of these documents hashes to. Null: the page is small, and waits
  -- for others to be put together with. Once it is in a segment, that has the bits.
  grams bytea,
  sealed boolean not null default false
-- All but the documents stays in the row.
) with (toast_tuple_target = 8160);
-- Uncompressed: a part can be read alone, and the whole quickly.
alter table postern.search_page alter column docs set storage external, alter column grams set storage external;
create index search_page_open on postern.search_page (site, last_at) where not sealed;

-- The bits of many pages, turned: for each place one bit a page. A search reads only those of the places of its term.
create table postern.search_segment (
  id bigint generated always as identity primary key,
  site text collate "C" not null,
  channel text collate "C" not null,
  origin text collate "C" not null,
  first_at timestamptz(3) not null,
  last_at timestamptz(3) not null,
  pages bigint[] not null,
  -- The first_at and last_at of each of its pages.
  starts timestamptz(3)[] not null,
  ends timestamptz(3)[] not null,
  bits bytea not null,
  -- Documents were taken out of its pages, whose bits are still here.
  stale boolean not null default false
) with (toast_tuple_target = 8160);
alter table postern.search_segment alter column bits set storage external;
create index search_segment_page on postern.search_segment (site, last_at, id);
create index search_segment_stale on postern.search_segment (id) where stale;

-- What is in message_search goes into pages in the background, the newest first.
drop index if exists postern.message_search_trigrams;
alter table postern.message_search set (autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0);

insert into postern.migration (version, name) values (11, '0011_search_pages') on conflict do nothing;
