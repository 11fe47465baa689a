import type { HttpFault, TransportHarness } from 'postern/testing';
import { transportSuite } from 'postern/testing';
import { describe, it } from 'vitest';
import { brevo, brevoSms } from '../src/index.ts';
import { type BrevoStandIn, brevoError, startBrevoStandIn } from '../src/testing/index.ts';
import { mail, sms } from './support/fixtures.ts';

/** Faults at the stand-in, and what it took, by the recipient that each message has of its own. */
function harnessOf(
  standIn: BrevoStandIn,
  parts: Pick<TransportHarness, 'transport' | 'outgoing'> & {
    readonly taken: () => readonly {
      to: string;
      subject?: string;
      text: string;
      calendar?: string | undefined;
    }[];
  },
): TransportHarness {
  const { transport } = parts;
  const ids = new Map<string, string>();
  let unplugged = false;
  const behave = (fault?: HttpFault) => {
    standIn.http.intercept = () => fault;
  };
  return {
    transport,
    outgoing(overrides) {
      const message = parts.outgoing({ id: `msg_${ids.size}`, ...overrides });
      ids.set(message.to.address.replace('+', ''), message.id);
      return message;
    },
    async accept() {
      behave();
      if (unplugged) await standIn.http.plug();
    },
    refuse: () => behave(brevoError(400, 'invalid_parameter', 'email is not valid in to')),
    async dropBefore() {
      unplugged = true;
      await standIn.http.unplug();
    },
    dropAfter: () => behave('break'),
    misconfigure: () => behave(brevoError(401, 'unauthorized', 'Key not found')),
    stall() {
      behave('stall');
      return { reached: standIn.http.reached() };
    },
    taken: () =>
      parts.taken().map(({ to, ...one }) => ({ ...one, id: ids.get(to.replace('+', '')) ?? '', to: [to] })),
    async close() {
      await transport.close?.();
      await standIn.close();
    },
  };
}

// Brevo has no refusal for now that is not for every message: then the channel pauses.
const cannot = ['refuseTemporarily'] as const;

describe('e-mail by Brevo', () => {
  transportSuite(
    { describe, it },
    async () => {
      const standIn = await startBrevoStandIn();
      let count = 0;
      return harnessOf(standIn, {
        transport: brevo(standIn.options),
        outgoing: (overrides) => mail({ to: { address: `ada${count++}@customer.example` }, ...overrides }),
        taken: () =>
          standIn.mails.map(({ to, subject, textContent = '', attachment }) => ({
            calendar: attachment && Buffer.from(attachment[0]?.content ?? '', 'base64').toString(),
            to: to[0]?.email ?? '',
            subject,
            text: textContent,
          })),
      });
    },
    { cannot },
  );
});

describe('SMS by Brevo', () => {
  transportSuite(
    { describe, it },
    async () => {
      const standIn = await startBrevoStandIn();
      let count = 45_000;
      return harnessOf(standIn, {
        transport: brevoSms({ ...standIn.options, sender: 'Acme' }),
        outgoing: (overrides) => sms({ to: { address: `+336123${count++}` }, ...overrides }),
        taken: () => standIn.texts.map(({ recipient, content }) => ({ to: `+${recipient}`, text: content })),
      });
    },
    { cannot },
  );
});
