import { transportSuite } from 'postern/testing';
import { describe, it } from 'vitest';
import { twilio } from '../src/index.ts';
import { outgoing } from './support/fixtures.ts';
import { error, type Fault, Provider } from './support/provider.ts';

transportSuite({ describe, it }, async () => {
  const provider = await Provider.start();
  const transport = twilio({ ...provider.standIn.options, sender: 'Acme' });
  const numbers = new Map<string, string>();
  let unplugged = false;
  const behave = (fault?: Fault) => {
    provider.fault = fault;
  };
  return {
    transport,
    // Twilio knows no id of ours: each message has a number of its own.
    outgoing(overrides) {
      const id = `msg_${numbers.size}`;
      const address = `+336123${45_000 + numbers.size}`;
      numbers.set(address, id);
      return outgoing({ id, to: { address }, ...overrides });
    },
    async accept() {
      behave();
      if (unplugged) await provider.plug();
    },
    refuse: () => behave(error(400, 21211)),
    refuseTemporarily: () => behave(error(429, 21611)),
    async dropBefore() {
      unplugged = true;
      await provider.unplug();
    },
    dropAfter: () => behave('break'),
    misconfigure: () => behave(error(401, 20003)),
    stall() {
      behave('stall');
      return { reached: provider.reached() };
    },
    taken: () =>
      provider.standIn.messages.map(({ to, body }) => ({ id: numbers.get(to) ?? '', to: [to], text: body })),
    async close() {
      await transport.close();
      await provider.close();
    },
  };
});
