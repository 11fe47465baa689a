import type { DnsType } from 'postern/adapter';
import { checkedValue, normalName, type ZoneValues } from './zone-values.ts';

/** All values of one type at one name. */
export interface ZoneRecord<T extends DnsType = DnsType> {
  readonly name: string;
  readonly type: T;
  readonly values: readonly ZoneValues[T][];
  /** Seconds. */
  readonly ttl: number;
}

/** Names, each with its values by type. */
export type ZoneInput = Readonly<Record<string, { readonly [T in DnsType]?: readonly ZoneValues[T][] }>>;

/** How a name fails: by the answer given, by none, or by one that is cut off in the middle. */
export type DnsFailure = 'SERVFAIL' | 'REFUSED' | 'FORMERR' | 'NOTIMP' | 'timeout' | 'malformed';

type RecordSets = { readonly [T in DnsType]: Map<string, ZoneRecord<T>> };

const types: readonly DnsType[] = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT'];
const root = '.';

/**
 * The records a DNS server answers from, changeable while it runs. Names are compared without case; one may begin with
 * `*.` (RFC 4592). What no zone can hold throws `invalid_argument` and changes nothing.
 */
export class DnsZone {
  readonly #sets: RecordSets = {
    A: new Map(),
    AAAA: new Map(),
    CNAME: new Map(),
    MX: new Map(),
    NS: new Map(),
    TXT: new Map(),
  };
  readonly #failures = new Map<string, DnsFailure>();

  constructor(input: ZoneInput = {}) {
    for (const [name, values] of Object.entries(input)) {
      for (const type of types) this.set(name, type, values[type] ?? []);
    }
  }

  /** The records of this type at this very name; `undefined` where there are none. */
  get<T extends DnsType>(name: string, type: T): ZoneRecord<T> | undefined {
    return this.#sets[type].get(normalName(name));
  }

  /** Replaces all values of this type at this name; none removes it. */
  set<T extends DnsType>(name: string, type: T, values: readonly ZoneValues[T][], ttl = 300): void {
    const key = normalName(name);
    const checked = values.map((value) => checkedValue(type, value));
    if (checked.length === 0) this.#sets[type].delete(key);
    else this.#sets[type].set(key, { name: key, type, values: checked, ttl });
  }

  /** Adds a value to those that are there, at their TTL; 300 s for the first. */
  add<T extends DnsType>(name: string, type: T, value: ZoneValues[T]): void {
    const present = this.get(name, type);
    this.set(name, type, [...(present?.values ?? []), value], present?.ttl);
  }

  /** Without a type, everything at this name. */
  remove(name: string, type?: DnsType): void {
    for (const each of type ? [type] : types) this.#sets[each].delete(normalName(name));
  }

  /** What is there, by name, then type. */
  list(): readonly ZoneRecord[] {
    const records: ZoneRecord[] = types.flatMap((type) => [...this.#sets[type].values()]);
    return records.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  /** Lets a name and all below it fail, `.` being all names; `none` ends that. */
  fail(name: string, failure: DnsFailure | 'none'): void {
    const key = name === root ? root : normalName(name);
    if (failure === 'none') this.#failures.delete(key);
    else this.#failures.set(key, failure);
  }

  /** The failure set for the name itself or the nearest name above. */
  failureOf(name: string): DnsFailure | undefined {
    const labels = name.toLowerCase().split('.');
    const names = [...labels.map((_, index) => labels.slice(index).join('.')), root];
    return names.map((each) => this.#failures.get(each)).find((failure) => failure !== undefined);
  }

  /** Whether there is a record at this very name. */
  has(name: string): boolean {
    return types.some((type) => this.#sets[type].has(name));
  }

  /** Whether there is a record below this name, which makes the name exist without records of its own. */
  hasBelow(name: string): boolean {
    return types.some((type) => [...this.#sets[type].keys()].some((each) => each.endsWith(`.${name}`)));
  }
}
