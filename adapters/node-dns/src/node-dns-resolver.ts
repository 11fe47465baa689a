import { Resolver } from 'node:dns/promises';
import { isIP, isIPv6 } from 'node:net';
import {
  type DnsAnswer,
  type DnsQueryOptions,
  type DnsResolver,
  type DnsType,
  MessagingError,
  present,
  readOptions,
} from 'postern/adapter';
import { isPublicAddress } from './node-dns-addresses.ts';
import { answerOfError, lookups } from './node-dns-lookups.ts';

/** Which resolvers are asked, and for how long. */
export interface NodeDnsOptions {
  /** Resolvers to ask, as `address` or `address:port` (IPv6: `[address]:port`). Default: those of the operating system. */
  readonly servers?: readonly string[];
  /** How long the first try waits, in ms; each further one waits twice as long. Default 2000. */
  readonly timeoutMs?: number;
  /** Tries for each server. Default 2. */
  readonly tries?: number;
  /** Lets `nameServer` be a private or loopback address. For tests only: the owner of a domain chooses its name servers. */
  readonly allowPrivateNameServers?: boolean;
  /** The port that a `nameServer` is asked on. Default 53. */
  readonly port?: number;
}

const defaults = { timeoutMs: 2000, tries: 2, port: 53 } as const;

/**
 * DNS look-ups by node:dns (c-ares). NXDOMAIN and NODATA are `missing`; SERVFAIL, a refusal, a time-out and a malformed
 * reply are `unavailable` with the code of node:dns. `ttl` is known for A and AAAA only. Throws `invalid_config`.
 */
export function nodeDns(options: NodeDnsOptions = {}): DnsResolver {
  const { timeoutMs, tries, port } = readOptions('nodeDns', options, () => ({ ...defaults, ...options }));
  const create = (servers: readonly string[] | undefined) => {
    const resolver = new Resolver({ timeout: timeoutMs, tries });
    if (servers) resolver.setServers(servers);
    return resolver;
  };
  readOptions('nodeDns', options, () => assertUsable(options, create));

  async function resolve<T extends DnsType>(
    name: string,
    type: T,
    { nameServer, signal }: DnsQueryOptions = {},
  ): Promise<DnsAnswer<T>> {
    if (signal?.aborted) return { kind: 'unavailable', code: 'ECANCELLED' };
    // c-ares would take the part before a NUL for the whole name, and an empty name for the root.
    if (name === '' || /[\0-\x1f]/.test(name)) return { kind: 'unavailable', code: 'EBADNAME' };
    if (nameServer !== undefined && !mayAsk(nameServer, options))
      return { kind: 'unavailable', code: 'EREFUSED' };
    // One for each query: it costs 0.05 ms, has a source port of its own, and can be cancelled by itself.
    const resolver = create(nameServer === undefined ? options.servers : [withPort(nameServer, port)]);
    const cancel = () => resolver.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const { values, ttl } = await lookups[type](resolver, name);
      if (values.length === 0) return { kind: 'missing', nameExists: true };
      return present({ kind: 'found', values, ttl });
    } catch (error) {
      const answer = answerOfError(error);
      if (answer) return answer;
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  return { resolve };
}

function mayAsk(address: string, options: NodeDnsOptions): boolean {
  return isPublicAddress(address) || (options.allowPrivateNameServers === true && isIP(address) !== 0);
}

function withPort(address: string, port: number): string {
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}

function assertUsable(
  options: NodeDnsOptions,
  create: (servers: readonly string[] | undefined) => Resolver,
): void {
  const { timeoutMs, tries, port } = { ...defaults, ...options };
  const whole = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  if (!whole(timeoutMs, 1, 60_000) || !whole(tries, 1, 10) || !whole(port, 1, 65_535)) {
    throw new MessagingError(
      'invalid_config',
      'nodeDns: "timeoutMs" is 1 to 60000, "tries" 1 to 10 and "port" 1 to 65535, each a whole number.',
    );
  }
  try {
    if (options.servers?.length === 0) throw new Error('"servers" is empty.');
    create(options.servers);
  } catch (cause) {
    const message = 'nodeDns: "servers" are IP addresses, at least one, with ":port" where it is not 53.';
    throw new MessagingError('invalid_config', message, { cause });
  }
}
