import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { MessagingError } from '../errors.ts';

/** An address that a mail can be sent to: plain ASCII, the domain in lower case and A-labels. */
export interface EmailAddress {
  readonly address: string;
  readonly local: string;
  readonly domain: string;
}

/** The address, or why it is none: half a sentence that goes on after "it cannot be used:". */
type Verdict =
  | { readonly ok: true; readonly value: EmailAddress }
  | { readonly ok: false; readonly reason: string };

/** RFC 5322 §3.2.3 without `%` and `!`, by which some servers route on to somebody else. Each is one token of an SMTP command. */
const localPart = /^[A-Za-z0-9#$&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9#$&'*+/=?^_`{|}~-]+)*$/;
/** What comes along with an address that is pasted, and is none of it: white space, marks of direction and width. */
const around =
  /^[\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+|[\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+$/g;
/** The longest that is looked at: far beyond the 254 that an address may have. */
const longest = 1_000;
const hostLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * Reads an address the way a mail server will: exactly one plain addr-spec (RFC 5321 §4.1.2 without quoted and
 * non-ASCII local parts). What passes here can be put into an SMTP envelope without being read as anything else.
 */
export function readEmailAddress(input: string): Verdict {
  const no = (reason: string): Verdict => ({ ok: false, reason });
  if (typeof input !== 'string') return no('it is no text');
  if (input.length > longest) return no('it is longer than 254 characters');
  if (control.test(input)) return no('it holds line breaks or control characters');
  const bare = input.replace(around, '');
  if (bare === '') return no('it is empty');
  if (/[<>]/.test(bare)) return no('it holds < or >: give the address alone, and a name beside it');
  const at = bare.lastIndexOf('@');
  if (at < 1) return no('it needs a part before and after an @');
  const local = bare.slice(0, at);
  const typed = bare.slice(at + 1);
  if (local.includes('@') || /[,;]/.test(bare)) return no('it holds more than one address');
  if (/[%:/\\?#]/.test(typed)) return no('its domain holds a character that no domain has');
  const domain = domainToASCII(typed);
  if (domain === '' || /\s/.test(typed)) return no('its domain is not a valid host name');
  if (isIP(domain) !== 0 || domain.startsWith('[')) return no('it ends in an IP address instead of a domain');
  const labels = domain.split('.');
  if (labels.length < 2) return no('its domain has no dot');
  if (!labels.every((label) => hostLabel.test(label))) return no('its domain is not a valid host name');
  const address = `${local}@${domain}`;
  if (local.length > 64) return no('the part before the @ is longer than 64 characters');
  if (domain.length > 253 || address.length > 254) return no('it is longer than 254 characters');
  if (local.startsWith('"')) return no('the part before the @ stands in quotes, which few servers take');
  if (/[%!]/.test(local))
    return no('the part before the @ holds % or !, by which a server may pass it on to others');
  if (!/^[\x21-\x7e]*$/.test(local))
    return no('the part before the @ holds a space, or a letter outside ASCII');
  if (!localPart.test(local))
    return no('the part before the @ may hold letters, digits, signs such as _ + & - and single dots');
  return { ok: true, value: { address, local, domain } };
}

/**
 * As {@link readEmailAddress}, throwing where it is none; `field` is named in the error's details.
 * @throws MessagingError `invalid_address`
 */
export function parseEmailAddress(input: string, field = 'to'): EmailAddress {
  const verdict = readEmailAddress(input);
  if (verdict.ok) return verdict.value;
  throw new MessagingError('invalid_address', `The e-mail address cannot be used: ${verdict.reason}.`, {
    details: { field, reason: verdict.reason },
  });
}

/** Whether text holds what must never reach a header or a one-line field. */
export function hasControlCharacters(text: string): boolean {
  return control.test(text);
}
