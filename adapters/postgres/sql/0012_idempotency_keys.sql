-- Who holds an idempotency key. A table of its own: what is partitioned has no index that is unique over all of its partitions.
create table postern.idempotency_key (
  site text collate "C" not null,
  key text collate "C" not null,
  message_id text collate "C" not null,
  primary key (site, key)
);

-- A message whose key is taken is not written.
create function postern.take_idempotency_key() returns trigger
  language plpgsql
as $$
begin
  insert into postern.idempotency_key (site, key, message_id) values (new.site, new.idempotency_key, new.id)
  on conflict do nothing;
  return case when found then new end;
end
$$;
create function postern.free_idempotency_key() returns trigger
  language plpgsql
as $$
begin
  delete from postern.idempotency_key
  where (site, key) = (old.site, old.idempotency_key) and message_id = old.id;
  return null;
end
$$;

-- Triggers, so that processes of the release before, which know nothing of this table, keep it true as well.
create trigger take_key before insert on postern.message
  for each row when (new.idempotency_key is not null) execute function postern.take_idempotency_key();
create trigger free_key after delete on postern.message
  for each row when (old.idempotency_key is not null) execute function postern.free_idempotency_key();

insert into postern.migration (version, name) values (12, '0012_idempotency_keys') on conflict do nothing;
