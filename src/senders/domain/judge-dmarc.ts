import type { Diagnostic, ExpectedRecord } from '../../model/domain-records.ts';
import { diagnose } from './diagnostics.ts';
import { withoutQuotes } from './near-miss.ts';
import type { Judge } from './survey.ts';
import { parseTags, type Tag, tagValue } from './tag-list.ts';

const policies: ReadonlySet<string | undefined> = new Set(['none', 'quarantine', 'reject']);
const knownTags = new Set(['v', 'p', 'sp', 'np', 'adkim', 'aspf', 'fo', 'rua', 'ruf', 'psd', 't']);

/** The tags of a DMARC record (RFC 9989 §4.7): one whose first tag is exactly `v=DMARC1`. Parts of another form are skipped. */
export function parseDmarc(text: string): readonly Tag[] | undefined {
  if (!/^[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/.test(text)) return undefined;
  return text.split(';').flatMap((part) => parseTags(part) ?? []);
}

/** The policy for the record's own domain, or for the domains below it. `undefined`: not a valid one. */
export function dmarcPolicy(tags: readonly Tag[], scope: 'own' | 'below'): string | undefined {
  const below = scope === 'below' ? tagValue(tags, 'sp') : undefined;
  const policy = (below ?? tagValue(tags, 'p'))?.toLowerCase();
  return policies.has(policy) ? policy : undefined;
}

/** A DMARC record at the domain's own name: any valid policy passes, since only the owner can say which is right. */
export function judgeDmarc({ name }: ExpectedRecord): Judge<'TXT'> {
  return (values) => {
    const records = values.map(parseDmarc).filter((tags) => tags !== undefined);
    const [tags] = records;
    if (records.length > 1) {
      return { kind: 'wrong', diagnostic: diagnose('dmarc_multiple', { name, count: records.length }) };
    }
    if (tags) {
      return dmarcPolicy(tags, 'own')
        ? { kind: 'match', remarks: ignored(name, tags) }
        : { kind: 'wrong', diagnostic: diagnose('dmarc_no_policy', { name }) };
    }
    const meant = values.find((text) => /v\s*=\W*DMARC/i.test(text));
    return meant === undefined ? { kind: 'absent' } : { kind: 'wrong', diagnostic: misformed(name, meant) };
  };
}

function misformed(name: string, text: string): Diagnostic {
  if (parseDmarc(text.trim())) return diagnose('whitespace', { name });
  return diagnose(parseDmarc(withoutQuotes(text).trim()) ? 'quoted' : 'dmarc_not_first', { name });
}

function ignored(name: string, tags: readonly Tag[]): Diagnostic[] {
  const names = [...new Set(tags.map((tag) => tag.name.toLowerCase()))].filter((tag) => !knownTags.has(tag));
  return names.length > 0
    ? [diagnose('dmarc_ignored_tag', { name, tags: names.slice(0, 8).join(', ') })]
    : [];
}
