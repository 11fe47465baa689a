-- What was sent by a template, without looking through everything else.

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
    create index if not exists message_batch_before on postern.message_before (site, batch, created_at, id)
      where batch is not null;
    create index if not exists message_template_before on postern.message_before (site, channel, template_id, created_at, id)
      where template_id is not null;
  end if;
  create index if not exists message_reference on postern.message (site, reference, created_at, id) where reference is not null;
  create index if not exists message_of_actor on postern.message (site, actor, created_at, id) where actor is not null;
  create index if not exists message_failed on postern.message (site, channel, postern.failure_class(failure), created_at, id)
    where failure is not null;
  create index if not exists message_batch on postern.message (site, batch, created_at, id) where batch is not null;
  create index if not exists message_template on postern.message (site, channel, template_id, created_at, id)
    where template_id is not null;
end
$$;

select postern.index_messages();

insert into postern.migration (version, name) values (36, '0036_template_use') on conflict do nothing;
