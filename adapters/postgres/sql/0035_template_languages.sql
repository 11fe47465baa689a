-- A template's texts in other languages than its own, and values to try it with. Null: it does not say, and has none.

-- Processes of the release before do not know the columns: they send a template's own texts to everybody, and saving one there keeps what
-- it has in other languages as it is.
alter table postern.template add column language text collate "C";
alter table postern.template add column translations json;
alter table postern.template add column sample json;

insert into postern.migration (version, name) values (35, '0035_template_languages') on conflict do nothing;
