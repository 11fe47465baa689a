-- The provider's id, where its transport can be asked for messages. An index on provider_id itself would keep the updates of
-- all that is sent from being HOT.
alter table postern.message add column findable_as text collate "C";
create index message_findable on postern.message (findable_as) where findable_as is not null;

-- What is unknown is asked for during a day.
update postern.message set findable_as = provider_id
where channel = 'sms' and provider_id is not null and sent_at > now() - interval '2 days';

insert into postern.migration (version, name) values (8, '0008_findable') on conflict do nothing;
