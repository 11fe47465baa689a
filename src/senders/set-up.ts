import type { DomainCheck } from '../model/domain-records.ts';
import { lazily } from '../model/lazily.ts';
import type { DomainCheckInput } from './domain/domain-check.ts';

/** The checks of a set-up, loaded by the first: most processes never set a sender up. */
export const setUp = lazily(() => import('./checks.ts'));

/**
 * Looks for a domain's records and says for each what is there and what to do. At most 250 DNS queries, 10 at a time.
 * The zone's own name servers decide where they answer, else the configured resolver. What DNS did not tell is
 * `unknown`, never `failed`. Never rejects for what DNS says.
 */
export async function checkDomain(input: DomainCheckInput): Promise<DomainCheck> {
  return (await setUp()).checkDomain(input);
}
