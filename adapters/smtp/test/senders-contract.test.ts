import type { SenderRegistry } from 'postern/adapter';
import { senderRegistrySuite } from 'postern/testing';
import { describe, it } from 'vitest';
import { smtp } from '../src/index.ts';

const host = 'mail.acme.example';
const kinds: Readonly<Record<string, () => SenderRegistry | undefined>> = {
  'we sign': () => smtp({ host }).senders,
  'we sign, with Ed25519 beside RSA': () => smtp({ host, dkim: { second: 'ed25519' } }).senders,
  'the relay signs': () =>
    smtp({ host, dkim: { relay: [{ type: 'CNAME', host: 's1._domainkey', value: 's1.relay.example' }] } })
      .senders,
  'the relay signs, and is asked for its records': () =>
    smtp({
      host,
      dkim: { relay: async (domain) => [{ type: 'TXT', host: '@', value: `relay=${domain}` }] },
    }).senders,
};

for (const [name, open] of Object.entries(kinds)) {
  describe(`where ${name}`, () =>
    senderRegistrySuite(
      { describe, it },
      async () => {
        const registry = open();
        if (!registry) throw new Error('There is no registry.');
        return { registry, agree() {}, close: async () => {} };
      },
      // Nobody is asked: the keys are ours, the records the host's.
      { cannot: ['disagree', 'breakDown', 'refuseCredentials'] },
    ));
}
