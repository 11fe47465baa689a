/**
 * DNS by Node's own resolver, for the check of a sender's domain. It tells "there is no record" from "nobody answered",
 * and asks a zone's own name servers, but none at a private address.
 *
 * @example
 * ```ts
 * import { nodeDns } from '@postern/node-dns';
 *
 * const dns = nodeDns({ servers: ['9.9.9.9', '149.112.112.112'] });
 * const answer = await dns.resolve('_dmarc.acme.example', 'TXT');
 * if (answer.kind === 'found') console.log(answer.values);
 * ```
 *
 * @packageDocumentation
 */
export { type NodeDnsOptions, nodeDns } from './node-dns-resolver.ts';
