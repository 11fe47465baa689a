import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import type { Channel } from './message.ts';
import { isPublicSuffix } from './public-suffix.ts';

/** An address that a mail can be sent to: plain ASCII, the domain in lower case and A-labels. */
export interface EmailAddress {
  readonly address: string;
  readonly local: string;
  readonly domain: string;
}

type Verdict =
  | { readonly ok: true; readonly value: EmailAddress }
  | { readonly ok: false; readonly reason: string };

const email = z.email();
const hostLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * Reads an address the way a mail server will: exactly one plain addr-spec (RFC 5321 §4.1.2 without quoted and
 * non-ASCII local parts). What passes here can be put into an SMTP envelope without being read as anything else.
 */
export function readEmailAddress(input: string): Verdict {
  const no = (reason: string): Verdict => ({ ok: false, reason });
  if (control.test(input)) return no('it holds line breaks or control characters');
  const at = input.lastIndexOf('@');
  if (at < 1) return no('it needs a part before and after an @');
  const local = input.slice(0, at);
  const typed = input.slice(at + 1);
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
  if (!email.safeParse(address).success) {
    return no('the part before the @ may hold letters, digits, _ + - and single dots only');
  }
  if (isPublicSuffix(domain))
    return no(`"${domain}" is a suffix that many owners share, not a domain of its own`);
  return { ok: true, value: { address, local, domain } };
}

/** @throws MessagingError `invalid_address` */
export function parseEmailAddress(input: string, field = 'to'): EmailAddress {
  const verdict = readEmailAddress(input);
  if (verdict.ok) return verdict.value;
  throw new MessagingError('invalid_address', `The e-mail address cannot be used: ${verdict.reason}.`, {
    details: { field, reason: verdict.reason },
  });
}

/** The form in which addresses are compared and kept on the suppression list. */
export function addressKey(channel: Channel, address: string): string {
  return channel === 'email' ? address.toLowerCase() : address;
}

/** Whether text holds what must never reach a header or a one-line field. */
export function hasControlCharacters(text: string): boolean {
  return control.test(text);
}
