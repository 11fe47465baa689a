import { describe, expect, test } from 'vitest';
import type { DnsResolver } from '../src/interfaces/dns-resolver.ts';
import { checkDomain } from '../src/senders/domain/domain-check.ts';
import {
  atApex,
  atDkim,
  atDmarc,
  check,
  checkOne,
  cnameName,
  dkimName,
  dkimValue,
  dmarcName,
  edKey,
  edValue,
  expected,
  key,
  ns1,
  ns2,
  provider,
  summary,
  token,
  withZone,
} from './support/domain.ts';
import { cache, gone, type TestDns } from './support/zone.ts';

const domain = 'example.com';
const noDkim = { [dkimName]: gone };

describe('what passes', () => {
  test('a domain with all its records, among those of others', async () => {
    const result = await check(withZone());
    expect(result.status).toBe('passed');
    expect(result.notices).toEqual([]);
    expect(result.records.map(summary)).toEqual([['passed'], ['passed'], ['passed'], ['passed']]);
  });

  test.each([
    ['without v=', `p=${key}`],
    ['with spaces around the tags', `v = DKIM1 ;  k = rsa; p = ${key} ;`],
    ['with the key folded', `v=DKIM1; k=rsa; p=${key.replace(/(.{60})/g, '$1 ')}`],
    ['with hashes and services that include ours', `v=DKIM1; h=sha1:sha256; s=email; t=s; n=note; p=${key}`],
  ])('the same DKIM key %s', async (_, text) => {
    expect(summary(await checkOne(withZone(atDkim(text)), 'dkim'))).toEqual(['passed']);
  });

  test.each([
    ['as it is shown', edValue],
    ['without v=, folded', `k=ed25519; p=${edKey.slice(0, 20)} ${edKey.slice(20)}`],
  ])('an Ed25519 key %s', async (_, text) => {
    const check = checkOne(withZone(atDkim(text)), 'dkim', domain, { value: edValue });
    expect(summary(await check)).toEqual(['passed']);
  });

  test('a DKIM key behind a CNAME into another zone, which the own name servers cannot follow', async () => {
    const keys = 'k1.keys.other.test';
    const dns = withZone({ [dkimName]: { CNAME: [keys] }, [keys]: { TXT: [dkimValue] } });
    expect(summary(await checkOne(dns, 'dkim'))).toEqual(['passed']);
  });

  test('a record in a zone of its own below the domain, which the domain’s name servers do not have', async () => {
    const ns9 = '192.0.2.9';
    const dns = withZone({
      '_domainkey.example.com': { NS: ['ns9.dns.test'] },
      'ns9.dns.test': { A: [ns9] },
    });
    dns.sees(ns1, noDkim).sees(ns2, noDkim);
    expect(summary(await checkOne(dns, 'dkim'))).toEqual(['passed']);
    const asked = dns.asked.filter((each) => each.name === dkimName && each.type === 'TXT');
    expect(asked.map((each) => each.nameServer)).toContain(ns9);
  });

  test('name servers that have only IPv6 addresses are asked', async () => {
    const dns = withZone({ 'ns1.dns.test': { AAAA: ['2001:db8::1'] }, 'ns2.dns.test': gone });
    dns.sees(cache, noDkim);
    expect(summary(await checkOne(dns, 'dkim'))).toEqual(['passed', 'stale_cache']);
    expect(dns.asked.map((each) => each.nameServer)).toContain('2001:db8::1');
  });

  test('a CNAME written in capitals', async () => {
    const dns = withZone({ [cnameName]: { CNAME: [provider.toUpperCase()] } });
    expect(summary(await checkOne(dns, 'cname'))).toEqual(['passed']);
  });

  test('a CNAME that proves ownership, whatever its target holds', async () => {
    const change = { purpose: 'ownership', name: 'abc.example.com', value: 'proof.provider.test' } as const;
    const dns = withZone({ 'abc.example.com': { CNAME: ['proof.provider.test'] } });
    expect(summary(await checkOne(dns, 'cname', domain, change))).toEqual(['passed']);
  });

  test('a DMARC policy of the domain’s own where a provider asks for a CNAME', async () => {
    const change = { type: 'CNAME', value: 'dmarc.provider.test' } as const;
    expect(summary(await checkOne(withZone(), 'dmarc', domain, change))).toEqual(['passed']);
  });

  test.each(['none', 'quarantine', 'reject'])(
    'the policy p=%s, and nobody is asked to weaken it',
    async (policy) => {
      expect(summary(await checkOne(withZone(atDmarc(`v=DMARC1;p=${policy}`)), 'dmarc'))).toEqual(['passed']);
    },
  );

  test('the proof of ownership beside another installation’s', async () => {
    const dns = withZone(atApex('postern-verification=staging', token));
    expect(summary(await checkOne(dns, 'ownership'))).toEqual(['passed']);
  });

  test('a domain whose optional record is missing', async () => {
    const { dkim } = expected();
    const records = [dkim, { ...dkim, name: 'k2._domainkey.example.com', optional: true }];
    const result = await checkDomain({ domain, records, dns: withZone() });
    expect([result.status, result.records[1]?.status]).toEqual(['passed', 'failed']);
  });
});

describe('what DNS does not tell', () => {
  const unreachable = (dns: TestDns) => dns.fails(ns1, '*', 'ETIMEOUT').fails(ns2, '*', 'EREFUSED');

  test('where the name servers cannot be asked, the configured resolver decides, without a word', async () => {
    const result = await check(unreachable(withZone()));
    expect(result.records.map(summary)).toEqual([['passed'], ['passed'], ['passed'], ['passed']]);
    expect(result.notices).toEqual([]);
    expect(summary(await checkOne(unreachable(withZone(noDkim)), 'dkim'))).toEqual(['failed', 'not_found']);
  });

  test('a name server that cannot be reached costs its time-out a few times, not once for every name', async () => {
    const dns = withZone({ ...noDkim, ...atApex() }).fails(ns1, '*', 'ETIMEOUT');
    await check(dns);
    const askedOf = (server: string) => dns.asked.filter((each) => each.nameServer === server).length;
    expect(askedOf(ns1)).toBeLessThanOrEqual(5);
    expect(askedOf(ns2)).toBeGreaterThan(10);
  });

  test('a silent name server leaves the decision to those that answer', async () => {
    const dns = withZone().fails(ns1, '*', 'ETIMEOUT').sees(ns2, noDkim).sees(cache, noDkim);
    const reached = await check(withZone().fails(ns1, '*', 'ETIMEOUT'));
    expect([reached.status, reached.notices]).toEqual(['passed', []]);
    expect(summary(await checkOne(dns, 'dkim'))).toEqual(['failed', 'not_found']);
  });

  test('a record that a silent name server may have, and that is seen elsewhere, is unknown', async () => {
    const dns = withZone().fails(ns1, dkimName).sees(ns2, noDkim);
    expect(summary(await checkOne(dns, 'dkim'))).toEqual(['unknown', 'dns_failure']);
  });

  test('the configured resolver failing changes nothing while the name servers answer', async () => {
    const late = withZone().fails(cache, dkimName, 'ETIMEOUT', 'TXT');
    expect(summary(await checkOne(late, 'dkim'))).toEqual(['passed']);
    // What only resolvers refuse is there, and may not be seen.
    const bogus = withZone().fails(cache, dkimName, 'ESERVFAIL', 'TXT');
    expect(summary(await checkOne(bogus, 'dkim'))).toEqual(['passed', 'resolver_failure']);
  });

  test('a zone that cannot be found out is not guessed: the parent’s servers need not have its records', async () => {
    const dns = withZone().fails(cache, '_domainkey.example.com', 'ESERVFAIL', 'NS').fails(cache, dkimName);
    dns.sees(ns1, noDkim).sees(ns2, noDkim);
    expect(summary(await checkOne(dns, 'dkim'))).toEqual(['unknown', 'dns_failure']);
  });

  test('one certain failure decides although another record is unknown', async () => {
    const result = await check(silent(withZone(atApex()), dkimName));
    expect(result.records.map((record) => record.status)).toEqual(['failed', 'unknown', 'passed', 'passed']);
    expect([result.status, result.notices]).toEqual(['failed', []]);
  });

  test('one unknown record among passed ones leaves the domain unknown', async () => {
    expect((await check(silent(withZone(), dkimName))).status).toBe('unknown');
  });

  test('a policy above that cannot be asked for leaves DMARC unknown', async () => {
    const dns = silent(withZone(), dmarcName);
    expect(summary(await checkOne(dns, 'dmarc', 'mail.example.com'))).toEqual(['unknown', 'dns_failure']);
  });

  test('a CNAME whose target cannot be asked for is unknown', async () => {
    expect(summary(await checkOne(silent(withZone(), provider), 'cname'))).toEqual([
      'unknown',
      'dns_failure',
    ]);
  });

  function silent(dns: TestDns, name: string): TestDns {
    for (const who of [cache, ns1, ns2]) dns.fails(who, name);
    return dns;
  }
});

describe('an aborted check', () => {
  test('rejects with the signal’s reason and asks no more', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    const dns = withZone();
    const aborting: DnsResolver = {
      resolve(name, type, options) {
        if (type === 'TXT') controller.abort(reason);
        return dns.resolve(name, type, options);
      },
    };
    const records = Object.values(expected());
    const input = { domain, records, signal: controller.signal };
    await expect(checkDomain({ ...input, dns: aborting })).rejects.toBe(reason);
    const asked = dns.asked.length;
    await expect(checkDomain({ ...input, dns })).rejects.toBe(reason);
    expect(dns.asked.length).toBe(asked);
    expect(dns.asked.filter((each) => each.type === 'TXT').length).toBeLessThanOrEqual(10);
  });
});

describe('the number of queries', () => {
  test('a DMARC tree walk takes eight, however long the name', async () => {
    const dns = withZone({ [dmarcName]: gone, '_dmarc.com': { TXT: ['v=DMARC1; p=none; psd=y'] } });
    await checkOne(dns, 'dmarc', 'a.b.c.d.e.f.g.h.i.example.com');
    const walked = dns.asked.filter((each) => each.type === 'TXT' && each.name.startsWith('_dmarc.'));
    expect([...new Set(walked.map((each) => each.name))]).toEqual([
      '_dmarc.a.b.c.d.e.f.g.h.i.example.com',
      ...['e.f.g.h.i.', 'f.g.h.i.', 'g.h.i.', 'h.i.', 'i.', ''].map((part) => `_dmarc.${part}example.com`),
      '_dmarc.com',
    ]);
  });

  test('is small for a healthy domain and bounded for any', async () => {
    const count = async (dns: TestDns, run: (dns: TestDns) => Promise<unknown>) => {
      await run(dns);
      return dns.asked.length;
    };
    expect(await count(withZone(), check)).toBeLessThan(50);
    const bare = { ...atApex(), ...noDkim, [cnameName]: gone, [dmarcName]: gone };
    expect(await count(withZone(bare), check)).toBeLessThan(120);
    const { dkim } = expected();
    const records = Array.from({ length: 60 }, (_, index) => ({ ...dkim, name: `k${index}.${dkim.name}` }));
    expect(await count(withZone(), (dns) => checkDomain({ domain, records, dns }))).toBe(250);
  });

  test('is none for a wildcard above the domain', async () => {
    const dns = withZone({ ...atApex('postern-verification=other'), ...atDkim('x') });
    await check(dns);
    const random = dns.asked.filter(({ name }) => name.startsWith('qzwx')).map(({ name }) => name);
    expect(new Set(random)).toEqual(new Set(['qzwx._domainkey.example.com']));
  });

  test('under way at once is ten at most, and none is sent twice', async () => {
    const dns = withZone(noDkim);
    let running = 0;
    let most = 0;
    const counting: DnsResolver = {
      async resolve(name, type, options) {
        running += 1;
        most = Math.max(most, running);
        await new Promise(setImmediate);
        running -= 1;
        return dns.resolve(name, type, options);
      },
    };
    await check(counting);
    expect(most).toBe(10);
    const keys = dns.asked.map((each) => `${each.nameServer} ${each.type} ${each.name}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
