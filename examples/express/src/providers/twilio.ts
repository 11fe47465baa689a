import { twilio } from '@postern/twilio';
import { delivered, type StandInMessage, startTwilioStandIn, undelivered } from '@postern/twilio/testing';
import type { SmsProvider } from './provider.ts';

/** The number that the stand-in has for us: one of those kept free for fiction. */
const sender = '+15035550199';
/** Twilio's code for a number that does not exist. */
const unknownNumber = 30005;

export const twilioTexts: SmsProvider = {
  title: 'Twilio',
  async start({ paceMs }) {
    const standIn = await startTwilioStandIn({ paceMs, reports: () => delivered });
    let inboundUrl: string | undefined;
    const read = (message: StandInMessage) => ({
      id: message.sid,
      takenAt: message.createdAt,
      to: message.to,
      from: message.from ?? '',
      text: message.body,
      handle: message.statusCallback ?? '',
      // The carrier's last word, whatever was said before: Postern lets it outrank a "delivered".
      fail: () => standIn.report(message, undelivered(unknownNumber).slice(-1)),
      async reply(text: string) {
        const { status } = await standIn.receive(
          { from: message.to, to: message.from ?? '', text },
          inboundUrl,
        );
        return status;
      },
    });
    return {
      transport: twilio({ ...standIn.options, sender }),
      taken: () => standIn.messages.filter(({ direction }) => direction === 'outbound-api').map(read),
      written: () =>
        standIn.messages
          .filter(({ direction }) => direction === 'inbound')
          .map(({ from = '', to, body: text, createdAt: writtenAt }) => ({ from, to, text, writtenAt })),
      async reportTo(url) {
        inboundUrl = url;
      },
      close: () => standIn.close(),
    };
  },
};
