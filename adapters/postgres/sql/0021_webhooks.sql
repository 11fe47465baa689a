-- URLs that are told what becomes of messages, and what was posted to them.

create table postern.webhook (
  site text collate "C" not null,
  id text collate "C" not null,
  url text not null,
  -- null: all events.
  types text[],
  description text,
  in_code boolean not null,
  created_at timestamptz(3) not null,
  created_by text,
  disabled_at timestamptz(3),
  disabled_reason text,
  disabled_by text,
  revision integer not null,
  primary key (site, id)
);

create table postern.webhook_delivery (
  site text collate "C" not null,
  webhook text collate "C" not null,
  id text collate "C" not null,
  at timestamptz(3) not null,
  event_id text not null,
  type text not null,
  attempt integer not null,
  status integer,
  failure text,
  ms integer not null,
  primary key (site, webhook, at, id),
  foreign key (site, webhook) references postern.webhook (site, id) on delete cascade
);

insert into postern.migration (version, name) values (21, '0021_webhooks') on conflict do nothing;
