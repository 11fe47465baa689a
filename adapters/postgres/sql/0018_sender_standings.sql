-- Where a sender stands with each transport, and who else is in its domain.

-- Whose the row's own provider_id, domain_* and address_validated_* are; null: the channel's first transport's.
alter table postern.sender add column transport text;
-- The other transports', by their names.
alter table postern.sender add column standings json;
create index sender_domain on postern.sender (domain) where domain is not null;

insert into postern.migration (version, name) values (18, '0018_sender_standings') on conflict do nothing;
