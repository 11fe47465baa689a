import type { DiagnosticCode, ExpectedRecord, RecordStatus } from '../../src/model/domain-records.ts';
import {
  atApex,
  atDkim,
  atDmarc,
  cnameName,
  dkimName,
  dkimValue,
  dmarcName,
  healthy,
  ns1,
  ns2,
  otherKey,
  provider,
  publicKey,
  token,
  type Which,
} from './domain.ts';
import { cache, gone, type TestDns, type ZoneData } from './zone.ts';

interface Setting {
  /** Names that differ from the healthy zone. */
  readonly zone?: ZoneData;
  readonly arrange?: (dns: TestDns) => void;
  readonly domain?: string;
  readonly record?: Partial<ExpectedRecord>;
}

/** `domain`: a notice about the domain as a whole. */
export interface Scenario extends Setting {
  readonly which: Which | 'domain';
  readonly status: RecordStatus;
  readonly says: string;
}

const fails = (which: Scenario['which'], says: string, setting: Setting): Scenario => ({
  ...setting,
  which,
  says,
  status: 'failed',
});
const passes = (which: Scenario['which'], says: string, setting: Setting): Scenario => ({
  ...fails(which, says, setting),
  status: 'passed',
});

const weakKey = publicKey(1024);
const mail = 'mail.example.com';
const web = { 'www.other.test': { A: ['192.0.2.9'] } };
const noDkim = { [dkimName]: gone };
const noCname = { [cnameName]: gone };
const noDmarc = { [dmarcName]: gone };
const nothing = Object.fromEntries(Object.keys(healthy).map((name) => [name, gone]));
const split = `"${dkimValue.slice(0, 255)}" "${dkimValue.slice(255)}"`;
const silence = (name: string, code?: string) => (dns: TestDns) => {
  for (const who of [cache, ns1, ns2]) dns.fails(who, name, code);
};

/** At least one situation for every finding; the type makes a missing one an error. */
export const scenarios: Readonly<Record<DiagnosticCode, readonly Scenario[]>> = {
  not_found: [
    fails('dkim', `no matching TXT record at ${dkimName}`, { zone: noDkim }),
    fails('ownership', 'no matching TXT record at example.com', { zone: atApex('v=spf1 -all', 'ms=ms1') }),
    fails('ownership', 'no matching TXT record at example.com', { zone: atApex('post') }),
    fails('cname', 'no matching CNAME record', { zone: noCname }),
    // Two records above are void too.
    fails('dmarc', '_dmarc.mail.example.com', {
      domain: mail,
      zone: atDmarc('v=DMARC1; p=none', 'v=DMARC1; p=none'),
    }),
    fails('dmarc', dmarcName, { zone: noDmarc }),
  ],
  appended_zone: [
    fails('dkim', 'enter only “k1._domainkey”', {
      zone: { ...noDkim, [`${dkimName}.example.com`]: { TXT: [dkimValue] } },
    }),
    fails('ownership', 'enter only “@”', {
      zone: { ...atApex('v=spf1 -all'), 'example.com.example.com': { TXT: [token] } },
    }),
    fails('dkim', 'enter only “k1._domainkey.mail”', {
      domain: mail,
      zone: { 'k1._domainkey.mail.example.com.example.com': { TXT: [dkimValue] } },
    }),
  ],
  wrong_host: [
    fails('dkim', `found at k1.example.com: move it to ${dkimName}`, {
      zone: { ...noDkim, 'k1.example.com': { TXT: [dkimValue] } },
    }),
    fails('dmarc', `found at example.com: move it to ${dmarcName}`, {
      zone: { ...noDmarc, ...atApex('v=DMARC1; p=none') },
    }),
    fails('cname', 'found at b1.domainkey.example.com', {
      zone: { ...noCname, 'b1.domainkey.example.com': { CNAME: [provider] } },
    }),
    fails('ownership', 'found at www.example.com: move it to example.com', {
      zone: { ...atApex(), 'www.example.com': { TXT: [token] } },
    }),
  ],
  parent_level: [
    fails('dkim', 'on example.com, not on mail.example.com', { domain: mail }),
    fails('ownership', 'enter it at mail.example.com', { domain: mail }),
  ],
  stale_cache: [
    passes('dkim', 'for some hours', { arrange: (dns) => dns.sees(cache, noDkim) }),
    passes('dkim', 'for up to 60 minutes', { arrange: (dns) => dns.sees(cache, atDkim('v=DKIM1; p=')) }),
    passes('cname', 'nothing to do but wait', { arrange: (dns) => dns.sees(cache, noCname) }),
  ],
  ns_disagree: [
    fails('dkim', '1 of 2 name servers', { arrange: (dns) => dns.sees(ns2, noDkim) }),
    fails('cname', '1 of 2 name servers', {
      arrange: (dns) => dns.sees(ns1, { [cnameName]: { CNAME: ['b0.test'] } }),
    }),
  ],
  wrong_type: [
    fails('dkim', 'is a CNAME record: replace it by a TXT record', {
      zone: { [dkimName]: { CNAME: ['www.other.test'] }, ...web },
    }),
    fails('cname', 'is a TXT record: replace it by a CNAME record', {
      zone: { [cnameName]: { TXT: ['x'] } },
    }),
  ],
  cname_conflict: [
    fails('ownership', 'The CNAME at mail.example.com (to www.other.test) hides', {
      domain: mail,
      zone: { ...atApex(), [mail]: { CNAME: ['www.other.test'] }, ...web },
    }),
    // The name servers hold both, so that a resolver follows the CNAME and never sees the TXT.
    fails('dkim', 'hides every TXT record', {
      zone: { [dkimName]: { TXT: [dkimValue], CNAME: ['www.other.test'] }, ...web },
      arrange: (dns) => dns.sees(cache, { [dkimName]: { CNAME: ['www.other.test'] } }),
    }),
  ],
  dangling_cname: [
    fails('cname', `points to ${provider}, which has no such record`, { zone: { [provider]: gone } }),
    fails('dkim', 'points to gone.test', { zone: { [dkimName]: { CNAME: ['gone.test'] } } }),
  ],
  quoted: [
    fails('dkim', 'quotation marks', { zone: atDkim(`"${dkimValue}"`) }),
    fails('dkim', 'quotation marks', { zone: atDkim(split) }),
    fails('dkim', 'backslashes', { zone: atDkim(dkimValue.replaceAll(';', '\\;')) }),
    fails('ownership', 'at example.com', { zone: atApex(`“${token}”`) }),
    fails('dmarc', dmarcName, { zone: atDmarc('"v=DMARC1; p=none"') }),
  ],
  truncated: [
    fails('dkim', 'after 255 of 410 characters', { zone: atDkim(dkimValue.slice(0, 255)) }),
    // One record entered as two.
    fails('dkim', 'at most 255 characters', { zone: atDkim(dkimValue.slice(255), dkimValue.slice(0, 255)) }),
    fails('ownership', 'after 25 of 33 characters', { zone: atApex(token.slice(0, 25)) }),
  ],
  whitespace: [
    fails('ownership', 'extra spaces', { zone: atApex(` ${token}`) }),
    fails('ownership', 'line breaks', { zone: atApex(token.replace('=', '=\n')) }),
    fails('dkim', dkimName, { zone: atDkim(dkimValue.replace('DKIM1', 'DKIM 1')) }),
    fails('dkim', dkimName, { zone: atDkim(dkimValue.replace('p=', 'p=\u00a0\u200b')) }),
    fails('dmarc', dmarcName, { zone: atDmarc(' v=DMARC1; p=none') }),
  ],
  old_value: [
    fails('dkim', 'earlier set-up', { zone: atDkim(`v=DKIM1; p=${otherKey}`) }),
    fails('ownership', 'at example.com', { zone: atApex('postern-verification=old') }),
    fails('cname', 'earlier set-up', {
      zone: { [cnameName]: { CNAME: ['b0.test'] } },
      record: { oldValues: ['b0.test'] },
    }),
  ],
  other_value: [
    fails('ownership', '“postern-verification=zzz” was found', { zone: atApex('postern-verification=zzz') }),
    fails('ownership', '“something else” was found', {
      zone: { '_postern.example.com': { TXT: ['something else'] } },
      record: { name: '_postern.example.com' },
    }),
    fails('dkim', `${weakKey.slice(-20)}” was found`, { zone: atDkim(`v=DKIM1; p=${weakKey}`) }),
    fails('dkim', dkimName, { zone: atDkim('v=DKIM1; p=MIIBIjANBgkqhkiG') }),
    fails('dkim', dkimName, { zone: atDkim(`${dkimValue}A`) }),
    fails('dkim', dkimName, { zone: atDkim(`${dkimValue}; h=sha1`) }),
    fails('dkim', dkimName, { zone: atDkim(`${dkimValue}; s=tlsrpt`) }),
    fails('dkim', dkimName, { zone: atDkim(`${dkimValue}; k=rsa`) }),
    fails('dkim', dkimName, { zone: atDkim(dkimValue.replace('rsa', 'ed25519')) }),
    fails('dkim', dkimName, { zone: atDkim(dkimValue.replace('DKIM1', 'DKIM2')) }),
    fails('dkim', dkimName, { zone: atDkim(`k=rsa; v=DKIM1; p=${dkimValue.split('p=')[1]}`) }),
    fails('cname', `“${provider}” is expected`, {
      zone: { [cnameName]: { CNAME: [`${provider}.example.com`] } },
    }),
  ],
  duplicate: [
    fails('dkim', '2 TXT records', { zone: atDkim(dkimValue, `v=DKIM1; p=${otherKey}`) }),
    fails('dkim', '2 TXT records', { zone: atDkim(dkimValue, dkimValue.slice(0, 255)) }),
    fails('cname', '2 CNAME records', { zone: { [cnameName]: { CNAME: [provider, 'b0.test'] } } }),
  ],
  wildcard: [
    fails('dkim', `answers for ${dkimName}`, {
      zone: { ...noDkim, '*._domainkey.example.com': { TXT: ['v=DKIM1; p='] } },
    }),
    fails('dmarc', 'add the TXT record at exactly this name', {
      zone: { ...noDmarc, '*.example.com': { TXT: ['v=spf1 -all', 'x'] } },
    }),
    fails('dmarc', 'A wildcard record (*)', {
      zone: { ...noDmarc, '*.example.com': { CNAME: ['www.other.test'] }, ...web },
    }),
    fails('cname', 'add the CNAME record', {
      zone: { ...noCname, '*._domainkey.example.com': { CNAME: ['www.other.test'] } },
    }),
    fails('cname', 'add the CNAME record', {
      zone: { ...noCname, '*._domainkey.example.com': { TXT: ['v=spf1 -all'] } },
    }),
  ],
  dkim_revoked: [
    fails('dkim', 'revokes it', { zone: atDkim('v=DKIM1; k=rsa; p=') }),
    fails('dkim', 'revokes it', { zone: atDkim('v=DKIM1; p='), record: { value: 'v=DKIM1; p=' } }),
  ],
  dkim_testing: [passes('dkim', 't=y', { zone: atDkim(`${dkimValue}; t=s:y`) })],
  dkim_weak: [
    passes('dkim', 'only 1024 bits', { zone: atDkim(`p=${weakKey}`), record: { value: `p=${weakKey}` } }),
  ],
  dmarc_multiple: [
    fails('dmarc', '2 DMARC records', { zone: atDmarc('v=DMARC1; p=none', 'v=DMARC1; p=reject', 'other') }),
  ],
  dmarc_no_policy: [
    fails('dmarc', 'no valid policy', { zone: atDmarc('v=DMARC1; rua=mailto:d@example.com') }),
    fails('dmarc', 'p=quarantine', { zone: atDmarc('v=DMARC1; p=monitor') }),
  ],
  dmarc_not_first: [
    fails('dmarc', 'exactly “v=DMARC1”', { zone: atDmarc('p=none; v=DMARC1') }),
    fails('dmarc', 'exactly “v=DMARC1”', { zone: atDmarc('v=dmarc1; p=none') }),
  ],
  dmarc_inherited: [
    passes('dmarc', 'of example.com (policy “reject”) covers mail.example.com', { domain: mail }),
    passes('dmarc', '(policy “quarantine”)', {
      domain: mail,
      zone: atDmarc('v=DMARC1; p=reject; sp=quarantine'),
    }),
    // The organisational domain's record counts, not the nearest one …
    passes('dmarc', 'of example.com (policy “reject”)', {
      domain: `news.${mail}`,
      zone: { '_dmarc.mail.example.com': { TXT: ['v=DMARC1; p=none'] } },
    }),
    // … unless that one says that it is the organisational domain,
    passes('dmarc', 'of mail.example.com (policy “none”)', {
      domain: `news.${mail}`,
      zone: { '_dmarc.mail.example.com': { TXT: ['v=DMARC1; p=none; psd=n'] } },
    }),
    // or the one above that it is a public suffix, which then covers only what has no record of its own.
    passes('dmarc', 'of example.com (policy “reject”)', {
      domain: `news.${mail}`,
      zone: { '_dmarc.com': { TXT: ['v=DMARC1; p=none; psd=y'] } },
    }),
    passes('dmarc', 'of com (policy “none”)', {
      domain: `news.${mail}`,
      zone: {
        ...noDmarc,
        '_dmarc.mail.example.com': { TXT: ['v=DMARC1; p=reject'] },
        '_dmarc.com': { TXT: ['v=DMARC1; p=none; psd=y'] },
      },
    }),
    passes('dmarc', 'of com (policy “none”)', {
      zone: { ...noDmarc, '_dmarc.com': { TXT: ['v=DMARC1; p=none; psd=y'] } },
    }),
  ],
  dmarc_ignored_tag: [
    passes('dmarc', '(pct, ri, bar)', { zone: atDmarc('v=DMARC1; p=none; pct=50; x-y; ri=1; bar=2') }),
  ],
  spf_multiple: [passes('domain', '2 SPF records', { zone: atApex(token, 'v=spf1 -all', 'v=spf1 a -all') })],
  spf_lookups: [
    // 4 + 4 + 3: a record included twice is looked up twice.
    passes('domain', 'more than 10 DNS look-ups', {
      zone: {
        ...atApex(token, 'v=spf1 a mx include:a.test include:b.test ip4:192.0.2.1 ~all'),
        'a.test': { TXT: ['v=spf1 exists:%{i}.a.test ?mx:x.test include:%{d}.test include:c.test -all'] },
        'b.test': { TXT: ['v=spf1 ptr redirect=c.test', 'other'] },
        'c.test': { TXT: ['v=spf1 a:x.test -all'] },
      },
    }),
    passes('domain', 'more than 10 DNS look-ups', {
      zone: {
        ...atApex(token, 'v=spf1 include:loop.test -all'),
        'loop.test': { TXT: ['v=spf1 include:loop.test'] },
      },
    }),
  ],
  domain_missing: [
    fails('domain', 'example.com does not exist', { zone: nothing }),
    fails('dkim', 'The domain example.com does not exist', { domain: mail, zone: nothing }),
  ],
  dns_failure: [
    { ...fails('dkim', `${dkimName} (ESERVFAIL)`, { arrange: silence(dkimName) }), status: 'unknown' },
    {
      ...fails('domain', 'example.com (ETIMEOUT)', { arrange: silence('*', 'ETIMEOUT') }),
      status: 'unknown',
    },
  ],
};
