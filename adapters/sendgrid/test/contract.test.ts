import type { HttpFault } from 'postern/testing';
import { transportSuite } from 'postern/testing';
import { describe, it } from 'vitest';
import { sendgrid } from '../src/index.ts';
import { sendgridError, startSendGridStandIn } from '../src/testing/index.ts';
import { mail } from './support/fixtures.ts';

transportSuite(
  { describe, it },
  async () => {
    const standIn = await startSendGridStandIn();
    const transport = sendgrid(standIn.options);
    const ids = new Map<string, string>();
    let unplugged = false;
    const behave = (fault?: HttpFault) => {
      standIn.http.intercept = () => fault;
    };
    return {
      transport,
      outgoing(overrides) {
        const id = `msg_${ids.size}`;
        const address = `ada${ids.size}@customer.example`;
        ids.set(address, id);
        return mail({ id, to: { address }, messageId: `<${id}@acme.example>`, ...overrides });
      },
      async accept() {
        behave();
        if (unplugged) await standIn.http.plug();
      },
      refuse: () =>
        behave(sendgridError(400, 'Does not contain a valid address.', 'personalizations.0.to.0.email')),
      async dropBefore() {
        unplugged = true;
        await standIn.http.unplug();
      },
      dropAfter: () => behave('break'),
      misconfigure: () => behave(sendgridError(401, 'authorization required')),
      stall() {
        behave('stall');
        return { reached: standIn.http.reached() };
      },
      taken: () =>
        standIn.mails.map(({ personalizations: [one], subject = '', content }) => {
          const to = one?.to.map(({ email }) => email) ?? [];
          const calendar = content.find(({ type }) => type === 'text/calendar; method=REQUEST')?.value;
          const text = content[0]?.value ?? '';
          return { id: ids.get(to[0] ?? '') ?? '', to, subject, text, calendar };
        }),
      async close() {
        await transport.close();
        await standIn.close();
      },
    };
  },
  // SendGrid has no refusal for now that is not for every message: then the channel pauses.
  { cannot: ['refuseTemporarily'] },
);
