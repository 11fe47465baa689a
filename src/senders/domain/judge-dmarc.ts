import type { Diagnostic, ExpectedRecord } from '../../model/domain-records.ts';
import { diagnose, excerpt } from './diagnostics.ts';
import { hasFalseSpaces, withoutQuotes, withoutSpaces } from './near-miss.ts';
import type { Judge } from './survey.ts';
import { doubledTag, parseTags, type Tag } from './tag-list.ts';

const policies: ReadonlySet<string> = new Set(['none', 'quarantine', 'reject']);
const policyTags = ['p', 'sp', 'np'] as const;
/** A policy, or a version, with the next part after it and no semicolon between. */
const runTogether = /(?:^|;)\s*(?:p|sp|np)\s*=\s*(?:none|quarantine|reject)[\s,:|]+\w+\s*=/i;
const knownTags = new Set(['v', 'p', 'sp', 'np', 'adkim', 'aspf', 'fo', 'rua', 'ruf', 'psd', 't']);

/** The tags of a DMARC record (RFC 9989 §4.7): one whose first tag is exactly `v=DMARC1`. Parts of another form are skipped. */
export function parseDmarc(text: string): readonly Tag[] | undefined {
  if (!/^[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/.test(text)) return undefined;
  return text.split(';').flatMap((part) => parseTags(part) ?? []);
}

/** What a record says is to be done. `fallback`: that part is not valid, and receivers act as for `none`. */
export type DmarcPolicy =
  | { readonly kind: 'policy'; readonly policy: string; readonly fallback?: PolicyTag }
  | { readonly kind: 'void'; readonly tag: PolicyTag; readonly found: string | undefined };

type PolicyTag = (typeof policyTags)[number];

/**
 * The policy for the record's own domain, or for the domains below it. One of `p`, `sp` and `np` not valid: `none` where reports are
 * asked for, else no policy at all (RFC 9989 §4.10.1).
 */
export function dmarcPolicy(tags: readonly Tag[], scope: 'own' | 'below'): DmarcPolicy {
  const values = new Map(policyTags.map((tag) => [tag, anyCase(tags, tag)?.value.toLowerCase()]));
  const invalid = policyTags.find((tag) => {
    const value = values.get(tag);
    return value === undefined ? tag === 'p' : !policies.has(value);
  });
  if (invalid === undefined) {
    const below = scope === 'below' ? values.get('sp') : undefined;
    return { kind: 'policy', policy: below ?? values.get('p') ?? 'none' };
  }
  return asksForReports(tags)
    ? { kind: 'policy', policy: 'none', fallback: invalid }
    : { kind: 'void', tag: invalid, found: anyCase(tags, invalid)?.value };
}

/** A URI needs a scheme and something after it; which schemes a receiver serves does not matter here. */
function asksForReports(tags: readonly Tag[]): boolean {
  const uris = anyCase(tags, 'rua')?.value.split(',') ?? [];
  return uris.some((uri) => /^\s*[a-z][a-z0-9+.-]*:[^\s:]/i.test(uri));
}

/** Of receivers, some compare the names of tags without case and some do not. */
function anyCase(tags: readonly Tag[], name: string): Tag | undefined {
  return tags.find((tag) => tag.name === name) ?? tags.find((tag) => tag.name.toLowerCase() === name);
}

/** A DMARC record at the domain's own name: any valid policy passes, since only the owner can say which is right. */
export function judgeDmarc({ name }: ExpectedRecord): Judge<'TXT'> {
  return (values) => {
    const wrong = (diagnostic: Diagnostic) => ({ kind: 'wrong', diagnostic }) as const;
    const records = values.filter((text) => parseDmarc(text));
    const [text] = records;
    if (records.length > 1) return wrong(diagnose('dmarc_multiple', { name, count: records.length }));
    if (text !== undefined) {
      const problem = misprinted(name, text);
      if (problem) return wrong(problem);
      const tags = parseDmarc(text) ?? [];
      const found = dmarcPolicy(tags, 'own');
      return found.kind === 'policy'
        ? { kind: 'match', remarks: remarks(name, tags, found.fallback) }
        : wrong(noPolicy(name, found.tag, found.found));
    }
    const meant = values.find((each) => /v\s*=\W*DMARC/i.test(withoutSpaces(each)));
    return meant === undefined ? { kind: 'absent' } : wrong(misformed(name, meant));
  };
}

/** What is wrong with a record that begins as it should. */
function misprinted(name: string, text: string): Diagnostic | undefined {
  if (hasFalseSpaces(text)) return diagnose('whitespace', { name });
  if (withoutQuotes(text) !== text) return diagnose('quoted', { name });
  const tag = doubledTag(text);
  if (tag !== undefined) return diagnose('duplicate_tag', { name, tag });
  return runTogether.test(text) ? diagnose('dmarc_semicolon', { name }) : undefined;
}

function noPolicy(name: string, tag: PolicyTag, found: string | undefined): Diagnostic {
  return tag === 'p' || found === undefined
    ? diagnose('dmarc_no_policy', { name })
    : diagnose('dmarc_bad_policy', { name, tag, found: excerpt(found) });
}

/** What is wrong with a record that receivers do not know for one. */
function misformed(name: string, text: string): Diagnostic {
  if (withoutQuotes(text) !== text && parseDmarc(withoutQuotes(text).trim()))
    return diagnose('quoted', { name });
  if (/^\s*v\s*=\s*DMARC1[\s,:|]+\w+\s*=/i.test(text) && !hasFalseSpaces(text))
    return diagnose('dmarc_semicolon', { name });
  return diagnose(parseDmarc(withoutSpaces(text)) ? 'whitespace' : 'dmarc_not_first', { name });
}

function remarks(name: string, tags: readonly Tag[], fallback: PolicyTag | undefined): Diagnostic[] {
  const loud = tags.find(
    (tag) => tag.name !== tag.name.toLowerCase() && knownTags.has(tag.name.toLowerCase()),
  );
  return [
    ...(fallback ? [diagnose('dmarc_as_none', { name, tag: fallback })] : []),
    ...(loud && loud.name !== 'V' ? [diagnose('dmarc_case', { name, tag: loud.name })] : []),
    ...testing(name, tags),
    ...ignored(name, tags),
  ];
}

/** `t=y` asks for one level less than the policy (RFC 9989 §4.7); below `none` there is none. */
function testing(name: string, tags: readonly Tag[]): Diagnostic[] {
  const policy = anyCase(tags, 'p')?.value.toLowerCase();
  const asked = anyCase(tags, 't')?.value.toLowerCase() === 'y';
  return asked && (policy === 'quarantine' || policy === 'reject')
    ? [diagnose('dmarc_testing', { name, policy })]
    : [];
}

function ignored(name: string, tags: readonly Tag[]): Diagnostic[] {
  const names = [...new Set(tags.map((tag) => tag.name.toLowerCase()))].filter((tag) => !knownTags.has(tag));
  return names.length > 0
    ? [diagnose('dmarc_ignored_tag', { name, tags: names.slice(0, 8).join(', ') })]
    : [];
}
