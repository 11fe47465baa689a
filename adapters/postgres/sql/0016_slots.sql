-- Limits of what goes on at once over all processes: who holds how many slots, and until when.

create table postern.slot (
  key text collate "C" primary key,
  -- By holder: how many, and the end of its lease in ms since 1970. In one row, so that one statement sees all of them.
  holders jsonb not null,
  -- What the last that asked holds.
  held integer not null
) with (fillfactor = 50);

insert into postern.migration (version, name) values (16, '0016_slots') on conflict do nothing;
