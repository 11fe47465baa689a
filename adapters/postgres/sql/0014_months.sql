-- The history by month: what grows is partitioned, so that what is old goes with its tables. A month is one of UTC.
--
-- An id begins with the time its message was created at, so that messages, their content and their events are partitioned by
-- id, documents by the time of their newest message. What was written before the tables were partitioned stays where it is,
-- in the partition "before". The partition "other" takes what belongs to no month yet: sending waits for nobody who may
-- create tables.

create table postern.message_part (
  -- The partitions are message_<suffix>, message_content_<suffix> and so on.
  suffix text primary key,
  -- The first moment of it, and the first after it.
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- The same as ids: from the first on, up to but without the second.
  from_id text collate "C" not null,
  to_id text collate "C" not null
);

-- The least id that a message created at that time can have: "msg_", and the millisecond in base 36, nine digits.
create function postern.first_id(at timestamptz) returns text
  language plpgsql immutable
as $$
declare
  rest bigint := floor(extract(epoch from at) * 1000);
  digits text := '';
begin
  for n in 1..9 loop
    digits := substr('0123456789abcdefghijklmnopqrstuvwxyz', (rest % 36)::integer + 1, 1) || digits;
    rest := rest / 36;
  end loop;
  return 'msg_' || digits;
end
$$;

create function postern.month_of(at timestamptz) returns timestamptz
  language sql immutable
as $$ select date_trunc('month', at at time zone 'UTC') at time zone 'UTC' $$;

-- What is partitioned: by which column, and what a partition of it is set to. Not looked at by autovacuum while it is tiny: a statement that is
-- planned then, and kept, would read all of a table that has grown since.
create function postern.parted_tables() returns table (name text, key text, settings text)
  language sql immutable
as $$
  values
    ('message', 'id', 'fillfactor = 40, autovacuum_analyze_threshold = 2000, autovacuum_vacuum_threshold = 2000'),
    ('message_content', 'message_id', 'autovacuum_analyze_threshold = 2000, autovacuum_vacuum_threshold = 2000'),
    ('message_event', 'message_id', 'autovacuum_analyze_threshold = 2000, autovacuum_vacuum_threshold = 2000'),
    ('search_page', 'last_at', 'toast_tuple_target = 8160'),
    ('search_segment', 'last_at', 'toast_tuple_target = 8160')
$$;

-- Where partitions begin and end at that time, by their column.
create function postern.part_bound(key text, at timestamptz) returns text
  language sql stable
as $$ select case key when 'last_at' then at::text else postern.first_id(at) end $$;

-- Whether this role may make partitions, and drop them.
create function postern.may_part() returns boolean
  language sql stable
as $$ select pg_has_role(relowner, 'usage') from pg_class where oid = 'postern.message'::regclass $$;

-- Whoever may use the first may use the second as well.
create function postern.share_grants(of_table text, with_table text) returns void
  language plpgsql
as $$
declare
  g record;
begin
  for g in
    select a.privilege_type as privilege, a.grantee::regrole::text as role
    from pg_class c, aclexplode(c.relacl) a
    where c.oid = ('postern.' || of_table)::regclass and a.grantee not in (0, c.relowner)
  loop
    execute format('grant %s on postern.%I to %s', g.privilege, with_table, g.role);
  end loop;
end
$$;

-- The first step towards partitions says of what is there that it was created before this time; the second checks that, while
-- everybody goes on; for the third, postern.part_messages, nothing is left to check. Each in a transaction of its own.
create function postern.bound_messages(ends timestamptz) returns void
  language plpgsql
  set lock_timeout = '500ms'
as $$
declare
  t record;
begin
  perform postern.unbound_messages();
  for t in select * from postern.parted_tables() loop
    execute format('alter table postern.%I add constraint before_months check (%I < %L) not valid',
      t.name, t.key, postern.part_bound(t.key, ends));
  end loop;
end
$$;

create function postern.check_messages() returns void
  language plpgsql
as $$
declare
  t record;
begin
  for t in select * from postern.parted_tables() loop
    execute format('alter table postern.%I validate constraint before_months', t.name);
  end loop;
end
$$;

-- Takes the first step back.
create function postern.unbound_messages() returns void
  language plpgsql
  set lock_timeout = '500ms'
as $$
declare
  t record;
begin
  for t in select * from postern.parted_tables() loop
    execute format('alter table postern.%I drop constraint if exists before_months', t.name);
  end loop;
end
$$;

-- Makes the tables partitioned ones, and what is there their first partition.
create function postern.part_messages(ends timestamptz) returns void
  language plpgsql
  set lock_timeout = '500ms'
as $$
declare
  t record;
  i record;
  next_number bigint;
begin
  if exists (select from postern.message_part) then return; end if;
  lock table postern.message, postern.message_content, postern.message_event, postern.search_page, postern.search_segment
    in access exclusive mode;
  if (
    select count(*) from pg_constraint c join postern.parted_tables() p on c.conrelid = ('postern.' || p.name)::regclass
    where c.conname = 'before_months' and c.convalidated
  ) < 5 then
    raise exception 'The tables of messages are not bound yet.' using errcode = 'object_not_in_prerequisite_state';
  end if;
  drop trigger take_key on postern.message;
  drop trigger free_key on postern.message;
  -- Partitioned tables have no identities before PostgreSQL 17.
  for t in
    select c.relname::text as name, a.attname::text as key from pg_attribute a join pg_class c on c.oid = a.attrelid
    join postern.parted_tables() p on c.oid = ('postern.' || p.name)::regclass where a.attidentity <> ''
  loop
    next_number := nextval(pg_get_serial_sequence('postern.' || t.name, t.key));
    execute format('alter table postern.%I alter column %I drop identity', t.name, t.key);
    execute format('create sequence postern.%I start %s', t.name || '_number', next_number);
    execute format('grant usage on sequence postern.%I to public', t.name || '_number');
    execute format('alter table postern.%I alter column %I set default nextval(%L)',
      t.name, t.key, 'postern.' || t.name || '_number');
  end loop;
  for t in select * from postern.parted_tables() loop
    execute format('alter table postern.%I rename to %I', t.name, t.name || '_before');
    for i in
      select c.relname::text as name from pg_index x join pg_class c on c.oid = x.indexrelid
      where x.indrelid = ('postern.' || t.name || '_before')::regclass
    loop
      execute format('alter index postern.%I rename to %I', i.name, i.name || '_before');
    end loop;
    execute format(
      'create table postern.%I (like postern.%I including defaults including generated including storage) partition by range (%I)',
      t.name, t.name || '_before', t.key
    );
    perform postern.share_grants(t.name || '_before', t.name);
  end loop;

  alter table postern.message add constraint message_pkey primary key (id);
  create index message_page on postern.message (site, channel, origin, created_at, id);
  create index message_of_consumer on postern.message (site, consumer_id, created_at, id) where consumer_id is not null;
  create index message_in_trouble on postern.message (site, channel, trouble, created_at, id) where trouble is not null;
  create index message_unresolved on postern.message (channel, unknown_at) where unknown_at is not null;
  create index message_findable on postern.message (findable_as) where findable_as is not null;
  create trigger take_key before insert on postern.message
    for each row when (new.idempotency_key is not null) execute function postern.take_idempotency_key();
  create trigger free_key after delete on postern.message
    for each row when (old.idempotency_key is not null) execute function postern.free_idempotency_key();
  alter table postern.message_content add constraint message_content_pkey primary key (message_id);
  alter table postern.message_event add constraint message_event_pkey primary key (message_id, seq);
  create unique index message_event_once on postern.message_event (message_id, dedupe_key) where dedupe_key is not null;
  create index search_page_id on postern.search_page (id);
  create index search_page_open on postern.search_page (site, last_at) where not sealed;
  create index search_segment_id on postern.search_segment (id);
  create index search_segment_page on postern.search_segment (site, last_at, id);
  create index search_segment_stale on postern.search_segment (id) where stale;

  drop index postern.message_key_before;
  for t in select * from postern.parted_tables() loop
    execute format('alter table postern.%I attach partition postern.%I for values from (minvalue) to (%L)',
      t.name, t.name || '_before', postern.part_bound(t.key, ends));
    execute format('alter table postern.%I drop constraint before_months', t.name || '_before');
    execute format('create table postern.%I partition of postern.%I default with (%s)',
      t.name || '_other', t.name, t.settings);
    perform postern.share_grants(t.name, t.name || '_other');
  end loop;
  insert into postern.message_part values ('before', '-infinity', ends, '', postern.first_id(ends));
  perform postern.add_months(3);
end
$$;

-- Adds the months that are missing, up to so many after this one; answers whether there is nothing left to add. Whoever may not
-- create tables leaves it to who may, as does who meets somebody at it, or long statements.
create function postern.add_months(ahead integer) returns boolean
  language plpgsql
  set lock_timeout = '200ms'
as $$
declare
  t record;
  month timestamptz;
  next_month timestamptz;
  suffix text;
begin
  month := (select max(ends_at) from postern.message_part);
  while month <= postern.month_of(now() + ahead * interval '1 month') loop
    if not postern.may_part() then return false; end if;
    if not pg_try_advisory_xact_lock(7030611245893104) then return false; end if;
    next_month := postern.month_of(month + interval '40 days');
    suffix := to_char(month at time zone 'UTC', 'YYYY_MM');
    begin
      for t in select * from postern.parted_tables() loop
        -- Attached, not created as one: so that sending waits for the partition "other" at most.
        execute format('create table postern.%I (like postern.%I including all) with (%s)',
          t.name || '_' || suffix, t.name, t.settings);
        execute format('alter table postern.%I attach partition postern.%I for values from (%L) to (%L)',
          t.name, t.name || '_' || suffix,
          postern.part_bound(t.key, month), postern.part_bound(t.key, next_month));
        perform postern.share_grants(t.name, t.name || '_' || suffix);
      end loop;
      insert into postern.message_part values
        (suffix, month, next_month, postern.first_id(month), postern.first_id(next_month));
    exception
      when lock_not_available then return false;
      -- Some of that month is in "other" already: it stays there, all of it.
      when check_violation then null;
    end;
    month := next_month;
  end loop;
  return true;
end
$$;

-- Removes, with its tables, the first month up to a time that only this site has messages of, none of which waits, and months that
-- are empty. Answers how many messages that were; null where others use the tables.
create function postern.drop_months(of_site text, up_to timestamptz) returns bigint
  language plpgsql
  set lock_timeout = '100ms'
as $$
declare
  p postern.message_part;
  t record;
  removed bigint := 0;
begin
  if not postern.may_part() then return 0; end if;
  for p in select * from postern.message_part where ends_at <= least(up_to, now()) order by ends_at loop
    continue when not postern.is_only_of(of_site, p);
    begin
      -- While others go on. Nobody sends again what is that old, under its key or otherwise.
      delete from postern.idempotency_key where message_id >= p.from_id and message_id < p.to_id;
      delete from postern.message_unsearched where site = of_site and created_at >= p.starts_at and created_at < p.ends_at;
      delete from postern.message_search where site = of_site and created_at >= p.starts_at and created_at < p.ends_at;
      lock table only postern.message, only postern.message_content, only postern.message_event, only postern.search_page,
        only postern.search_segment in access exclusive mode;
      if not postern.is_only_of(of_site, p) then raise lock_not_available; end if;
      with gone as (
        delete from postern.message_count where site = of_site
          and day >= (p.starts_at at time zone 'UTC')::date and day < (p.ends_at at time zone 'UTC')::date
        returning count
      )
      select coalesce(sum(count), 0) into removed from gone;
      for t in select * from postern.parted_tables() loop
        execute format('drop table postern.%I', t.name || '_' || p.suffix);
      end loop;
      delete from postern.message_part where suffix = p.suffix;
    exception
      when lock_not_available then return null;
    end;
    exit when removed > 0;
  end loop;
  return removed;
end
$$;

-- Whether a partition holds no other site's messages, and none that waits.
create function postern.is_only_of(of_site text, p postern.message_part) returns boolean
  language plpgsql
as $$
declare
  only_one boolean;
begin
  execute format('select coalesce(min(site) = $1 and max(site) = $1, true) from postern.%I', 'message_' || p.suffix)
    into only_one using of_site;
  return only_one and not exists (
    select from postern.message_job where message_id >= p.from_id and message_id < p.to_id
  );
end
$$;

-- Whoever begins with this release has partitions from the first message on.
do $$
declare
  month timestamptz := postern.month_of(now());
begin
  if exists (select from postern.message) then return; end if;
  perform postern.bound_messages(month);
  perform postern.check_messages();
  perform postern.part_messages(month);
end
$$;

insert into postern.migration (version, name) values (14, '0014_months') on conflict do nothing;
