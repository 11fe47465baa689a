-- Room in each page for a second version of all its rows, grown by what a provider answered: neighbours are claimed, and
-- settled, in one statement, which cannot yet clear away the versions it replaces. With less room such updates go to other
-- pages and write every index again. Pages that are full already stay so.
alter table postern.message set (fillfactor = 40);
alter table postern.message_job set (fillfactor = 40);

insert into postern.migration (version, name) values (9, '0009_hot_updates') on conflict do nothing;
