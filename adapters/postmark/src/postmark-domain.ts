import { type ExpectedRecord, type ProviderApi, ProviderError } from 'postern/adapter';
import { z } from 'zod';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const details = z.object({
  ID: z.int(),
  Name: z.string(),
  DKIMVerified: z.boolean(),
  DKIMHost: text,
  DKIMTextValue: text,
  DKIMPendingHost: text,
  DKIMPendingTextValue: text,
  ReturnPathDomain: text,
  ReturnPathDomainCNAMEValue: text,
  ReturnPathDomainVerified: z.boolean(),
});
/** A domain as Postmark has it. */
export type PostmarkDomain = z.infer<typeof details>;

const domainList = z.object({ Domains: z.array(z.object({ ID: z.int(), Name: z.string() })) });

/** So many Postmark lists at once. */
const pageSize = 500;
/** Postmark's own lists end at 10,000. */
const maxPages = 20;

/** The first of a list of Postmark's that fits. */
export async function findListed<T>(
  list: (query: { readonly count: number; readonly offset: number }) => Promise<readonly T[]>,
  isIt: (one: T) => boolean,
): Promise<T | undefined> {
  for (let page = 0; page < maxPages; page += 1) {
    const listed = await list({ count: pageSize, offset: page * pageSize });
    const found = listed.find(isIt);
    if (found !== undefined || listed.length < pageSize) return found;
  }
  return undefined;
}

/** Whether Postmark refused with one of its own error codes. */
export function isRefusedBy(error: unknown, ...codes: readonly number[]): boolean {
  if (!(error instanceof ProviderError) || error.fault.kind !== 'refused') return false;
  return codes.some((code) => `${code}` === `${(error.fault as { code?: unknown }).code}`);
}

/** `undefined`: Postmark does not know it. */
export async function findDomainId(
  api: ProviderApi,
  domain: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  const list = async (query: { readonly count: number; readonly offset: number }) =>
    (await api.request({ path: '/domains', query, answer: domainList }, signal)).body.Domains;
  return (await findListed(list, ({ Name }) => Name.toLowerCase() === domain))?.ID;
}

/** With the Return-Path that Postmark itself suggests. */
export async function createDomain(api: ProviderApi, domain: string, signal: AbortSignal): Promise<number> {
  const json = { Name: domain, ReturnPathDomain: `pm-bounces.${domain}` };
  return (await api.request({ path: '/domains', json, answer: details }, signal)).body.ID;
}

export async function readDomain(api: ProviderApi, id: number, signal: AbortSignal): Promise<PostmarkDomain> {
  return (await api.request({ path: `/domains/${id}`, answer: details }, signal)).body;
}

/** Has Postmark look at the DNS, where it has not yet seen what it asks for. */
export async function verifyDomain(
  api: ProviderApi,
  known: PostmarkDomain,
  signal: AbortSignal,
): Promise<boolean> {
  const ask = async (what: 'verifyDKIM' | 'verifyReturnPath') =>
    (await api.request({ method: 'PUT', path: `/domains/${known.ID}/${what}`, answer: details }, signal))
      .body;
  const keyed = !known.DKIMVerified || known.DKIMPendingHost !== '' ? await ask('verifyDKIM') : known;
  const isReturned = (one: PostmarkDomain) => one.ReturnPathDomain === '' || one.ReturnPathDomainVerified;
  return keyed.DKIMVerified && isReturned(isReturned(keyed) ? keyed : await ask('verifyReturnPath'));
}

/** A key that is to replace another is not needed yet; the first one is. */
export function recordsOf(found: PostmarkDomain, domain: string): readonly ExpectedRecord[] {
  const key = (host: string, value: string): readonly ExpectedRecord[] =>
    host === '' ? [] : [{ purpose: 'dkim', type: 'TXT', name: nameOf(host), value: value.trim() }];
  const current = key(found.DKIMHost, found.DKIMTextValue);
  const pending = key(found.DKIMPendingHost, found.DKIMPendingTextValue).map((record) =>
    current.length > 0 ? { ...record, optional: true } : record,
  );
  const returnPath: readonly ExpectedRecord[] =
    found.ReturnPathDomain === ''
      ? []
      : [
          {
            purpose: 'ownership',
            type: 'CNAME',
            name: nameOf(found.ReturnPathDomain),
            value: found.ReturnPathDomainCNAMEValue,
          },
        ];
  // Postmark lists none.
  const dmarc = {
    purpose: 'dmarc',
    type: 'TXT',
    name: `_dmarc.${domain}`,
    value: 'v=DMARC1; p=none;',
  } as const;
  return [...current, ...pending, ...returnPath, dmarc];
}

function nameOf(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}
