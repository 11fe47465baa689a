import type { DnsValues } from '../../interfaces/dns-resolver.ts';
import type { Diagnostic, ExpectedRecord } from '../../model/domain-records.ts';
import { registrableDomain } from '../../model/public-suffix.ts';
import type { CheckContext } from './check-context.ts';
import { diagnose } from './diagnostics.ts';
import type { Judge } from './survey.ts';
import { askFresh, isWithin, upTo } from './zone.ts';

const maxOtherHosts = 5;

interface Place {
  readonly found: string;
  readonly diagnostic: Diagnostic;
}

/** The right record under a wrong name, where people often put it. */
export async function findElsewhere<T extends 'TXT' | 'CNAME'>(
  context: CheckContext,
  { record, type, judge }: { readonly record: ExpectedRecord; readonly type: T; readonly judge: Judge<T> },
): Promise<Diagnostic | undefined> {
  const places = placesFor(record, context);
  const right = await Promise.all(
    places.map(async ({ found }) => {
      const answer = await askFresh(context, found, type);
      return answer.kind === 'found' && answer.values.some((value) => judge([value]).kind === 'match');
    }),
  );
  return places.find((_, index) => right[index])?.diagnostic;
}

/** Whether these values come from a wildcard: a name that nobody made has them too. */
export async function fromWildcard<T extends 'TXT' | 'CNAME'>(
  context: CheckContext,
  {
    name,
    type,
    values,
  }: { readonly name: string; readonly type: T; readonly values: readonly DnsValues[T][] },
): Promise<boolean> {
  const { domain, randomLabel } = context;
  const parent = name.slice(name.indexOf('.') + 1);
  if (values.length === 0 || !isWithin(parent, registrableDomain(domain) ?? domain)) return false;
  const answer = await askFresh(context, `${randomLabel}.${parent}`, type);
  return answer.kind === 'found' && fingerprint(answer.values) === fingerprint(values);
}

function fingerprint(values: readonly unknown[]): string {
  return JSON.stringify([...values].map(String).sort());
}

function placesFor(record: ExpectedRecord, { domain, zone }: CheckContext): Place[] {
  const { name } = record;
  const appended = [...new Set([zone?.apex ?? domain, domain])].map((end) => ({
    found: `${name}.${end}`,
    diagnostic: diagnose('appended_zone', { found: `${name}.${end}`, relative: relativeTo(name, end) }),
  }));
  if (!isWithin(name, domain)) return appended;
  const host = name.slice(0, -domain.length);
  // A parent's DMARC record is its own, and none to be moved.
  const top = record.purpose === 'dmarc' ? domain : (registrableDomain(domain) ?? domain);
  const above = upTo(domain, top).slice(1);
  const parents = above.map((parent) => ({
    found: `${host}${parent}`,
    diagnostic: diagnose('parent_level', { parent, domain, name }),
  }));
  const others = otherHosts(host, domain).map((found) => ({
    found,
    diagnostic: diagnose('wrong_host', { found, name }),
  }));
  return [...appended, ...parents, ...others];
}

/** Names that come of leaving out a part of the host, or its underscore; `host` ends with a dot or is empty. */
function otherHosts(host: string, domain: string): string[] {
  if (host === '') return [`www.${domain}`];
  const labels = host.slice(0, -1).split('.');
  const shorter = labels.map((_, left) => labels.filter((_label, index) => index !== left));
  const plain = labels.map((label) => label.replace(/^_/, ''));
  const hosts = [...shorter, plain].map((parts) => [...parts, domain].join('.'));
  return [...new Set([...hosts, domain])]
    .filter((found) => found !== `${host}${domain}`)
    .slice(0, maxOtherHosts);
}

function relativeTo(name: string, zone: string): string {
  return name === zone ? '@' : isWithin(name, zone) ? name.slice(0, -zone.length - 1) : name;
}
