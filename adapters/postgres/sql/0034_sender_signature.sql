-- What stands under a sender's mails by hand: its text, and HTML where there is some. Null: nothing.

alter table postern.sender add column signature json;

insert into postern.migration (version, name) values (34, '0034_sender_signature') on conflict do nothing;
