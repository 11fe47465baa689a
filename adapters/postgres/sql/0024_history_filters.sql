-- What the history is filtered by. No index on what sending updates, such as the transport, nor on what most messages have, such as a
-- template: those are looked through, in bounds. A failure is null, and stays so, of what goes well: its updates stay HOT.

-- Null where the server cannot read it: earlier releases stored what a JSON text may hold and a text may not.
create function postern.failure_class(failure json) returns text
  language plpgsql immutable parallel safe
as $$
begin
  return failure ->> 'class';
exception when others then return null;
end
$$;

create or replace function postern.index_messages() returns void
  language plpgsql
as $$
begin
  -- Under one name, whichever was there first.
  if to_regclass('postern.message_before') is not null then
    create index if not exists message_reference_before on postern.message_before (site, reference, created_at, id)
      where reference is not null;
    create index if not exists message_of_actor_before on postern.message_before (site, actor, created_at, id)
      where actor is not null;
    create index if not exists message_failed_before
      on postern.message_before (site, channel, postern.failure_class(failure), created_at, id) where failure is not null;
  end if;
  create index if not exists message_reference on postern.message (site, reference, created_at, id) where reference is not null;
  create index if not exists message_of_actor on postern.message (site, actor, created_at, id) where actor is not null;
  create index if not exists message_failed on postern.message (site, channel, postern.failure_class(failure), created_at, id)
    where failure is not null;
end
$$;

select postern.index_messages();

-- Of what waits to be tried again.
create index message_job_failed on postern.message_job (site, postern.failure_class(failure), message_id) where failure is not null;

insert into postern.migration (version, name) values (24, '0024_history_filters') on conflict do nothing;
