import type { Diagnostic, DiagnosticCode } from '../../model/domain-records.ts';
import { readableDomain } from '../../model/readable-domain.ts';
import type { DiagnosticParams } from './diagnostic-params.ts';

type Table = {
  readonly [C in DiagnosticCode]: {
    readonly severity: Diagnostic['severity'];
    readonly sentence: (params: DiagnosticParams[C]) => string;
  };
};

/** Read by people in an office, not by DNS specialists: what is there, then what to do, naming the record. */
const table: Table = {
  not_found: {
    severity: 'error',
    sentence: (p) =>
      `There is no matching ${p.type} record at ${p.name}: add it as shown; a change can take up to 48 hours to be seen.`,
  },
  appended_zone: {
    severity: 'error',
    sentence: (p) =>
      `The record was found at ${p.found}: your DNS host adds the domain by itself, so enter only “${p.relative}” as the name.`,
  },
  wrong_host: {
    severity: 'error',
    sentence: (p) => `The record was found at ${p.found}: move it to ${p.name}.`,
  },
  parent_level: {
    severity: 'error',
    sentence: (p) => `The record was found on ${p.parent}, not on ${p.domain}: enter it at ${p.name}.`,
  },
  stale_cache: {
    severity: 'info',
    sentence: (p) =>
      `Your name servers have the record at ${p.name}; others may see its earlier state for ${p.ttl > 0 ? `up to ${duration(p.ttl)}` : 'some hours'}, and there is nothing to do but wait.`,
  },
  resolver_failure: {
    severity: 'warning',
    sentence: (p) =>
      `Your name servers have the record at ${p.name}, but resolvers refuse it (${p.code}), so receivers may not see it: ask your DNS host to check the domain’s DNSSEC signatures.`,
  },
  ns_disagree: {
    severity: 'error',
    sentence: (p) =>
      `${p.wrong} of ${p.asked} name servers asked do not have ${p.name} as it must be: wait an hour, then ask your DNS host to bring its servers in line.`,
  },
  ns_refused: {
    severity: 'warning',
    sentence: (p) =>
      `${p.refused} of ${p.asked} name servers of ${p.domain} do not answer for it: ask your DNS host to mend them, or take them out where the domain is registered.`,
  },
  wrong_type: {
    severity: 'error',
    sentence: (p) =>
      `${p.name} is a ${p.found} record: replace it by a ${p.type} record with the value shown.`,
  },
  cname_conflict: {
    severity: 'error',
    sentence: (p) =>
      `The CNAME at ${p.name} (to ${p.target}) hides every TXT record there: remove one of the two, since both cannot share a name.`,
  },
  cname_loop: {
    severity: 'error',
    sentence: (p) =>
      `The CNAME at ${p.name} (to ${p.target}) leads back to itself, so nothing is ever found there: replace it by the record shown.`,
  },
  dangling_cname: {
    severity: 'error',
    sentence: (p) =>
      `${p.name} points to ${p.target}, which has no such record: compare the target with the value shown, letter by letter.`,
  },
  quoted: {
    severity: 'error',
    sentence: (p) => `The value at ${p.name} contains quotation marks or backslashes: enter it without them.`,
  },
  truncated: {
    severity: 'error',
    sentence: (p) =>
      `The value at ${p.name} ends after ${p.got} of ${p.want} characters: enter it as one record, split into strings of at most 255 characters.`,
  },
  whitespace: {
    severity: 'error',
    sentence: (p) =>
      `The value at ${p.name} has extra spaces or line breaks: enter it in one piece, exactly as shown.`,
  },
  letter_case: {
    severity: 'error',
    sentence: (p) =>
      `The value at ${p.name} differs from the one shown in capital and small letters: copy it instead of typing it.`,
  },
  duplicate_tag: {
    severity: 'error',
    sentence: (p) =>
      `The record at ${p.name} holds “${p.tag}=” more than once, which makes it void: keep it once, as shown.`,
  },
  old_value: {
    severity: 'error',
    sentence: (p) => `The value at ${p.name} is from an earlier set-up: replace it by the value shown.`,
  },
  swapped_value: {
    severity: 'error',
    sentence: (p) =>
      `The value at ${p.name} is the one for ${p.belongs}: enter at each name the value shown for it.`,
  },
  other_value: {
    severity: 'error',
    sentence: (p) =>
      `At ${p.name} “${p.expected}” is expected, but “${p.found}” was found: enter the value shown.`,
  },
  duplicate: {
    severity: 'error',
    sentence: (p) =>
      `There are ${p.count} ${p.type} records at ${p.name}: keep only the one with the value shown.`,
  },
  wildcard: {
    severity: 'error',
    sentence: (p) =>
      `A wildcard record (*) answers for ${p.name} in place of a record of its own: add the ${p.type} record at exactly this name.`,
  },
  dkim_revoked: {
    severity: 'error',
    sentence: (p) => `The key at ${p.name} is empty (p=), which revokes it: enter the full value shown.`,
  },
  dkim_testing: {
    severity: 'warning',
    sentence: (p) =>
      `The key at ${p.name} is marked as a test (t=y): remove that part, so that receivers rely on it.`,
  },
  dkim_weak: {
    severity: 'warning',
    sentence: (p) =>
      `The key at ${p.name} has only ${p.bits} bits: ask for a key of 2048 bits, since receivers trust shorter ones less and less.`,
  },
  dmarc_multiple: {
    severity: 'error',
    sentence: (p) =>
      `There are ${p.count} DMARC records at ${p.name}, which makes all of them void: keep one, the strictest where they differ.`,
  },
  dmarc_no_policy: {
    severity: 'error',
    sentence: (p) =>
      `The DMARC record at ${p.name} has no valid policy: it needs p=none, p=quarantine or p=reject, whichever you have decided on.`,
  },
  dmarc_as_none: {
    severity: 'warning',
    sentence: (p) =>
      `The DMARC record at ${p.name} has no valid policy in “${p.tag}=”, so receivers act as if it said p=none: write none, quarantine or reject there, whichever you have decided on.`,
  },
  dmarc_bad_policy: {
    severity: 'error',
    sentence: (p) =>
      `“${p.tag}=${p.found}” in the DMARC record at ${p.name} is no valid policy, so receivers ignore the whole record: write none, quarantine or reject there.`,
  },
  dmarc_semicolon: {
    severity: 'error',
    sentence: (p) =>
      `A semicolon is missing in the DMARC record at ${p.name}: put one after “v=DMARC1” and after each part that follows.`,
  },
  dmarc_case: {
    severity: 'warning',
    sentence: (p) =>
      `The DMARC record at ${p.name} has “${p.tag}=” in capital letters, which some receivers do not read: write it in small ones.`,
  },
  dmarc_testing: {
    severity: 'info',
    sentence: (p) =>
      `The DMARC record at ${p.name} says “t=y”, a test: receivers treat mail that fails less strictly than “p=${p.policy}” asks. Take it out when the test is over.`,
  },
  dmarc_not_first: {
    severity: 'error',
    sentence: (p) =>
      `The DMARC record at ${p.name} does not begin with exactly “v=DMARC1”, so it is ignored: put that first and leave the rest as it is.`,
  },
  dmarc_inherited: {
    severity: 'info',
    sentence: (p) =>
      `The DMARC record of ${p.parent} (policy “${p.policy}”) covers ${p.domain}: nothing needs to be added.`,
  },
  dmarc_ignored_tag: {
    severity: 'info',
    sentence: (p) =>
      `The DMARC record at ${p.name} has parts that receivers no longer read (${p.tags}): they do no harm and can be removed.`,
  },
  spf_multiple: {
    severity: 'warning',
    sentence: (p) =>
      `${p.domain} has ${p.count} SPF records (v=spf1), which makes all of them void: merge them into one.`,
  },
  spf_lookups: {
    severity: 'warning',
    sentence: (p) =>
      `The SPF record of ${p.domain} needs more than 10 DNS look-ups, so receivers give up on it: remove the services you no longer use.`,
  },
  spf_syntax: {
    severity: 'warning',
    sentence: (p) =>
      `The SPF record of ${p.domain} has a part that is not valid (“${p.term}”), which makes all of it void: correct or remove that part.`,
  },
  spf_include: {
    severity: 'warning',
    sentence: (p) =>
      `The SPF record of ${p.domain} refers to ${p.target}, which has no valid SPF record of its own, and that makes all of it void: remove that part, or correct its name.`,
  },
  spf_void: {
    severity: 'warning',
    sentence: (p) =>
      `The SPF record of ${p.domain} refers to more than two names that do not exist, so receivers give up on it: remove the services you no longer use.`,
  },
  spf_all: {
    severity: 'warning',
    sentence: (p) =>
      `The SPF record of ${p.domain} allows every server in the world to send for it (+all): end it with ~all or -all.`,
  },
  domain_missing: {
    severity: 'error',
    sentence: (p) =>
      `The domain ${p.domain} does not exist: check its spelling, and that its registration has not run out.`,
  },
  lame_delegation: {
    severity: 'error',
    sentence: (p) =>
      `None of the ${p.asked} name servers asked answers for ${p.domain}: have your DNS host set the domain up on them, or name its present ones where the domain is registered.`,
  },
  domain_servfail: {
    severity: 'error',
    sentence: (p) =>
      `Resolvers get no valid answer for anything in ${p.domain} (ESERVFAIL): where that lasts, ask your DNS host whether its name servers answer for the domain and whether its DNSSEC is in order.`,
  },
  dns_failure: {
    severity: 'error',
    sentence: (p) =>
      `The name servers gave no answer for ${p.name} (${p.code}): try again in a few minutes, and where that lasts ask your DNS host.`,
  },
};

/** A finding with its sentence. */
export function diagnose<C extends DiagnosticCode>(code: C, params: DiagnosticParams[C]): Diagnostic {
  const { severity, sentence } = table[code];
  const shown = readable(params);
  return { code, severity, message: sentence(shown), params: shown };
}

/** Names as people write them; values as they have to be entered. */
function readable<P extends object>(params: P): P {
  if ('expected' in params) return params;
  const shown = Object.entries(params).map(([key, value]) => [
    key,
    typeof value === 'string' ? readableDomain(value) : value,
  ]);
  return Object.fromEntries(shown) as P;
}

function duration(seconds: number): string {
  const [count, unit] =
    seconds > 5400 ? [seconds / 3600, 'hour'] : seconds > 90 ? [seconds / 60, 'minute'] : [seconds, 'second'];
  const whole = Math.ceil(count);
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`;
}

const shownAtMost = 60;

/** A value from DNS as it can be shown and stored: one line, and both ends of a long one, where keys differ. */
export function excerpt(value: string): string {
  const line = value.replace(/[\s\p{C}]+/gu, ' ').trim();
  if (line.length <= shownAtMost) return line;
  const half = (shownAtMost - 1) / 2;
  return `${line.slice(0, Math.floor(half))}…${line.slice(-Math.ceil(half))}`;
}
