-- What a template was: each save is a version.

alter table postern.template add column version integer not null default 1;
alter table postern.template add column actor text collate "C";

create table postern.template_version (
  site text collate "C" not null,
  channel text collate "C" not null,
  id text collate "C" not null,
  number integer not null,
  at timestamptz(3) not null,
  actor text collate "C",
  content json not null,
  primary key (site, channel, id, number),
  foreign key (site, channel, id) references postern.template on delete cascade
);

-- What stands is the first that is kept.
insert into postern.template_version (site, channel, id, number, at, content)
select site, channel, id, 1, updated_at, json_strip_nulls(json_build_object(
  'name', name, 'priority', priority, 'topic', topic, 'sender', sender, 'subject', subject, 'text', text, 'html', html
))
from postern.template;

insert into postern.migration (version, name) values (29, '0029_template_versions') on conflict do nothing;
