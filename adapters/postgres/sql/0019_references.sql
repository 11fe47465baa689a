-- What the host knows a message by, what it gave along, and what the message is about.

alter table postern.message add column reference text collate "C";
alter table postern.message add column metadata json;
alter table postern.message add column topic text collate "C";
-- Null: not essential.
alter table postern.message add column essential boolean;
alter table postern.message add column traceparent text;

-- The indexes that releases after partitions have added; repeated, it changes nothing.
create function postern.index_messages() returns void
  language plpgsql
as $$
begin
  -- Under one name, whichever was there first.
  if to_regclass('postern.message_before') is not null then
    create index if not exists message_reference_before on postern.message_before (site, reference, created_at, id)
      where reference is not null;
  end if;
  create index if not exists message_reference on postern.message (site, reference, created_at, id) where reference is not null;
end
$$;

-- An old installation is partitioned later, with what was added since.
alter function postern.part_messages(timestamptz) rename to part_first_messages;
create function postern.part_messages(ends timestamptz) returns void
  language plpgsql
  set lock_timeout = '500ms'
as $$
begin
  perform postern.part_first_messages(ends);
  perform postern.index_messages();
end
$$;

select postern.index_messages();

-- What its messages are about.
alter table postern.template add column topic text collate "C";

-- Who opted out of a topic. Opt-outs of everything stay in postern.suppression, whose key processes of the release before name.
create table postern.opt_out (
  site text collate "C" not null,
  channel text collate "C" not null,
  address text collate "C" not null,
  topic text collate "C" not null,
  reason text not null,
  source text not null,
  at timestamptz(3) not null,
  primary key (site, channel, address, topic)
);
create index opt_out_page on postern.opt_out (site, channel, at, address, topic);

insert into postern.migration (version, name) values (19, '0019_references') on conflict do nothing;
