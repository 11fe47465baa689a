-- Who changed what.

create table postern.audit (
  id text collate "C" primary key,
  site text collate "C" not null,
  at timestamptz(3) not null,
  actor text collate "C",
  action text collate "C" not null,
  channel text collate "C" not null,
  subject text collate "C" not null,
  detail text
);
create index audit_page on postern.audit (site, at, id);
create index audit_subject on postern.audit (site, subject, at, id);
create index audit_actor on postern.audit (site, actor, at, id) where actor is not null;

-- Who asked for what an event says.
alter table postern.message_event add column actor text;

insert into postern.migration (version, name) values (25, '0025_audit') on conflict do nothing;
