import type { Outgoing } from 'postern/adapter';
import { type HttpFault, senderRegistrySuite, transportSuite } from 'postern/testing';
import { describe, it } from 'vitest';
import { mailgun } from '../src/index.ts';
import { mailgunError, startMailgunStandIn } from '../src/testing/index.ts';
import { outgoing } from './support/messages.ts';

transportSuite({ describe, it }, async () => {
  const standIn = await startMailgunStandIn();
  // Mailgun has no error that is certainly for now; a host may know one.
  const errors = [{ status: ['503'], class: 'temporary' as const }];
  const transport = mailgun({ ...standIn.options, errors });
  let count = 0;
  let unplugged = false;
  const behave = (fault?: HttpFault) => {
    standIn.http.intercept = () => fault;
  };
  return {
    transport,
    outgoing(overrides?: Partial<Outgoing>) {
      count += 1;
      const id = `msg_${count}`;
      return outgoing({ id, messageId: `<${id}@acme.example>`, ...overrides });
    },
    async accept() {
      behave();
      if (unplugged) await standIn.http.plug();
    },
    refuse: () => behave(mailgunError(400, 'to parameter is not a valid address')),
    refuseTemporarily: () => behave(mailgunError(503, 'Try again')),
    async dropBefore() {
      unplugged = true;
      await standIn.http.unplug();
    },
    dropAfter: () => behave('break'),
    misconfigure: () => behave({ status: 401, body: 'Forbidden' }),
    stall() {
      behave('stall');
      return { reached: standIn.http.reached() };
    },
    taken: () =>
      standIn.mails.map(({ id, recipient, subject, text = '', files }) => ({
        calendar: files
          .find(({ contentType }) => /^text\/calendar; charset=utf-8; method=REQUEST$/i.test(contentType))
          ?.content.toString(),
        ...{ id: id.split('@')[0] ?? '', to: [recipient], subject, text },
      })),
    async close() {
      await transport.close();
      await standIn.close();
    },
  };
});

senderRegistrySuite({ describe, it }, async () => {
  let agrees = true;
  const standIn = await startMailgunStandIn({ dns: () => agrees });
  const transport = mailgun({ ...standIn.options, timeoutMs: 2_000 });
  if (!transport.senders) throw new Error('there is a registry without a domain');
  const behave = (fault?: HttpFault) => {
    standIn.http.intercept = () => fault;
  };
  return {
    registry: transport.senders,
    agree() {
      agrees = true;
      behave();
    },
    disagree() {
      agrees = false;
    },
    breakDown: () => behave({ status: 500, body: '<html>Oops</html>' }),
    refuseCredentials: () => behave({ status: 401, body: 'Forbidden' }),
    secrets: [standIn.options.apiKey, standIn.options.webhookSigningKey],
    async close() {
      await transport.close();
      await standIn.close();
    },
  };
});
