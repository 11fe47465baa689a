-- A webhook concerns both channels.
alter table postern.audit alter column channel drop not null;

insert into postern.migration (version, name) values (26, '0026_audit_channel') on conflict do nothing;
