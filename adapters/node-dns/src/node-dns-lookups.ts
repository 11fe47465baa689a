import type { Resolver } from 'node:dns/promises';
import { type DnsAnswer, type DnsType, type DnsValues, present } from 'postern/adapter';

interface Looked<T extends DnsType> {
  readonly values: readonly DnsValues[T][];
  readonly ttl?: number;
}

type Lookups = { readonly [T in DnsType]: (resolver: Resolver, name: string) => Promise<Looked<T>> };

/** One look-up by type. An empty list means that a CNAME leads to a name without such a record. */
export const lookups: Lookups = {
  TXT: async (resolver, name) => {
    const records = await resolver.resolveTxt(name);
    return { values: records.map((chunks) => decoded(chunks.join(''))) };
  },
  CNAME: async (resolver, name) => ({ values: await resolver.resolveCname(name) }),
  MX: async (resolver, name) => {
    const values = await resolver.resolveMx(name);
    // Node 24 adds a type to each.
    return { values: values.map(({ exchange, priority }) => ({ exchange, priority })) };
  },
  A: async (resolver, name) => addresses(await resolver.resolve4(name, { ttl: true })),
  AAAA: async (resolver, name) => addresses(await resolver.resolve6(name, { ttl: true })),
  NS: async (resolver, name) => {
    const values = await resolver.resolveNs(name);
    // Behind a CNAME these are the servers of another name's zone.
    return { values: (await hasAlias(resolver, name)) ? [] : values };
  },
};

/** What an error of node:dns means; `undefined` where it is not one about the answer. */
export function answerOfError(error: unknown): Exclude<DnsAnswer, { kind: 'found' }> | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  if (error.code === 'ENOTFOUND') return { kind: 'missing', nameExists: false };
  if (error.code === 'ENODATA') return { kind: 'missing', nameExists: true };
  return { kind: 'unavailable', code: String(error.code) };
}

async function hasAlias(resolver: Resolver, name: string): Promise<boolean> {
  try {
    return (await resolver.resolveCname(name)).length > 0;
  } catch (error) {
    if (answerOfError(error)?.kind === 'missing') return false;
    throw error;
  }
}

/** node:dns gives one character for each byte; people write UTF-8. */
function decoded(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}

function addresses(
  records: readonly { readonly address: string; readonly ttl: number }[],
): Looked<'A'> & Looked<'AAAA'> {
  return present({
    values: records.map(({ address }) => address),
    ttl: records.length > 0 ? Math.min(...records.map(({ ttl }) => ttl)) : undefined,
  });
}
