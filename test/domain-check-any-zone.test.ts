import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DnsAnswer, DnsResolver, DnsType } from '../src/interfaces/dns-resolver.ts';
import {
  atDkim,
  check,
  checkOne,
  cnameName,
  dkimName,
  dkimValue,
  dmarcName,
  key,
  ns1,
  ns2,
  otherKey,
  provider,
  token,
  withZone,
} from './support/domain.ts';
import { cache, type Records, TestDns, type ZoneData } from './support/zone.ts';

const domain = 'example.com';

describe('whatever DNS holds', () => {
  const names = [
    domain,
    'com',
    dkimName,
    `${dkimName}.${domain}`,
    `k1.${domain}`,
    `_domainkey.${domain}`,
    cnameName,
  ];
  const more = [dmarcName, '_dmarc.com', `*.${domain}`, `*._domainkey.${domain}`, provider, 'ns1.dns.test'];
  const name = fc.constantFrom(...names, ...more);
  const wellFormed = [
    token,
    dkimValue,
    `p=${otherKey}`,
    'p=',
    `v=spf1 include:${domain}`,
    'v=DMARC1;p=none',
    ';;=;',
    '"',
  ];
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom(...wellFormed),
    fc.tuple(fc.constantFrom('v=DKIM1;p=', 'v=DMARC1;', 'p=', 'v=spf1 '), fc.string()).map(([a, b]) => a + b),
    // Our key with one character changed is another key.
    fc.nat({ max: key.length - 20 }).map((at) => {
      const other = key[at] === 'A' ? 'B' : 'A';
      return `v=DKIM1; p=${key.slice(0, at)}${other}${key.slice(at + 1)}`;
    }),
  );
  const records: fc.Arbitrary<Records> = fc.record(
    {
      TXT: fc.array(text, { maxLength: 3 }),
      CNAME: fc.array(fc.oneof(name, fc.string()), { maxLength: 2 }),
      NS: fc.array(fc.constantFrom('ns1.dns.test', 'ns2.dns.test', '', '..'), { maxLength: 2 }),
      A: fc.array(fc.constantFrom(ns1, 'junk'), { maxLength: 2 }),
    },
    { requiredKeys: [] },
  );
  const zones: fc.Arbitrary<ZoneData> = fc.dictionary(name, records, { maxKeys: 8, noNullPrototype: true });
  const who = fc.constantFrom(cache, ns1, ns2);
  const failures = fc.array(fc.tuple(who, fc.oneof(name, fc.constant('*'))), { maxLength: 2 });

  test('a check never throws, and passes no DKIM record whose key is not ours', async () => {
    await fc.assert(
      fc.asyncProperty(zones, zones, failures, async (shared, own, failing) => {
        const dns = new TestDns(shared).sees(ns1, own);
        for (const [server, where] of failing) dns.fails(server, where);
        const result = await check(dns);
        const dkim = result.records.find((record) => record.name === dkimName);
        const texts = [...Object.values(shared), ...Object.values(own)].flatMap((each) => each.TXT ?? []);
        if (dkim?.status === 'passed') expect(texts).toContain(dkimValue);
        for (const record of result.records) {
          const hasError = record.diagnostics.some((each) => each.severity === 'error');
          expect(hasError).toBe(record.status !== 'passed');
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a DKIM record with any other key fails', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const dns = withZone(atDkim(value));
        expect((await checkOne(dns, 'dkim')).status).toBe(value === dkimValue ? 'passed' : 'failed');
      }),
    );
  });

  test('nothing is concluded where nothing is answered', async () => {
    const dns: DnsResolver = {
      resolve: <T extends DnsType>(): Promise<DnsAnswer<T>> =>
        Promise.resolve({ kind: 'unavailable', code: 'EBADRESP' }),
    };
    await fc.assert(
      fc.asyncProperty(fc.string(), async (anything) => {
        const result = await check(dns, anything);
        expect(result.records.every((record) => record.status === 'unknown')).toBe(true);
        expect(result.notices.map((each) => each.code)).toEqual(['dns_failure']);
      }),
    );
  });
});
