-- Documents are folded as the core folds now: the final sigma, apostrophes and hyphens of one kind, nothing that is not seen.
do $$
declare
  plain constant text := U&'\0060\00b4\02b9\02bb\02bc\02bd\055a\05f3\2018\2019\201b\2032\a78c\ff07\2010\2011\2012\2013\2014\2015\2212\fe63\ff0d\03c2\00ad\200b\200c\200d\200e\200f\202a\202b\202c\202d\202e\2060\2066\2067\2068\2069\feff';
  folded constant text := U&'\0027\0027\0027\0027\0027\0027\0027\0027\0027\0027\0027\0027\0027\0027\002d\002d\002d\002d\002d\002d\002d\002d\002d\03c3';
begin
  update postern.message_search set doc = translate(doc, plain, folded)
  where doc <> translate(doc, plain, folded);
end $$;

insert into postern.migration (version, name) values (6, '0006_search_folding') on conflict do nothing;
