import type { Outgoing } from 'postern/adapter';
import { type HttpFault, senderRegistrySuite, transportSuite } from 'postern/testing';
import { describe, it } from 'vitest';
import { postmark } from '../src/index.ts';
import { postmarkError, startPostmarkStandIn } from '../src/testing/index.ts';
import { outgoing } from './support/fixtures.ts';

transportSuite({ describe, it }, async () => {
  const standIn = await startPostmarkStandIn();
  const transport = postmark(standIn.options);
  let count = 0;
  let unplugged = false;
  const behave = (fault?: HttpFault) => {
    standIn.http.intercept = () => fault;
  };
  return {
    transport,
    outgoing(overrides?: Partial<Outgoing>) {
      count += 1;
      return outgoing({ id: `msg_${count}`, ...overrides });
    },
    async accept() {
      behave();
      if (unplugged) await standIn.http.plug();
    },
    refuse: () => behave(postmarkError(422, 406, 'Inactive recipient')),
    refuseTemporarily: () => behave(postmarkError(503, 100, 'Maintenance')),
    async dropBefore() {
      unplugged = true;
      await standIn.http.unplug();
    },
    dropAfter: () => behave('break'),
    misconfigure: () => behave(postmarkError(401, 10, 'Bad token')),
    stall() {
      behave('stall');
      return { reached: standIn.http.reached() };
    },
    taken: () =>
      standIn.mails.map(({ Metadata, recipient, Subject, TextBody = '', Attachments }) => ({
        calendar: Attachments.filter(
          ({ ContentType }) => ContentType === 'text/calendar; charset=utf-8; method=REQUEST',
        )
          .map(({ Content }) => Buffer.from(Content, 'base64').toString())
          .join(),
        id: Metadata.postern_message ?? '',
        to: [recipient],
        ...(Subject === undefined ? {} : { subject: Subject }),
        text: TextBody,
      })),
    async close() {
      await transport.close();
      await standIn.close();
    },
  };
});

senderRegistrySuite({ describe, it }, async () => {
  let agrees = true;
  const standIn = await startPostmarkStandIn({ dns: () => agrees });
  const transport = postmark({ ...standIn.options, timeoutMs: 2_000 });
  if (!transport.senders) throw new Error('there is a registry with an account token');
  const behave = (fault?: HttpFault) => {
    standIn.http.intercept = () => fault;
  };
  return {
    registry: transport.senders,
    followLink: (address) => standIn.follow(address),
    agree() {
      agrees = true;
      behave();
    },
    disagree() {
      agrees = false;
    },
    breakDown: () => behave({ status: 500, body: '<html>Oops</html>' }),
    refuseCredentials: () => behave(postmarkError(401, 10, 'Bad token')),
    secrets: [standIn.options.accountToken, standIn.options.serverToken],
    async close() {
      await transport.close();
      await standIn.close();
    },
  };
});
