-- What is to become a template, or the next version of one; apart from what is sent.

create table postern.template_draft (
  site text collate "C" not null,
  channel text collate "C" not null,
  id text collate "C" not null,
  name text collate "C" not null,
  based_on integer not null,
  actor text collate "C",
  updated_at timestamptz(3) not null,
  content json not null,
  primary key (site, channel, id)
);

insert into postern.migration (version, name) values (31, '0031_template_drafts') on conflict do nothing;
