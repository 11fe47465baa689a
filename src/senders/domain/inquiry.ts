import type { DnsAnswer, DnsResolver, DnsType } from '../../interfaces/dns-resolver.ts';
import { present } from '../../model/present.ts';

/** The most DNS queries one check sends, whatever the zone holds; a usual one takes 20 to 60. */
const maxQueries = 250;
const maxAtOnce = 10;

/** Failures that tell about the name server, not about the name asked. */
const unreachable: ReadonlySet<string> = new Set(['ETIMEOUT', 'ECONNREFUSED', 'EREFUSED']);

type Answers = { readonly [T in DnsType]: Map<string, Promise<DnsAnswer<T>>> };

/** The DNS queries of one check: each sent once, a few at a time, bounded in all. */
export class Inquiry {
  readonly #dns: DnsResolver;
  readonly #signal: AbortSignal | undefined;
  readonly #answers: Answers = {
    TXT: new Map(),
    CNAME: new Map(),
    NS: new Map(),
    A: new Map(),
    AAAA: new Map(),
    MX: new Map(),
  };
  readonly #silent = new Map<string, string>();
  readonly #waiting: (() => void)[] = [];
  #free = maxAtOnce;
  #left = maxQueries;

  constructor(dns: DnsResolver, signal?: AbortSignal) {
    this.#dns = dns;
    this.#signal = signal;
  }

  /** Asks the configured resolver, or the name server at an IP address. Throws only the signal's reason. */
  ask<T extends DnsType>(name: string, type: T, nameServer?: string): Promise<DnsAnswer<T>> {
    const answers = this.#answers[type];
    const key = `${nameServer ?? ''} ${name.toLowerCase()}`;
    const known = answers.get(key);
    if (known) return known;
    const answer = this.#send(name.toLowerCase(), type, nameServer);
    answers.set(key, answer);
    return answer;
  }

  async #send<T extends DnsType>(name: string, type: T, nameServer?: string): Promise<DnsAnswer<T>> {
    if (this.#left === 0) return { kind: 'unavailable', code: 'ECANCELLED' };
    this.#left -= 1;
    await this.#slot();
    try {
      this.#signal?.throwIfAborted();
      // A name server that cannot be reached costs its time-out once, not once for every name.
      const silent = nameServer && this.#silent.get(nameServer);
      if (silent) return { kind: 'unavailable', code: silent };
      const answer = await this.#dns.resolve(
        name,
        type,
        present({ nameServer: nameServer || undefined, signal: this.#signal }),
      );
      this.#signal?.throwIfAborted();
      if (nameServer && answer.kind === 'unavailable' && unreachable.has(answer.code)) {
        this.#silent.set(nameServer, answer.code);
      }
      return answer;
    } finally {
      this.#release();
    }
  }

  async #slot(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Hands the slot to the one that waits longest, or gives it back. */
  #release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
