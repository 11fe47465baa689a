import type { DiagnosticCode, ExpectedRecord, RecordStatus } from '../../src/model/domain-records.ts';
import {
  atApex,
  atDkim,
  atDmarc,
  cnameName,
  dkimName,
  dkimValue,
  dmarcName,
  edKey,
  edValue,
  healthy,
  ns1,
  ns2,
  otherKey,
  type Pair,
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
  readonly which: Which | Pair | 'domain';
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
  resolver_failure: [
    passes('dkim', 'resolvers refuse it (ESERVFAIL)', { arrange: (dns) => dns.fails(cache, dkimName) }),
    passes('ownership', 'DNSSEC', { arrange: (dns) => dns.fails(cache, 'example.com', 'ESERVFAIL', 'TXT') }),
    passes('cname', 'at b1._domainkey', { arrange: (dns) => dns.fails(cache, cnameName) }),
  ],
  ns_refused: [
    passes('domain', '1 of 2 name servers of example.com do not answer', {
      arrange: (dns) => dns.fails(ns2, '*', 'EREFUSED'),
    }),
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
  cname_loop: [
    fails('dkim', 'leads back to itself', { zone: { [dkimName]: { CNAME: [dkimName] } } }),
    fails('dkim', '(to a.test)', {
      zone: {
        [dkimName]: { CNAME: ['a.test'] },
        'a.test': { CNAME: ['B.test'] },
        'b.test': { CNAME: ['a.test'] },
      },
      arrange: (dns) => dns.fails(cache, dkimName, 'ESERVFAIL', 'TXT'),
    }),
    fails('cname', 'leads back to itself', {
      zone: { [provider]: { CNAME: [provider] } },
      arrange: (dns) => dns.fails(cache, provider, 'ESERVFAIL', 'TXT'),
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
    fails('dmarc', dmarcName, { zone: atDmarc('v=DMARC1; p=“none”') }),
    fails('dmarc', dmarcName, { zone: atDmarc('“v=DMARC1; p=none”') }),
    fails('dkim', dkimName, { zone: atDkim(`«${dkimValue}»`) }),
  ],
  truncated: [
    fails('dkim', 'after 255 of 410 characters', { zone: atDkim(dkimValue.slice(0, 255)) }),
    fails('dkim', 'after 50 of 66 characters', {
      zone: atDkim(edValue.slice(0, 50)),
      record: { value: edValue },
    }),
    // One record entered as two.
    fails('dkim', 'at most 255 characters', { zone: atDkim(dkimValue.slice(255), dkimValue.slice(0, 255)) }),
    fails('ownership', 'after 25 of 33 characters', { zone: atApex(token.slice(0, 25)) }),
  ],
  whitespace: [
    fails('ownership', 'extra spaces', { zone: atApex(` ${token}`) }),
    fails('ownership', 'line breaks', { zone: atApex(token.replace('=', '=\n')) }),
    fails('dkim', dkimName, { zone: atDkim(dkimValue.replace('DKIM1', 'DKIM 1')) }),
    // What is pasted along, and looks like a space or like nothing.
    ...['\u00a0', '\u200b', '\ufeff', '\u2060', '\u00ad', '\u3000', '\u202f', '\ufffd', '\u200e'].flatMap(
      (blank) => [
        fails('dkim', dkimName, { zone: atDkim(dkimValue.replace('p=', `p=${blank}`)) }),
        fails('dkim', dkimName, { zone: atDkim(`${blank}${dkimValue}`) }),
        fails('dkim', dkimName, { zone: atDkim(dkimValue.replace('; k', `;${blank}k`)) }),
        fails('dkim', dkimName, { zone: atDkim(`${dkimValue}${blank}`) }),
        fails('dmarc', dmarcName, { zone: atDmarc(`v=DMARC1;${blank}p=none`) }),
        fails('dmarc', dmarcName, { zone: atDmarc(`v=DMARC1; p=none${blank}`) }),
        fails('dmarc', dmarcName, { zone: atDmarc(`${blank}v=DMARC1; p=none; rua=mailto:d@example.com`) }),
        fails('dmarc', dmarcName, { zone: atDmarc(`v=DMARC1; p=none;${blank}rua=mailto:d@example.com`) }),
        fails('dmarc', dmarcName, { zone: atDmarc(`v=${blank}DMARC1; p=none`) }),
        fails('ownership', 'extra spaces', { zone: atApex(`${token}${blank}`) }),
      ],
    ),
    fails('dkim', dkimName, { zone: atDkim(dkimValue.replace('; ', ';\n')) }),
    fails('dmarc', dmarcName, { zone: atDmarc(' v=DMARC1; p=none') }),
  ],
  letter_case: [
    fails('dkim', 'capital and small letters', { zone: atDkim(dkimValue.toLowerCase()) }),
    fails('dkim', dkimName, { zone: atDkim(dkimValue.replace('DKIM1', 'dkim1')) }),
    fails('dkim', dkimName, { zone: atDkim(edValue.toLowerCase()), record: { value: edValue } }),
    fails('dkim', dkimName, { zone: atDkim(dkimValue.replace('p=', 'P=')) }),
    fails('ownership', 'copy it instead', { zone: atApex(token.toUpperCase()) }),
  ],
  duplicate_tag: [
    fails('dkim', '“k=” more than once', { zone: atDkim(`${dkimValue}; k=rsa`) }),
    fails('dkim', '“p=” more than once', { zone: atDkim(dkimValue.replace('p=', 'p=p=')) }),
    fails('dkim', '“p=” more than once', { zone: atDkim(dkimValue.replace('p=', 'p= p = ')) }),
    fails('dkim', '“v=” more than once', { zone: atDkim(`v=DKIM1; ${dkimValue}`) }),
    fails('dmarc', '“p=” more than once', { zone: atDmarc('v=DMARC1; p=none; p=reject') }),
    fails('dmarc', '“p=” more than once', { zone: atDmarc('v=DMARC1; p=p=none; rua=mailto:d@example.com') }),
  ],
  old_value: [
    fails('dkim', 'earlier set-up', { zone: atDkim(`v=DKIM1; p=${otherKey}`) }),
    fails('ownership', 'at example.com', { zone: atApex('postern-verification=old') }),
    fails('cname', 'earlier set-up', {
      zone: { [cnameName]: { CNAME: ['b0.test'] } },
      record: { oldValues: ['b0.test'] },
    }),
  ],
  swapped_value: [
    fails('swapped', 'is the one for k2._domainkey.example.com', { zone: atDkim(`v=DKIM1; p=${otherKey}`) }),
    fails('swappedCname', 'is the one for b2._domainkey.example.com', {
      zone: { [cnameName]: { CNAME: ['b2.Provider.test'] } },
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
    fails('dkim', dkimName, { zone: atDkim(dkimValue.replace('rsa', 'ed25519')) }),
    fails('dkim', 'k=ed25519', { zone: atDkim(`v=DKIM1; p=${edKey}`), record: { value: edValue } }),
    fails('dkim', 'k=rsa', { zone: atDkim(edValue.replace('ed25519', 'rsa')), record: { value: edValue } }),
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
    fails('dmarc', 'no valid policy', { zone: atDmarc('v=DMARC1') }),
    // An address is no URI, so nobody asked for reports.
    fails('dmarc', 'no valid policy', { zone: atDmarc('v=DMARC1; rua=d@example.com') }),
    fails('dmarc', 'p=quarantine', { zone: atDmarc('v=DMARC1; p=monitor') }),
  ],
  // RFC 9989 §4.10.1: reports are asked for, so the record counts, as p=none.
  dmarc_as_none: [
    passes('dmarc', 'in “p=”, so receivers act as if it said p=none', {
      zone: atDmarc('v=DMARC1; rua=mailto:d@example.com'),
    }),
    passes('dmarc', '“p=”', { zone: atDmarc('v=DMARC1; p=monitor; rua=x, https://r.example/d!10m') }),
    passes('dmarc', '“sp=”', { zone: atDmarc('v=DMARC1; p=reject; sp=quarantin; rua=mailto:d@example.com') }),
    passes('dmarc', '“np=”', { zone: atDmarc('v=DMARC1; p=reject; np=no; rua=mailto:d@example.com') }),
  ],
  dmarc_bad_policy: [
    fails('dmarc', '“sp=quarantin” in the DMARC record', {
      zone: atDmarc('v=DMARC1; p=reject; sp=quarantin'),
    }),
  ],
  dmarc_semicolon: [
    fails('dmarc', 'after “v=DMARC1”', { zone: atDmarc('v=DMARC1 p=none') }),
    fails('dmarc', 'semicolon is missing', { zone: atDmarc('v=DMARC1, p=none') }),
    fails('dmarc', 'semicolon is missing', { zone: atDmarc('v=DMARC1; p=none rua=mailto:d@example.com') }),
    fails('dmarc', 'semicolon is missing', { zone: atDmarc('v=DMARC1; p=none, rua=mailto:d@example.com') }),
  ],
  dmarc_case: [
    passes('dmarc', '“P=” in capital letters', { zone: atDmarc('v=DMARC1; P=NONE') }),
    passes('dmarc', '“Rua=”', { zone: atDmarc('v=DMARC1; p=None; Rua=mailto:d@example.com') }),
  ],
  dmarc_testing: [
    passes('dmarc', 'says “t=y”, a test', { zone: atDmarc('v=DMARC1; p=reject; t=y') }),
    passes('dmarc', 'less strictly than “p=quarantine”', { zone: atDmarc('v=DMARC1; t=Y; p=quarantine') }),
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
  spf_syntax: [
    ...[
      'includ:_spf.provider.test',
      'ip4:192.0.2.300',
      'ip4=192.0.2.1',
      'ip6:192.0.2.1',
      'ip4:192.0.2.0/33',
      'include:_spf.provider.test,',
      'include:',
      'all:x',
      'redirect:_spf.provider.test',
      '+',
      '\u00a0-all',
    ].map((term) =>
      passes('domain', `not valid (“${term.trim()}”)`, { zone: atApex(token, `v=spf1 a ${term} -all`) }),
    ),
  ],
  spf_include: [
    passes('domain', 'refers to gone.test', { zone: atApex(token, 'v=spf1 include:gone.test -all') }),
    passes('domain', 'refers to gone.test', { zone: atApex(token, 'v=spf1 redirect=gone.test') }),
    // Without SPF among its records, with two, with a broken one, and further down.
    passes('domain', 'refers to a.test', {
      zone: { ...atApex(token, 'v=spf1 include:a.test -all'), 'a.test': { TXT: ['v=spf10 -all'] } },
    }),
    passes('domain', 'refers to a.test', {
      zone: {
        ...atApex(token, 'v=spf1 include:a.test -all'),
        'a.test': { TXT: ['v=spf1 -all', 'v=spf1 a'] },
      },
    }),
    passes('domain', 'refers to a.test', {
      zone: { ...atApex(token, 'v=spf1 include:a.test -all'), 'a.test': { TXT: ['v=spf1 ip4:x -all'] } },
    }),
    passes('domain', 'refers to gone.test', {
      zone: {
        ...atApex(token, 'v=spf1 include:a.test -all'),
        'a.test': { TXT: ['v=spf1 include:gone.test -all'] },
      },
    }),
  ],
  spf_void: [
    passes('domain', 'more than two names that do not exist', {
      zone: atApex(token, 'v=spf1 a:x.test mx:y.test exists:z.test -all'),
    }),
  ],
  spf_all: [
    passes('domain', 'every server in the world', { zone: atApex(token, 'v=spf1 +all') }),
    passes('domain', 'every server in the world', { zone: atApex(token, 'v=spf1 a all') }),
  ],
  domain_missing: [
    fails('domain', 'example.com does not exist', { zone: nothing }),
    fails('dkim', 'The domain example.com does not exist', { domain: mail, zone: nothing }),
  ],
  lame_delegation: [
    {
      ...fails('dkim', 'None of the 2 name servers', {
        arrange: (dns) => {
          dns.fails(cache, dkimName);
          for (const server of [ns1, ns2]) dns.fails(server, '*', 'EREFUSED');
        },
      }),
      status: 'unknown',
    },
  ],
  domain_servfail: [
    {
      ...fails('domain', 'no valid answer for anything in example.com', {
        zone: { com: { NS: ['ns1.dns.test'] } },
        arrange: (dns) => {
          for (const name of Object.keys(healthy)) if (name.endsWith('example.com')) dns.fails(cache, name);
        },
      }),
      status: 'unknown',
    },
  ],
  dns_failure: [
    { ...fails('dkim', `${dkimName} (ESERVFAIL)`, { arrange: silence(dkimName) }), status: 'unknown' },
    {
      ...fails('domain', 'example.com (ETIMEOUT)', { arrange: silence('*', 'ETIMEOUT') }),
      status: 'unknown',
    },
  ],
};
