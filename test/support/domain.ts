import { generateKeyPairSync } from 'node:crypto';
import type { DnsResolver } from '../../src/interfaces/dns-resolver.ts';
import type {
  DiagnosticCode,
  DomainCheck,
  ExpectedRecord,
  RecordCheck,
} from '../../src/model/domain-records.ts';
import { checkDomain } from '../../src/senders/domain/domain-check.ts';
import { TestDns, type ZoneData } from './zone.ts';

/** The base64 of a new RSA key, as `p=` holds it. */
export function publicKey(modulusLength = 2048): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength });
  return publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
}

/** The base64 of an Ed25519 key's 32 bytes (RFC 8463 §4.2): the one of its Appendix A. */
export const edKey = '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';
export const edValue = `v=DKIM1; k=ed25519; p=${edKey}`;
export const key = publicKey();
export const otherKey = publicKey();
export const dkimValue = `v=DKIM1; k=rsa; p=${key}`;
export const dkimName = 'k1._domainkey.example.com';
export const cnameName = 'b1._domainkey.example.com';
export const dmarcName = '_dmarc.example.com';
export const token = 'postern-verification=4f9d2c7ab1e0';
/** Where a provider keeps the key that its CNAME points to. */
export const provider = 'b1.example-com.dkim.provider.test';
export const ns1 = '192.0.2.1';
export const ns2 = '192.0.2.2';

const apex = { NS: ['ns1.dns.test', 'ns2.dns.test'], A: ['203.0.113.7'] };

/** The TXT records of the domain's own name. */
export const atApex = (...TXT: string[]): ZoneData => ({ 'example.com': { ...apex, TXT } });
export const atDkim = (...TXT: string[]): ZoneData => ({ [dkimName]: { TXT } });
export const atDmarc = (...TXT: string[]): ZoneData => ({ [dmarcName]: { TXT } });

/** A domain set up as it should be, with what other services put there. */
export const healthy: ZoneData = {
  ...atApex('v=spf1 include:_spf.provider.test -all', token, 'google-site-verification=aaaa'),
  ...atDkim(dkimValue),
  ...atDmarc('v=DMARC1; p=reject; rua=mailto:d@example.com'),
  [cnameName]: { CNAME: [provider] },
  [provider]: { TXT: [`k=rsa;p=${otherKey}`] },
  '_spf.provider.test': { TXT: ['v=spf1 ip4:192.0.2.0/24 -all'] },
  'ns1.dns.test': { A: [ns1] },
  'ns2.dns.test': { A: [ns2] },
};

export type Which = 'ownership' | 'dkim' | 'cname' | 'dmarc';
/** One of two keys, or of two CNAMEs, that the domain needs. */
export type Pair = 'swapped' | 'swappedCname';

/** The records asked of a domain, one of each kind. */
export function expected(domain = 'example.com'): Readonly<Record<Which, ExpectedRecord>> {
  const old = 'postern-verification=old';
  const oldKey = `v=DKIM1; k=rsa; p=${otherKey}`;
  return {
    ownership: { purpose: 'ownership', type: 'TXT', name: domain, value: token, oldValues: [old] },
    dkim: {
      purpose: 'dkim',
      type: 'TXT',
      name: `k1._domainkey.${domain}`,
      value: dkimValue,
      oldValues: [oldKey],
    },
    cname: { purpose: 'dkim', type: 'CNAME', name: `b1._domainkey.${domain}`, value: provider },
    dmarc: { purpose: 'dmarc', type: 'TXT', name: `_dmarc.${domain}`, value: 'v=DMARC1; p=none;' },
  };
}

/** The healthy zone with some names changed. */
export function withZone(names: ZoneData = {}): TestDns {
  return new TestDns({ ...healthy, ...names });
}

export function check(dns: DnsResolver, domain = 'example.com'): Promise<DomainCheck> {
  return checkDomain({ domain, records: Object.values(expected(domain)), dns, randomLabel });
}

/** The check of the first of two records that may have been mixed up. */
export async function checkPair(dns: DnsResolver, pair: Pair): Promise<RecordCheck> {
  const { dkim, cname } = expected();
  const { oldValues: _, ...first } = dkim;
  const second = { ...first, name: 'k2._domainkey.example.com', value: `v=DKIM1; p=${otherKey}` };
  const other = { ...cname, name: 'b2._domainkey.example.com', value: 'b2.provider.test' };
  const records = pair === 'swapped' ? [first, second] : [cname, other];
  const [record] = (await checkDomain({ domain: 'example.com', records, dns, randomLabel })).records;
  if (!record) throw new Error('The check gave no record.');
  return record;
}

export async function checkOne(
  dns: DnsResolver,
  which: Which,
  domain = 'example.com',
  change: Partial<ExpectedRecord> = {},
): Promise<RecordCheck> {
  const records = [{ ...expected(domain)[which], ...change }];
  const [record] = (await checkDomain({ domain, records, dns, randomLabel })).records;
  if (!record) throw new Error('The check gave no record.');
  return record;
}

/** What a check of one record came to, in short. */
export function summary(record: RecordCheck): [RecordCheck['status'], ...DiagnosticCode[]] {
  return [record.status, ...record.diagnostics.map((each) => each.code)];
}

function randomLabel(): string {
  return 'qzwx';
}
