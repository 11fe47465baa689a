import { channels, createId, type Outgoing } from 'postern/adapter';
import {
  dnsResolverSuite,
  type QueueHarness,
  queueSuite,
  senderRegistrySuite,
  storageSuite,
  type TransportHarness,
  transportSuite,
} from 'postern/testing';
import { afterEach, describe, it, vi } from 'vitest';
import { memory, memoryDns, memoryRegistry, memoryStorage, memoryTransport } from '../src/index.ts';

const runner = { describe, it };

storageSuite(runner, async () => {
  const storage = memoryStorage();
  return { storage, transaction: (run) => storage.transaction(run), close: async () => {} };
});

async function openQueue(): Promise<QueueHarness> {
  const { storage, queue } = memory();
  return { queue, transaction: (run) => storage.transaction(run), close: async () => {} };
}

describe('by the computer’s clock', () => queueSuite(runner, openQueue));

describe('by a clock that is moved', () => {
  afterEach(() => {
    vi.useRealTimers();
  });
  queueSuite(runner, async () => {
    vi.useFakeTimers();
    const clock = {
      now: () => new Date(),
      advance: async (ms: number) => {
        await vi.advanceTimersByTimeAsync(ms);
      },
    };
    return { ...(await openQueue()), clock };
  });
});

for (const channel of channels) {
  describe(`by ${channel}`, () =>
    transportSuite(runner, async (): Promise<TransportHarness> => {
      const transport = memoryTransport({ channel });
      return {
        transport,
        outgoing: (overrides) => ({ ...newOutgoing(channel), ...overrides }),
        accept: () => transport.answer(),
        refuse: () => transport.answer(() => 'rejected'),
        refuseTemporarily: () => transport.answer(() => 'retry'),
        dropBefore: () => transport.answer(() => 'retry'),
        dropAfter: () => transport.answer(() => 'unknown'),
        misconfigure: () => transport.answer(() => 'paused'),
        stall: () => ({
          reached: new Promise<void>((reached) => {
            transport.answer(() => {
              reached();
              return 'stall';
            });
          }),
        }),
        taken: () =>
          transport.sent.map(({ to, calendar, ...rest }) => ({
            ...rest,
            to: [to.address],
            calendar: calendar?.content,
          })),
        close: async () => {},
      };
    }));
}

for (const codeSentBy of ['us', 'provider', 'link'] as const) {
  describe(`confirmed by ${codeSentBy}`, () =>
    senderRegistrySuite(runner, async () => {
      const registry = memoryRegistry({ codeSentBy });
      return {
        registry,
        mailedCode: (address) => registry.mailedCode(address),
        followLink: (address) => registry.accept(address),
        agree() {
          registry.fail();
          registry.agrees = true;
        },
        disagree() {
          registry.agrees = false;
        },
        breakDown: () => registry.fail('sender_provider_failed'),
        refuseCredentials: () => registry.fail('sender_refused'),
        close: async () => {},
      };
    }));
}

function newOutgoing(channel: Outgoing['channel']): Outgoing {
  const date = new Date();
  const id = createId('msg', date);
  const common = { id, site: 'acme', channel, text: 'Hello', headers: {}, attachments: [], date };
  const by = {
    email: {
      to: { name: 'Jo', address: 'jo@example.com' },
      from: { name: 'Acme', address: 'hello@acme.example' },
      ...{ subject: 'Hello', messageId: `<${id}@acme.example>` },
    },
    sms: { to: { address: '+33612345678' }, from: { address: 'Acme' } },
  } as const;
  return { ...common, ...by[channel], senderState: 'ready' };
}

dnsResolverSuite(runner, async () => {
  const dns = memoryDns();
  return {
    resolver: dns,
    set: (name, type, values) => dns.set(name, type, values),
    setChunks: (name, records) =>
      dns.set(
        name,
        'TXT',
        records.map((chunks) => chunks.join('')),
      ),
    remove: (name) => dns.remove(name),
    fail: (name, code) => dns.fail(name, code),
    close: async () => {},
  };
});
