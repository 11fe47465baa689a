/** What a DNS record is for. */
export type RecordPurpose = 'ownership' | 'dkim' | 'dmarc';

/** A record the domain needs, and how a found one is compared. */
export interface ExpectedRecord {
  readonly purpose: RecordPurpose;
  readonly type: 'TXT' | 'CNAME';
  /** The full name, lower case, without the final dot. */
  readonly name: string;
  /** The value to enter. For DMARC a suggestion: any valid policy passes. */
  readonly value: string;
  /** Values this record had in an earlier set-up, to name them when found. */
  readonly oldValues?: readonly string[];
  /** Checked and shown, but not needed to count as validated: a new DKIM key that the present ones stand in for. */
  readonly optional?: boolean;
}

/** Every finding a check can come to; the sentences are in `diagnostics.ts`. */
export type DiagnosticCode =
  | 'not_found'
  | 'appended_zone'
  | 'wrong_host'
  | 'parent_level'
  | 'stale_cache'
  | 'resolver_failure'
  | 'ns_disagree'
  | 'ns_refused'
  | 'wrong_type'
  | 'cname_conflict'
  | 'cname_loop'
  | 'dangling_cname'
  | 'quoted'
  | 'truncated'
  | 'whitespace'
  | 'letter_case'
  | 'duplicate_tag'
  | 'old_value'
  | 'swapped_value'
  | 'other_value'
  | 'duplicate'
  | 'wildcard'
  | 'dkim_revoked'
  | 'dkim_testing'
  | 'dkim_weak'
  | 'dmarc_multiple'
  | 'dmarc_no_policy'
  | 'dmarc_as_none'
  | 'dmarc_bad_policy'
  | 'dmarc_semicolon'
  | 'dmarc_case'
  | 'dmarc_testing'
  | 'dmarc_not_first'
  | 'dmarc_inherited'
  | 'dmarc_ignored_tag'
  | 'spf_multiple'
  | 'spf_lookups'
  | 'spf_syntax'
  | 'spf_include'
  | 'spf_void'
  | 'spf_all'
  | 'domain_missing'
  | 'lame_delegation'
  | 'domain_servfail'
  | 'dns_failure';

/** One finding of a check: what is there, whether that matters, and what to do. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  /** `error`: the record does not pass. `warning` and `info`: it does. */
  readonly severity: 'error' | 'warning' | 'info';
  /** One sentence: what is there and what to do. */
  readonly message: string;
  /** The parts of the sentence, for translation. */
  readonly params: Readonly<Record<string, string | number>>;
}

/** `unknown`: DNS did not answer; nothing is concluded. */
export type RecordStatus = 'passed' | 'failed' | 'unknown';

/** One record with what a check found. */
export interface RecordCheck extends ExpectedRecord {
  readonly status: RecordStatus;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a check of a whole domain found. */
export interface DomainCheck {
  /** `failed`: a record certainly does not pass. `unknown`: none of those, but DNS did not answer for all. */
  readonly status: RecordStatus;
  /** In the order asked for. */
  readonly records: readonly RecordCheck[];
  /** About the domain as a whole (`spf_*`, `ns_refused`, `domain_missing`, what kept DNS from answering); these decide nothing. */
  readonly notices: readonly Diagnostic[];
}
