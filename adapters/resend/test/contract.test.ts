import { senderRegistrySuite, transportSuite } from 'postern/testing';
import { describe, it } from 'vitest';
import { resend } from '../src/index.ts';
import { resendError, startResendStandIn } from '../src/testing/index.ts';
import { outgoing } from './support/messages.ts';

transportSuite(
  { describe, it },
  async () => {
    const standIn = await startResendStandIn();
    const transport = resend(standIn.options);
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
        http.intercept = () => resendError(422, 'validation_error');
      },
      async dropBefore() {
        unplugged = true;
        await http.unplug();
      },
      dropAfter() {
        http.intercept = () => 'break';
      },
      misconfigure() {
        http.intercept = () => resendError(403, 'invalid_api_key');
      },
      stall() {
        http.intercept = () => 'stall';
        return { reached: http.reached() };
      },
      taken: () =>
        standIn.mails.map(({ headers = {}, to, subject, text = '', attachments }) => ({
          calendar: attachments
            ?.filter(({ content_type }) => content_type === 'text/calendar; charset=utf-8; method=REQUEST')
            .map(({ content }) => Buffer.from(content, 'base64').toString())
            .join(),
          id: /^<(msg_\w+)@/.exec(headers['Message-ID'] ?? '')?.[1] ?? '',
          to: to.map((one) => /<(.*)>/.exec(one)?.[1] ?? one),
          ...{ subject, text },
        })),
      async close() {
        await transport.close();
        await standIn.close();
      },
    };
  },
  // Of what is refused for now, a limit pauses the channel and a fault of Resend's own leaves it open.
  { cannot: ['refuseTemporarily'] },
);

senderRegistrySuite({ describe, it }, async () => {
  let agrees = true;
  const standIn = await startResendStandIn({ agrees: () => agrees });
  const transport = resend(standIn.options);
  const { http } = standIn;
  return {
    registry: transport.senders,
    secrets: [standIn.options.apiKey, standIn.options.webhookSecret],
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
      http.intercept = () => resendError(403, 'invalid_api_key');
    },
    async close() {
      await transport.close();
      await standIn.close();
    },
  };
});
