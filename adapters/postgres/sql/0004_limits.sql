-- Rate limits that all processes keep together: buckets of tokens.

create table postern.rate_limit (
  key text collate "C" primary key,
  tokens double precision not null,
  -- When there were so many, in ms since 1970.
  at double precision not null,
  -- What the last taker got.
  granted integer not null
) with (fillfactor = 50);

insert into postern.migration (version, name) values (4, '0004_limits') on conflict do nothing;
