import { generateKeyPairSync } from 'node:crypto';
import type { MemoryDns } from '@postern/memory';
import type { ExpectedRecord } from 'postern';
import type { SenderRegistry } from 'postern/adapter';

/** Longer than one DNS string, as keys are. */
function dkimValue(): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
}

const keys = { a: dkimValue(), b: dkimValue() };

/** The four records a domain needs, as a provider that signs asks for them. */
export function recordsOf(domain: string): readonly ExpectedRecord[] {
  return [
    { purpose: 'ownership', type: 'TXT', name: `_test.${domain}`, value: 'test-owner=1f2e3d' },
    { purpose: 'dkim', type: 'TXT', name: `a._domainkey.${domain}`, value: keys.a },
    { purpose: 'dkim', type: 'TXT', name: `b._domainkey.${domain}`, value: keys.b },
    { purpose: 'dmarc', type: 'TXT', name: `_dmarc.${domain}`, value: 'v=DMARC1; p=none' },
  ];
}

export const registry: SenderRegistry = {
  codeSentBy: 'us',
  async register() {
    return {};
  },
  async records({ domain }) {
    return recordsOf(domain);
  },
  async checked() {
    return true;
  },
  async rotateKeys() {},
  async delete() {},
};

/** Enters all records of a domain, as somebody at its DNS host would. */
export function enterRecords(dns: MemoryDns, domain: string): void {
  for (const { name, value } of recordsOf(domain)) dns.set(name, 'TXT', [value]);
}
