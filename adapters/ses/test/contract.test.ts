import { simpleParser } from 'mailparser';
import { senderRegistrySuite, transportSuite } from 'postern/testing';
import { describe, it } from 'vitest';
import { ses } from '../src/index.ts';
import { sesError, startSesStandIn } from '../src/testing/index.ts';
import { outgoing } from './support/messages.ts';

transportSuite({ describe, it }, async () => {
  const standIn = await startSesStandIn();
  const transport = ses(standIn.options);
  const { http } = standIn;
  let unplugged = false;
  return {
    transport,
    outgoing,
    async accept() {
      http.intercept = undefined;
      if (unplugged) await http.plug();
    },
    refuse() {
      http.intercept = () => sesError(400, 'BadRequestException');
    },
    refuseTemporarily() {
      http.intercept = () => sesError(400, 'ConcurrentModificationException');
    },
    async dropBefore() {
      unplugged = true;
      await http.unplug();
    },
    dropAfter() {
      http.intercept = () => 'break';
    },
    misconfigure() {
      http.intercept = () => sesError(403, 'InvalidSignatureException');
    },
    stall() {
      http.intercept = () => 'stall';
      return { reached: http.reached() };
    },
    taken: () =>
      Promise.all(
        standIn.mails.map(async ({ raw, to }) => {
          const { messageId = '', subject = '', text = '', attachments } = await simpleParser(raw);
          const id = /^<(msg_\w+)@/.exec(messageId)?.[1] ?? '';
          const calendar = attachments.find(({ contentType }) => contentType === 'text/calendar')?.content;
          return { id, to, subject, text, calendar: calendar?.toString() };
        }),
      ),
    async close() {
      await transport.close();
      await standIn.close();
    },
  };
});

senderRegistrySuite({ describe, it }, async () => {
  let agrees = true;
  const standIn = await startSesStandIn({ agrees: () => agrees });
  const transport = ses(standIn.options);
  const { http } = standIn;
  const { accessKeyId, secretAccessKey } = standIn.options.credentials;
  return {
    registry: transport.senders,
    secrets: [accessKeyId, secretAccessKey],
    agree() {
      agrees = true;
      http.intercept = undefined;
    },
    disagree() {
      agrees = false;
    },
    breakDown() {
      http.intercept = () => ({ status: 502, body: '<!doctype html><title>Bad gateway</title>' });
    },
    refuseCredentials() {
      http.intercept = () => sesError(403, 'UnrecognizedClientException');
    },
    async close() {
      await transport.close();
      await standIn.close();
    },
  };
});
