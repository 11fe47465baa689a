import type {
  DnsAnswer,
  DnsQueryOptions,
  DnsResolver,
  DnsType,
  DnsValues,
} from '../../src/interfaces/dns-resolver.ts';

export type Records = { readonly [T in DnsType]?: readonly DnsValues[T][] };
export type ZoneData = Readonly<Record<string, Records>>;

interface Asked {
  readonly name: string;
  readonly type: DnsType;
  readonly nameServer: string | undefined;
}

interface Failure {
  readonly who: string;
  readonly name: string;
  readonly code: string;
  readonly type: DnsType | undefined;
}

/** The configured resolver, as opposed to the address of a name server. */
export const cache = 'cache';

/** No records at a name. */
export const gone: Records = {};

/**
 * DNS in memory: one state that all see, of which the cache or a name server may see another for some names. Follows
 * CNAMEs, knows `*.` names and tells NODATA from NXDOMAIN.
 */
export class TestDns implements DnsResolver {
  readonly asked: Asked[] = [];
  readonly #shared: ZoneData;
  readonly #views = new Map<string, ZoneData>();
  readonly #failures: Failure[] = [];

  constructor(shared: ZoneData) {
    this.#shared = shared;
  }

  /** What the cache or one name server has at these names instead. */
  sees(who: string, names: ZoneData): this {
    this.#views.set(who, { ...this.#views.get(who), ...names });
    return this;
  }

  /** `who` gives no answer for a name, or for any (`*`); for one type, or for all. */
  fails(who: string, name: string, code = 'ESERVFAIL', type?: DnsType): this {
    this.#failures.push({ who, name, code, type });
    return this;
  }

  async resolve<T extends DnsType>(
    name: string,
    type: T,
    options: DnsQueryOptions = {},
  ): Promise<DnsAnswer<T>> {
    this.asked.push({ name, type, nameServer: options.nameServer });
    const who = options.nameServer ?? cache;
    const failure = this.#failures.find(
      (each) => each.who === who && [name, '*'].includes(each.name) && (each.type ?? type) === type,
    );
    if (failure) return { kind: 'unavailable', code: failure.code };
    const seen = Object.entries({ ...this.#shared, ...this.#views.get(who) });
    const zone = Object.fromEntries(seen.filter(([, records]) => Object.keys(records).length > 0));
    return look(zone, name, type, who === cache);
  }
}

function look<T extends DnsType>(
  zone: ZoneData,
  name: string,
  type: T,
  everywhere: boolean,
  depth = 0,
): DnsAnswer<T> {
  const records = zone[name] ?? wildcard(zone, name);
  const values = records?.[type];
  if (values && values.length > 0) return { kind: 'found', values, ttl: 3600 };
  const [alias] = records?.CNAME ?? [];
  // A name server knows its own zone only: here, the names with the same last two labels.
  const follows = type !== 'CNAME' && type !== 'NS' && depth < 8;
  if (alias && follows && (everywhere || lastLabels(alias) === lastLabels(name))) {
    return look(zone, alias, type, everywhere, depth + 1);
  }
  return { kind: 'missing', nameExists: records !== undefined || hasNamesBelow(zone, name) };
}

function wildcard(zone: ZoneData, name: string): Records | undefined {
  const parent = name.slice(name.indexOf('.') + 1);
  if (parent === name || zone[name] || hasNamesBelow(zone, name)) return undefined;
  return zone[`*.${parent}`] ?? wildcard(zone, parent);
}

function hasNamesBelow(zone: ZoneData, name: string): boolean {
  return Object.keys(zone).some((each) => each.endsWith(`.${name}`));
}

function lastLabels(name: string): string {
  return name.split('.').slice(-2).join('.');
}
