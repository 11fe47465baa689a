-- Codes are counted by address over all sites, and who confirmed an address is told.

-- A keyed hash: the address itself is not kept with the count.
alter table postern.sender_code_sent add column address_mac text collate "C";
create index sender_code_sent_address on postern.sender_code_sent (address_mac, at);

alter table postern.sender add column address_validated_by text;
alter table postern.sender add column address_confirmed_by text;
update postern.sender set address_validated_by = 'code' where channel = 'email' and address_validated_at is not null;

insert into postern.migration (version, name) values (5, '0005_sender_codes') on conflict do nothing;
