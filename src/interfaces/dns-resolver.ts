/** What each record type's values look like. TXT: the chunks of one record joined. */
export interface DnsValues {
  readonly TXT: string;
  readonly CNAME: string;
  readonly NS: string;
  readonly A: string;
  readonly AAAA: string;
  readonly MX: { readonly exchange: string; readonly priority: number };
}
/** The types that are asked for. */
export type DnsType = keyof DnsValues;

/** What DNS says of a name and type; "no record" and "no answer" are told apart. */
export type DnsAnswer<T extends DnsType = DnsType> =
  /** At least one record. `ttl` in seconds where the resolver tells. */
  | { readonly kind: 'found'; readonly values: readonly DnsValues[T][]; readonly ttl?: number }
  /** Certainly none. `nameExists`: the name has records of another type, or names below it (NODATA, not NXDOMAIN). */
  | { readonly kind: 'missing'; readonly nameExists: boolean }
  /**
   * Not known: SERVFAIL, refused, time-out, malformed. `code` as node:dns names it. Never a reason to downgrade
   * anything.
   */
  | { readonly kind: 'unavailable'; readonly code: string };

/** How one question is asked. */
export interface DnsQueryOptions {
  /**
   * Ask this name server (an IP address) instead of the configured ones. A private or loopback address is
   * answered `unavailable` with `EREFUSED`: the zone's owner chooses it.
   */
  readonly nameServer?: string;
  /** Aborted, what was not asked yet is answered `unavailable` with `ECANCELLED`. */
  readonly signal?: AbortSignal;
}

/**
 * DNS look-ups. Never throws for what DNS answers. Names and values come without a trailing dot; names are
 * compared without case. CNAMEs are followed for TXT, MX, A and AAAA.
 */
export interface DnsResolver {
  /** The values of one type at a name; see {@link DnsAnswer}. */
  resolve<T extends DnsType>(name: string, type: T, options?: DnsQueryOptions): Promise<DnsAnswer<T>>;
}
