-- Several senders of a site in a channel, and templates that name one.

-- A row's `channel` is its place. That of the sender by default is the channel itself, so that the primary key allows one, and processes of
-- the release before, which look at (site, channel), go on with that one and see the others in its domain. Another's is `channel/key`.
-- Null is `default`: what processes of the release before insert.
alter table postern.sender add column key text collate "C";
create unique index sender_key on postern.sender (site, split_part(channel, '/', 1), coalesce(key, 'default'));

alter table postern.template add column sender text;

insert into postern.migration (version, name) values (22, '0022_senders') on conflict do nothing;
