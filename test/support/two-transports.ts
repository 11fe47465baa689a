import { generateKeyPairSync } from 'node:crypto';
import { memory, memoryDns, memoryTransport } from '@postern/memory';
import type { SenderRegistry } from '../../src/adapter.ts';
import { Messaging } from '../../src/index.ts';

export const acme = { name: 'Acme', address: 'hello@acme.example' };

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;

/** Named registries in the order their transports are tried; `undefined`: a transport without one. */
export type Registries = Readonly<Record<string, SenderRegistry | undefined>>;

/** A site on memory by several e-mail transports, and on the same storage in any other order of them. */
export function several(registries: Registries) {
  let now = new Date('2030-01-01T12:00:00Z');
  const clock = () => now;
  const wiring = memory({ clock });
  const dns = memoryDns();
  for (const domain of ['acme.example', 'new.example'])
    dns.set(domain, 'MX', [{ exchange: `mx.${domain}`, priority: 10 }]);
  const transports = new Map(
    Object.entries(registries).map(([name, senders]) => [
      name,
      memoryTransport({ channel: 'email', name, ...(senders ? { senders } : {}) }),
    ]),
  );
  const errors: string[] = [];
  const events: string[] = [];
  /** By these transports, in this order. */
  const by = (...names: readonly string[]) => {
    const email = names.flatMap((name) => transports.get(name) ?? []);
    const site = { id: 'acme', name: 'Acme' };
    const secret = 'a secret for tests, long enough to pass';
    const messaging = new Messaging({ site, secret, ...wiring, dns, email, clock });
    messaging.on('error', ({ during }) => errors.push(during));
    for (const type of ['sender.address_validated', 'sender.domain_validated', 'sender.domain_lost'] as const)
      messaging.on(type, () => events.push(type));
    return messaging;
  };
  const messaging = by(...transports.keys());
  return {
    by,
    dns,
    errors,
    events,
    messaging,
    storage: wiring.storage,
    sender: messaging.email.sender,
    transport: (name: string) => {
      const found = transports.get(name);
      if (!found) throw new Error(`There is no transport "${name}".`);
      return found;
    },
    advance(ms: number) {
      now = new Date(now.getTime() + ms);
    },
    /** Enters the records that these transports ask for. */
    async publish(...of: readonly string[]) {
      const { records } = await messaging.email.sender.domain();
      for (const { transport, name, type, value } of records) {
        if (!of.includes(transport)) continue;
        dns.set(name, type, [value]);
        // What the provider keeps behind its name.
        if (type === 'CNAME') dns.set(value, 'TXT', [key]);
      }
    },
  };
}
