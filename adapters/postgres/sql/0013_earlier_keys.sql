-- In a transaction of its own, for then the triggers of 0012 are at work, and nobody has to wait.
insert into postern.idempotency_key (site, key, message_id)
  select site, idempotency_key, id from postern.message where idempotency_key is not null
on conflict do nothing;
-- Somebody may have removed messages meanwhile.
delete from postern.idempotency_key k where not exists (select from postern.message m where m.id = k.message_id);

insert into postern.migration (version, name) values (13, '0013_earlier_keys') on conflict do nothing;
