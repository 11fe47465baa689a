import type { DnsType, DnsValues } from 'postern/adapter';

/** The records of one name and type. */
export interface RecordSet<T extends DnsType = DnsType> {
  readonly values: readonly DnsValues[T][];
  /** In seconds. */
  readonly ttl: number;
}

/** Records by name and type, as a first content. */
export type ZoneRecords = Readonly<Record<string, { readonly [T in DnsType]?: readonly DnsValues[T][] }>>;

type Entry = { readonly [T in DnsType]?: RecordSet<T> };

const defaultTtl = 300;

/** DNS records to edit. Names are compared without case and a final dot; `*.example.com` stands for names that are not there. */
export class MemoryZone {
  readonly #entries = new Map<string, Entry>();
  readonly #failures = new Map<string, string>();

  constructor(records: ZoneRecords = {}) {
    for (const [name, types] of Object.entries(records)) {
      for (const type of dnsTypes) this.#put(name, type, types[type], defaultTtl);
    }
  }

  /** Replaces the records of one name and type; an empty list says that there are none. */
  set<T extends DnsType>(name: string, type: T, values: readonly DnsValues[T][], ttl = defaultTtl): void {
    this.#put(name, type, values, ttl);
  }

  /** Forgets a name, or one type of it, and its failure. */
  remove(name: string, type?: DnsType): void {
    const key = nameKey(name);
    this.#failures.delete(key);
    const rest = Object.entries(this.#entries.get(key) ?? {}).filter(([one]) => type && one !== type);
    if (rest.length > 0) this.#entries.set(key, Object.fromEntries(rest));
    else this.#entries.delete(key);
  }

  /** Questions about this name get no answer, until `remove`: `ESERVFAIL`, `ETIMEOUT`, … */
  fail(name: string, code = 'ESERVFAIL'): void {
    this.#failures.set(nameKey(name), code);
  }

  /** The failure that {@link fail} set for the name; `undefined` where none is. */
  failure(name: string): string | undefined {
    return this.#failures.get(nameKey(name));
  }

  /** `undefined` where nothing is said about it, also not that there are none. */
  records<T extends DnsType>(name: string, type: T): RecordSet<T> | undefined {
    return this.#entries.get(nameKey(name))?.[type];
  }

  /** The names that have records. */
  names(): readonly string[] {
    const found = [...this.#entries].filter(([, entry]) =>
      Object.values(entry).some(({ values }) => values.length > 0),
    );
    return found.map(([name]) => name);
  }

  #put<T extends DnsType>(
    name: string,
    type: T,
    values: readonly DnsValues[T][] | undefined,
    ttl: number,
  ): void {
    if (!values) return;
    const key = nameKey(name);
    this.#entries.set(key, { ...this.#entries.get(key), [type]: { values: structuredClone(values), ttl } });
  }
}

export function nameKey(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

const dnsTypes: readonly DnsType[] = ['TXT', 'CNAME', 'NS', 'A', 'AAAA', 'MX'];
