import { isPublicAddress, literalAddress } from '../../model/public-address.ts';
import { endsInPublicSuffix, registrableDomain } from '../../model/public-suffix.ts';
import { cut, type DraftFinding } from './findings.ts';

const shorteners: ReadonlySet<string> = new Set([
  ...[
    'bit.ly',
    'tinyurl.com',
    't.co',
    'goo.gl',
    'ow.ly',
    'is.gd',
    'v.gd',
    'buff.ly',
    'rebrand.ly',
    'cutt.ly',
  ],
  ...[
    'rb.gy',
    'shorturl.at',
    'tiny.cc',
    'bit.do',
    'lnkd.in',
    't.ly',
    's.id',
    'trib.al',
    'dlvr.it',
    'short.io',
  ],
  ...['adf.ly', 'bl.ink', 'tiny.one', 'kurzelinks.de', 'shorturl.com', 'u.to', 'n9.cl', 'qr.ae', 'clck.ru'],
]);
const unsafe = new Set(['javascript:', 'data:', 'vbscript:', 'file:']);
/** What opens something else than a page, and is no address of the internet's. */
const others = new Set(['tel:', 'sms:', 'geo:', 'webcal:', 'cid:', 'mid:', 'whatsapp:']);
/** Names of machines that only some network knows. */
const privateEnd = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|localdomain|test|invalid)$/;

/** What is wrong with where a link leads, and with what it shows. */
export async function judgeLink(href: string, text: string): Promise<readonly DraftFinding[]> {
  const written = href.trim();
  const url = cut(written);
  // A place within the mail.
  if (/^#./.test(written)) return [];
  if (!URL.canParse(written) || /\s|\{\{|\}\}|\[%|%%/.test(written)) return [{ code: 'link_broken', url }];
  const target = new URL(written);
  const { protocol, hostname } = target;
  if (unsafe.has(protocol)) return [{ code: 'link_unsafe', url }];
  if (protocol === 'mailto:') return target.pathname.includes('@') ? [] : [{ code: 'link_broken', url }];
  if (others.has(protocol)) return [];
  if (protocol !== 'https:' && protocol !== 'http:') return [{ code: 'link_broken', url }];
  // `https:/acme.example` is read as if it had two.
  if (!/^https?:\/\/[^/]/i.test(written)) return [{ code: 'link_broken', url }];
  const findings: DraftFinding[] = [];
  const host = hostname.replace(/^www\./, '').replace(/\.$/, '');
  if (await isPrivate(target, host)) findings.push({ code: 'link_private', url });
  else if (protocol === 'http:') findings.push({ code: 'link_insecure', url });
  if (shorteners.has(host)) findings.push({ code: 'link_shortened', url, host });
  const shown = shownHost(text);
  if (shown !== undefined && !isSame(shown, host))
    findings.push({ code: 'link_differs', url, shown: cut(text.trim()) });
  return findings;
}

async function isPrivate(target: URL, host: string): Promise<boolean> {
  const literal = literalAddress(target);
  if (literal !== undefined) return !(await isPublicAddress(literal));
  return !host.includes('.') || privateEnd.test(host);
}

/** The host that a link's text names, where the text is an address and nothing else. */
function shownHost(text: string): string | undefined {
  const shown = text.trim();
  if (shown.length > 300 || /\s|@/.test(shown)) return undefined;
  const named = /^(?:https?:\/\/)?((?:[\p{L}\d-]{1,63}\.){1,8}\p{L}{2,24})(?:[/:?#].*)?$/iu.exec(shown)?.[1];
  const url = named === undefined ? '' : `https://${named}`;
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : undefined;
  // `Node.js` is none.
  return host !== undefined && (/^(?:https?:|www\.)/i.test(shown) || endsInPublicSuffix(host))
    ? host
    : undefined;
}

function isSame(one: string, other: string): boolean {
  return one === other || (registrableDomain(one) ?? one) === (registrableDomain(other) ?? other);
}
