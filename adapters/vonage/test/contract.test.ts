import type { HttpFault } from 'postern/testing';
import { transportSuite } from 'postern/testing';
import { describe, it } from 'vitest';
import { vonage } from '../src/index.ts';
import { startVonageStandIn, vonageError } from '../src/testing/index.ts';
import { sms } from './support/fixtures.ts';

transportSuite(
  { describe, it },
  async () => {
    // The suite's longest text is more than Vonage documents.
    const standIn = await startVonageStandIn({ longestText: 1_600 });
    const transport = vonage({ ...standIn.options, sender: 'Acme' });
    const numbers = new Map<string, string>();
    let unplugged = false;
    const behave = (fault?: HttpFault) => {
      standIn.http.intercept = () => fault;
    };
    return {
      transport,
      outgoing(overrides) {
        const id = `msg_${numbers.size}`;
        const address = `+336123${45_000 + numbers.size}`;
        numbers.set(address, id);
        return sms({ id, to: { address }, ...overrides });
      },
      async accept() {
        behave();
        if (unplugged) await standIn.http.plug();
      },
      refuse: () => behave(vonageError('Invalid recipient')),
      async dropBefore() {
        unplugged = true;
        await standIn.http.unplug();
      },
      dropAfter: () => behave('break'),
      misconfigure: () => behave(vonageError('You did not provide correct credentials.')),
      stall() {
        behave('stall');
        return { reached: standIn.http.reached() };
      },
      taken: () =>
        standIn.messages.map(({ to, text }) => ({ id: numbers.get(`+${to}`) ?? '', to: [`+${to}`], text })),
      async close() {
        await transport.close();
        await standIn.close();
      },
    };
  },
  // Vonage has no refusal for now that is not for every message: then the channel pauses.
  { cannot: ['refuseTemporarily'] },
);
