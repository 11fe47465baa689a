import { simpleParser } from 'mailparser';
import { transportSuite } from 'postern/testing';
import { describe, it } from 'vitest';
import { smtp } from '../src/index.ts';
import { FaultyServer } from './support/faulty-server.ts';
import { outgoing } from './support/fixtures.ts';

transportSuite({ describe, it }, async () => {
  const server = await FaultyServer.start({ extensions: ['PIPELINING', 'AUTH PLAIN'] });
  const transport = smtp({
    host: '127.0.0.1',
    port: server.port,
    auth: { user: 'acme', pass: 'correct horse' },
    requireTls: false,
  });
  const behave = (faults: FaultyServer['faults']) => {
    server.faults = faults;
  };
  let count = 0;
  return {
    transport,
    outgoing(overrides) {
      count += 1;
      return outgoing({ id: `msg_${count}`, messageId: `<msg_${count}@acme.example>`, ...overrides });
    },
    accept: () => behave({}),
    refuse: () => behave({ rcpt: '550 5.1.1 No such user' }),
    refuseTemporarily: () => behave({ dot: '451 4.3.0 Try again later' }),
    dropBefore: () => behave({ data: 'drop' }),
    dropAfter: () => behave({ dot: 'drop' }),
    misconfigure: () => behave({ auth: '535 5.7.8 Unknown user or wrong password' }),
    stall() {
      behave({ dot: 'stall' });
      return { reached: server.reaches('dot') };
    },
    async taken() {
      // A mail that came whole may have been delivered, unless the server said that it was not.
      const refused = typeof server.faults.dot === 'string' && /^[45]/.test(server.faults.dot);
      const mails = await Promise.all(
        (refused ? server.mails : server.received).map((mail) => simpleParser(mail)),
      );
      return mails.map(({ messageId = '', to, subject, text = '', attachments }) => ({
        id: messageId.slice(1, messageId.indexOf('@')),
        to: [to ?? []].flat().flatMap(({ value }) => value.map(({ address = '' }) => address)),
        ...(subject === undefined ? {} : { subject }),
        text,
        calendar: attachments.find((one) => one.contentType === 'text/calendar')?.content.toString(),
      }));
    },
    async close() {
      await transport.close();
      await server.close();
    },
  };
});
