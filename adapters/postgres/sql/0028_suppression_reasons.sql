-- A suppression list narrowed down by its reason, newest first: of a million bounces the few complaints are found by themselves.

create index suppression_of_reason on postern.suppression (site, channel, reason, at, address);
create index opt_out_of_reason on postern.opt_out (site, channel, reason, at, address, topic);

insert into postern.migration (version, name) values (28, '0028_suppression_reasons') on conflict do nothing;
