-- Senders, their one-time codes, templates, suppressions and sealed secrets: few rows, one key each.

create table postern.sender (
  site text collate "C" not null,
  channel text collate "C" not null,
  id text collate "C" not null,
  kind text not null,
  name text not null,
  address text not null,
  domain text,
  created_at timestamptz(3) not null,
  address_validated_at timestamptz(3),
  domain_validated_at timestamptz(3),
  domain_checked_at timestamptz(3),
  domain_checks json,
  provider_id text,
  revision integer not null,
  primary key (site, channel)
);

create table postern.sender_code (
  site text collate "C" not null,
  sender_id text collate "C" not null,
  code_id text not null,
  mac text not null,
  expires_at timestamptz(3) not null,
  attempts integer not null default 0,
  primary key (site, sender_id)
);

-- When codes were sent; kept when the sender is deleted.
create table postern.sender_code_sent (
  site text collate "C" not null,
  sender_id text collate "C" not null,
  at timestamptz(3) not null
);
create index sender_code_sent_at on postern.sender_code_sent (site, at);

create table postern.template (
  site text collate "C" not null,
  channel text collate "C" not null,
  id text collate "C" not null,
  name text collate "C" not null,
  subject text,
  text text,
  html text,
  updated_at timestamptz(3) not null,
  primary key (site, channel, id)
);

create table postern.suppression (
  site text collate "C" not null,
  channel text collate "C" not null,
  address text collate "C" not null,
  reason text not null,
  source text not null,
  at timestamptz(3) not null,
  primary key (site, channel, address)
);
create index suppression_page on postern.suppression (site, channel, at, address);

-- Counts over all secrets, so that one deleted and made anew never has a revision that somebody may still hold.
create sequence postern.secret_revision;

create table postern.secret (
  site text collate "C" not null,
  name text collate "C" not null,
  value text not null,
  revision bigint not null,
  primary key (site, name)
);

insert into postern.migration (version, name) values (2, '0002_senders') on conflict do nothing;
