import { authenticate } from 'mailauth';
import type { ExpectedRecord } from 'postern/adapter';
import type { ReceivedMail } from './mail-server.ts';

/** What a receiving server makes of a mail whose sender published these records: mailauth, an independent verifier. */
export async function verified(mail: ReceivedMail | undefined, records: readonly ExpectedRecord[]) {
  if (!mail) throw new Error('no mail has come');
  const resolver = async (name: string, type: string) => {
    const found = records.filter((record) => record.name === name.toLowerCase() && record.type === type);
    if (found.length === 0) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    // As DNS carries it: a TXT value in strings of 255 characters at most (RFC 1035 §3.3.14).
    return found.map(({ value }) => value.match(/.{1,255}/g) ?? []);
  };
  const { dkim, dmarc } = await authenticate(mail.raw, {
    resolver,
    sender: mail.from,
    ip: '203.0.113.9',
    helo: 'mail.acme.example',
    mta: 'mx.example.org',
    disableArc: true,
    disableBimi: true,
  });
  return {
    signatures: dkim.results.map(({ selector, signingDomain, status }) => ({
      selector: selector ?? '',
      domain: signingDomain ?? '',
      result: status.result,
    })),
    /** The header fields each signature covers, from its `h=` (RFC 6376 §3.5). */
    signed: [...mail.raw.toString().matchAll(/;\s+h=([^;]+);/g)].map(([, fields = '']) =>
      fields.replace(/\s/g, '').split(':'),
    ),
    dmarc: dmarc ? dmarc.status.result : 'none',
  };
}
