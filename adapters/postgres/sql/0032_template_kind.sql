-- Layouts and partials, kept beside the templates that use them. Null: a template that messages are made of.

-- Processes of the release before do not know the column: they list a layout as a template, and saving one there makes it one.
alter table postern.template add column kind text collate "C";

insert into postern.migration (version, name) values (32, '0032_template_kind') on conflict do nothing;
