import type { DnsAnswer } from '../../interfaces/dns-resolver.ts';
import type { CheckContext } from './check-context.ts';
import { dmarcPolicy, parseDmarc } from './judge-dmarc.ts';
import { type Tag, tagValue } from './tag-list.ts';
import { askFresh } from './zone.ts';

/** Labels that are left after the first step up from a long name, so that a walk takes 8 queries at most. */
const longestParent = 7;

export type Inherited =
  | { readonly kind: 'covered'; readonly parent: string; readonly policy: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly code: string };

interface Found {
  readonly domain: string;
  readonly tags: readonly Tag[];
}

/** The policy that a domain without a DMARC record has from above: the tree walk of RFC 9989 §4.10. */
export async function inheritedDmarc(domain: string, context: CheckContext): Promise<Inherited> {
  const parents = parentsOf(domain);
  const answers = await Promise.all(parents.map((parent) => askFresh(context, `_dmarc.${parent}`, 'TXT')));
  const found: Found[] = [];
  for (const [index, parent] of parents.entries()) {
    const answer: DnsAnswer<'TXT'> | undefined = answers[index];
    if (answer?.kind === 'unavailable') return { kind: 'unknown', code: answer.code };
    const records = (answer?.kind === 'found' ? answer.values : []).map(parseDmarc);
    const [tags, second] = records.filter((each) => each !== undefined);
    // Several records at one name are void.
    if (!tags || second) continue;
    found.push({ domain: parent, tags });
    if (/^[yn]$/i.test(tagValue(tags, 'psd') ?? '')) break;
  }
  const governing = governs(domain, found);
  const governed = governing && dmarcPolicy(governing.tags, 'below');
  return governing && governed?.kind === 'policy'
    ? { kind: 'covered', parent: governing.domain, policy: governed.policy }
    : { kind: 'none' };
}

/** Not the nearest record but the organisational domain's (§4.10.2): the walk's last, or the one below a public suffix's. */
function governs(domain: string, found: readonly Found[]): Found | undefined {
  const last = found.at(-1);
  if (!last || tagValue(last.tags, 'psd')?.toLowerCase() !== 'y') return last;
  const organisation = domain
    .split('.')
    .slice(-(last.domain.split('.').length + 1))
    .join('.');
  return found.find((each) => each.domain === organisation) ?? last;
}

function parentsOf(domain: string): string[] {
  const labels = domain.split('.').slice(1).slice(-longestParent);
  return labels.map((_, index) => labels.slice(index).join('.'));
}
