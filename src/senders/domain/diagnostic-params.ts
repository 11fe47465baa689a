type RecordType = 'TXT' | 'CNAME';

/** What each sentence is made of. Names, values and counts only, so that they can be stored and translated. */
export type DiagnosticParams = {
  not_found: { type: RecordType; name: string };
  appended_zone: { found: string; relative: string };
  wrong_host: { found: string; name: string };
  parent_level: { parent: string; domain: string; name: string };
  /** `ttl` in seconds, 0 where the resolver does not tell. */
  stale_cache: { name: string; ttl: number };
  resolver_failure: { name: string; code: string };
  ns_disagree: { name: string; wrong: number; asked: number };
  ns_refused: { domain: string; refused: number; asked: number };
  wrong_type: { name: string; found: RecordType; type: RecordType };
  cname_conflict: { name: string; target: string };
  cname_loop: { name: string; target: string };
  dangling_cname: { name: string; target: string };
  quoted: { name: string };
  truncated: { name: string; got: number; want: number };
  whitespace: { name: string };
  letter_case: { name: string };
  duplicate_tag: { name: string; tag: string };
  old_value: { name: string };
  swapped_value: { name: string; belongs: string };
  other_value: { name: string; expected: string; found: string };
  duplicate: { name: string; type: RecordType; count: number };
  wildcard: { name: string; type: RecordType };
  dkim_revoked: { name: string };
  dkim_testing: { name: string };
  dkim_weak: { name: string; bits: number };
  dmarc_multiple: { name: string; count: number };
  dmarc_no_policy: { name: string };
  /** `tag`: `p`, `sp` or `np`. */
  dmarc_as_none: { name: string; tag: string };
  dmarc_bad_policy: { name: string; tag: string; found: string };
  dmarc_semicolon: { name: string };
  dmarc_case: { name: string; tag: string };
  dmarc_testing: { name: string; policy: string };
  dmarc_not_first: { name: string };
  dmarc_inherited: { domain: string; parent: string; policy: string };
  dmarc_ignored_tag: { name: string; tags: string };
  spf_multiple: { domain: string; count: number };
  spf_lookups: { domain: string };
  spf_syntax: { domain: string; term: string };
  spf_include: { domain: string; target: string };
  spf_void: { domain: string };
  spf_all: { domain: string };
  domain_missing: { domain: string };
  lame_delegation: { domain: string; asked: number };
  domain_servfail: { domain: string };
  dns_failure: { name: string; code: string };
};
