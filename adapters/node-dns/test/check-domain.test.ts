import { generateKeyPairSync } from 'node:crypto';
import { checkDomain } from 'postern';
import type { ExpectedRecord } from 'postern/adapter';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeDns } from '../src/index.ts';
import { type DnsServer, startDnsServer } from '../src/testing/index.ts';

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const ownership = 'postern-verification=4f9d2c7ab1e0';
const dkim = `v=DKIM1; k=rsa; p=${key}`;

const records: readonly ExpectedRecord[] = [
  { purpose: 'ownership', type: 'TXT', name: 'example.com', value: ownership },
  { purpose: 'dkim', type: 'TXT', name: 'k1._domainkey.example.com', value: dkim },
  { purpose: 'dkim', type: 'TXT', name: 'k2._domainkey.example.com', value: dkim },
  { purpose: 'dmarc', type: 'TXT', name: '_dmarc.example.com', value: 'v=DMARC1; p=none;' },
];
const delegation = {
  'example.com': { NS: ['ns1.dns.test'] },
  'ns1.dns.test': { A: ['127.0.0.1'] },
};

/** What the world asks, and the domain's own name server. */
let world: DnsServer;
let own: DnsServer;

beforeEach(async () => {
  world = await startDnsServer({ zone: delegation });
  own = await startDnsServer({ zone: delegation });
});

afterEach(async () => {
  await Promise.all([world.close(), own.close()]);
});

function enter(server: DnsServer): void {
  server.zone.set('example.com', 'TXT', ['v=spf1 -all', ownership]);
  server.zone.set('k1._domainkey.example.com', 'TXT', [dkim]);
  server.zone.set('k2._domainkey.example.com', 'TXT', [[dkim.slice(0, 200), dkim.slice(200)]]);
  server.zone.set('_dmarc.example.com', 'TXT', ['v=DMARC1; p=quarantine']);
}

async function check(options: { readonly askOwn: boolean } = { askOwn: true }) {
  const dns = nodeDns({ servers: [world.address], port: own.port, allowPrivateNameServers: options.askOwn });
  const result = await checkDomain({ domain: 'example.com', records, dns });
  const found = result.records.flatMap((record) => record.diagnostics.map((each) => each.code));
  return { status: result.status, statuses: result.records.map((record) => record.status), found };
}

test('a domain fails until its records are entered, then passes at once, and last without a remark', async () => {
  const missing = await check();
  expect(missing.statuses).toEqual(['failed', 'failed', 'failed', 'failed']);
  expect(missing.found).toEqual(['not_found', 'not_found', 'not_found', 'not_found']);

  enter(own);
  const fresh = await check();
  expect(fresh.status).toBe('passed');
  expect(fresh.found).toEqual(['stale_cache', 'stale_cache', 'stale_cache', 'stale_cache']);

  enter(world);
  expect(await check()).toEqual({ status: 'passed', statuses: Array(4).fill('passed'), found: [] });
});

test('mistakes are recognised in what a real server sends', async () => {
  for (const { zone } of [world, own]) {
    zone.set('example.com.example.com', 'TXT', [ownership]);
    zone.set('k1._domainkey.example.com', 'TXT', [`"${dkim}"`]);
    zone.set('k2._domainkey.example.com', 'CNAME', ['gone.other.test']);
    zone.set('*.example.com', 'TXT', ['v=spf1 -all']);
  }
  const result = await check();
  expect(result.status).toBe('failed');
  expect(result.found).toEqual(['appended_zone', 'quoted', 'dangling_cname', 'wildcard']);
});

test('name servers at private addresses are not asked: the configured resolver decides', async () => {
  enter(own);
  expect((await check({ askOwn: false })).status).toBe('failed');
  enter(world);
  expect(await check({ askOwn: false })).toMatchObject({ status: 'passed', found: [] });
});

test('failing servers leave everything unknown', async () => {
  enter(world);
  enter(own);
  world.zone.fail('.', 'SERVFAIL');
  own.zone.fail('.', 'SERVFAIL');
  expect(await check()).toMatchObject({ status: 'unknown', statuses: Array(4).fill('unknown') });
});
