import { getDomain, getPublicSuffix, parse } from 'tldts';

// Only host names come in here: the parts of tldts that take URLs apart stay off.
/** Of a domain in DNS (RFC 1035 §2.3.4), written out. */
const longestDomain = 255;

function mayBeDomain(domain: unknown): boolean {
  return typeof domain === 'string' && domain.length <= longestDomain;
}

const hostNames = { extractHostname: false, validateHostname: false } as const;

/**
 * The domain somebody holds (`example.co.uk` for `mail.example.co.uk`), with the private part of the Public Suffix List:
 * `shop.myshopify.com` is a domain of its own. `undefined` for a public suffix, an IP address or a single label.
 */
export function registrableDomain(domain: string): string | undefined {
  if (!mayBeDomain(domain)) return undefined;
  return getDomain(domain.toLowerCase(), { ...hostNames, allowPrivateDomains: true }) ?? undefined;
}

/** Whether this is no one's own name: a registry's (`co.uk`) or a host's under which others have theirs (`github.io`). */
export function isPublicSuffix(domain: string): boolean {
  return (
    mayBeDomain(domain) &&
    getPublicSuffix(domain.toLowerCase(), { ...hostNames, allowPrivateDomains: true }) ===
      domain.toLowerCase()
  );
}

/** The domain bought from a registry: as {@link registrableDomain}, but `myshopify.com` for `shop.myshopify.com`. */
export function delegatedDomain(domain: string): string | undefined {
  return getDomain(domain.toLowerCase(), { ...hostNames, allowPrivateDomains: false }) ?? undefined;
}

/** Whether it ends in what a registry, or a host of others' names, is known to give out: `node.js` does not. */
export function endsInPublicSuffix(domain: string): boolean {
  if (!mayBeDomain(domain)) return false;
  const { isIcann, isPrivate } = parse(domain.toLowerCase(), { ...hostNames, allowPrivateDomains: true });
  return isIcann === true || isPrivate === true;
}
