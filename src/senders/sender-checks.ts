import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import freeMailDomains from 'email-providers';
import { MessagingError } from '../errors.ts';
import type { DnsResolver } from '../interfaces/dns-resolver.ts';
import { type EmailAddress, hasControlCharacters, parseEmailAddress } from '../model/address.ts';
import { isPublicSuffix, registrableDomain } from '../model/public-suffix.ts';
import { readableDomain } from '../model/readable-domain.ts';

// Reserved for documentation (RFC 2606); some lists of mail providers hold them.
const reserved = new Set(['example.com', 'example.net', 'example.org']);
const freeMail = new Set(freeMailDomains.filter((domain) => !reserved.has(domain)));
const roles = new Set([
  'abuse',
  'admin',
  'administrator',
  'hostmaster',
  'mailer-daemon',
  'nobody',
  'postmaster',
  'root',
  'webmaster',
]);

/** @throws MessagingError `sender_refused` */
function refuse(reason: string, sentence: string): never {
  throw new MessagingError('sender_refused', sentence, { details: { reason } });
}

/** The name recipients see. @throws MessagingError `sender_refused` */
export function checkSenderName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > 70)
    refuse('name_length', 'The sender needs a name of 1 to 70 characters.');
  if (hasControlCharacters(trimmed) || /[<>"\\]/.test(trimmed)) {
    refuse('name_characters', 'The sender name must be one line without < > " and \\.');
  }
  if (trimmed.includes('@'))
    refuse('name_at', 'The sender name must not hold an @: it would look like another address.');
  return trimmed;
}

/** What can be said of a sender's address without asking anybody. @throws MessagingError `invalid_address`, `sender_refused` */
export function checkSenderAddress(input: string): {
  readonly email: EmailAddress;
  readonly warnings: readonly string[];
} {
  const email = parseEmailAddress(input, 'address');
  const { local, domain } = email;
  // Recipients may have mail there (`officer@nic.in`); nobody can prove that such a domain is theirs.
  if (isPublicSuffix(domain)) {
    const reason = `"${domain}" is a suffix that many owners share, not a domain of its own`;
    throw new MessagingError('invalid_address', `The e-mail address cannot be used: ${reason}.`, {
      details: { field: 'address', reason },
    });
  }
  const shown = readableDomain(domain);
  // First: the list of free-mail domains holds throw-away ones too. They have sub-domains without number.
  const throwAway = disposableEmailBlocklistSet();
  if (throwAway.has(domain) || throwAway.has(registrableDomain(domain) ?? domain)) {
    refuse('disposable', `${shown} gives out throw-away addresses: use an address at a domain of your own.`);
  }
  if (freeMail.has(domain)) {
    refuse(
      'free_mail',
      `Mail from ${shown} can only be sent by ${shown} itself: use an address at a domain of your own.`,
    );
  }
  const warnings = roles.has(local.toLowerCase())
    ? [`"${local}@" is an address for technical notices: replies from recipients may be overlooked there.`]
    : [];
  return { email, warnings };
}

/** Whether the domain takes mail, which the one-time code needs (RFC 5321 §5.1, RFC 7505). @throws MessagingError `sender_refused` */
export async function checkTakesMail(dns: DnsResolver, domain: string): Promise<readonly string[]> {
  const doubt = [
    'DNS could not be asked whether the domain takes mail: if no code arrives, check the address.',
  ];
  const mx = await dns.resolve(domain, 'MX');
  if (mx.kind === 'unavailable') return doubt;
  if (mx.kind === 'found') {
    if (mx.values.every(({ exchange }) => exchange === '' || exchange === '.')) {
      refuse(
        'null_mx',
        `${readableDomain(domain)} declares that it takes no mail (a null MX record): the code could not reach you there.`,
      );
    }
    return [];
  }
  // Without MX the domain's own host takes its mail.
  const hosts = await Promise.all([dns.resolve(domain, 'A'), dns.resolve(domain, 'AAAA')]);
  if (hosts.some((answer) => answer.kind === 'found')) return [];
  if (hosts.some((answer) => answer.kind === 'unavailable')) return doubt;
  return refuse(
    'no_mail_host',
    `${readableDomain(domain)} has no mail server (no MX, A or AAAA record): is it spelt right?`,
  );
}
