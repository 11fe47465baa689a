import type { DnsAnswer, DnsType, DnsValues } from '../../interfaces/dns-resolver.ts';
import type { Diagnostic } from '../../model/domain-records.ts';
import { diagnose } from './diagnostics.ts';
import type { Inquiry } from './inquiry.ts';
import { type Zone, zoneAbove, zoneOf } from './zone.ts';

/** What the values at a name mean for the record expected there. */
type Verdict =
  | { readonly kind: 'match'; readonly remarks: readonly Diagnostic[] }
  /** The record meant, but not as it must be. */
  | { readonly kind: 'wrong'; readonly diagnostic: Diagnostic }
  /** Nothing that could be meant. */
  | { readonly kind: 'absent' };

/** `values` is empty where there is no record. */
export type Judge<T extends DnsType> = (values: readonly DnsValues[T][]) => Verdict;

/** One verdict from all who were asked. `stale`: the configured resolver does not have it yet. */
export type Outcome<T extends DnsType> =
  | { readonly kind: 'match'; readonly remarks: readonly Diagnostic[]; readonly stale?: Diagnostic }
  | { readonly kind: 'disagree'; readonly diagnostic: Diagnostic }
  | { readonly kind: 'wrong'; readonly diagnostic: Diagnostic; readonly values: readonly DnsValues[T][] }
  | { readonly kind: 'absent'; readonly values: readonly DnsValues[T][] }
  | { readonly kind: 'unknown'; readonly code: string };

type Known<T extends DnsType> = Exclude<DnsAnswer<T>, { kind: 'unavailable' }>;

interface Asked<T extends DnsType> {
  readonly name: string;
  readonly type: T;
  readonly judge: Judge<T>;
}

/** Asks the zone's own name servers and the configured resolver for one record. The own servers decide where any answers. */
export async function survey<T extends 'TXT' | 'CNAME'>(
  inquiry: Inquiry,
  { name, type, judge }: Asked<T>,
): Promise<Outcome<T>> {
  const [cached, own] = await Promise.all([inquiry.ask(name, type), askOwn(inquiry, name, type)]);
  const rule = (answer: Known<T>) => judge(valuesOf(answer));
  const cachedVerdict = cached.kind === 'unavailable' ? undefined : rule(cached);

  const known = own.filter((answer) => answer.kind !== 'unavailable');
  const [first] = known;
  if (!first) {
    if (cached.kind === 'unavailable') {
      const refused = await refusedByResolvers(inquiry, { name, type, judge }, cached.code);
      return refused ?? { kind: 'unknown', code: cached.code };
    }
    return failedOrMatch(rule(cached), valuesOf(cached));
  }

  const verdicts = known.map((answer) => ({ answer, verdict: rule(answer) }));
  const failing = verdicts.filter(({ verdict }) => verdict.kind !== 'match');
  if (failing.length === 0) {
    const outcome = failedOrMatch(rule(first), valuesOf(first));
    if (outcome.kind !== 'match' || cachedVerdict?.kind === 'match') return outcome;
    if (cached.kind === 'unavailable') {
      // A time-out tells of our own resolver; this, of what resolvers make of the zone.
      if (cached.code !== 'ESERVFAIL') return outcome;
      return withRefusal(outcome, name, cached.code);
    }
    const ttl = cached.kind === 'found' ? (cached.ttl ?? 0) : 0;
    return { ...outcome, stale: diagnose('stale_cache', { name, ttl }) };
  }
  if (failing.length < verdicts.length) {
    const counts = { wrong: failing.length, asked: verdicts.length };
    return { kind: 'disagree', diagnostic: diagnose('ns_disagree', { name, ...counts }) };
  }
  // Some servers are silent, and the record is still seen elsewhere: they may well have it.
  const silent = own.find((answer) => answer.kind === 'unavailable');
  if (silent && cachedVerdict?.kind === 'match') return { kind: 'unknown', code: silent.code };
  const told = failing.find(({ verdict }) => verdict.kind === 'wrong');
  return told
    ? failedOrMatch(told.verdict, valuesOf(told.answer))
    : { kind: 'absent', values: valuesOf(first) };
}

/** The resolver has nothing to say on a name, not even whose zone it is in, and the servers of the zone above all have the record. */
async function refusedByResolvers<T extends 'TXT' | 'CNAME'>(
  inquiry: Inquiry,
  { name, type, judge }: Asked<T>,
  code: string,
): Promise<Outcome<T> | undefined> {
  const zone = code === 'ESERVFAIL' ? await zoneAbove(inquiry, name) : undefined;
  const own = await answersOf(inquiry, zone, { name, type });
  const verdicts = own.flatMap((answer) => (answer.kind === 'unavailable' ? [] : [judge(valuesOf(answer))]));
  const [first] = verdicts;
  return first?.kind === 'match' && verdicts.every(({ kind }) => kind === 'match')
    ? withRefusal(first, name, code)
    : undefined;
}

function withRefusal<M extends { readonly remarks: readonly Diagnostic[] }>(
  match: M,
  name: string,
  code: string,
): M {
  return { ...match, remarks: [...match.remarks, diagnose('resolver_failure', { name, code })] };
}

function failedOrMatch<T extends DnsType>(verdict: Verdict, values: readonly DnsValues[T][]): Outcome<T> {
  return verdict.kind === 'match' ? verdict : { ...verdict, values };
}

function valuesOf<T extends DnsType>(answer: Known<T>): readonly DnsValues[T][] {
  return answer.kind === 'found' ? answer.values : [];
}

/** The answers of the zone's own name servers, without those that only point elsewhere by a CNAME: they cannot know what is there. */
async function askOwn<T extends 'TXT' | 'CNAME'>(
  inquiry: Inquiry,
  name: string,
  type: T,
): Promise<DnsAnswer<T>[]> {
  return answersOf(inquiry, await zoneOf(inquiry, name), { name, type });
}

async function answersOf<T extends 'TXT' | 'CNAME'>(
  inquiry: Inquiry,
  zone: Zone | undefined,
  { name, type }: Pick<Asked<T>, 'name' | 'type'>,
): Promise<DnsAnswer<T>[]> {
  const answers = await Promise.all(
    (zone?.servers ?? []).map(async (server) => {
      const answer = await inquiry.ask(name, type, server);
      if (type === 'CNAME' || answer.kind !== 'missing' || !answer.nameExists) return answer;
      const alias = await inquiry.ask(name, 'CNAME', server);
      if (alias.kind === 'found') return undefined;
      return alias.kind === 'missing' ? answer : alias;
    }),
  );
  return answers.filter((answer) => answer !== undefined);
}
