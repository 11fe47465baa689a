-- Of a topic, too, an opt-out and a person's decision stand beside each other: lifting the decision leaves the opt-out.

alter table postern.opt_out drop constraint opt_out_pkey, add primary key (site, channel, address, topic, reason);

insert into postern.migration (version, name) values (33, '0033_decisions_of_topics') on conflict do nothing;
