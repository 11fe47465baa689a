import { vonage } from '@postern/vonage';
import { delivered, rejected, type StandInMessage, startVonageStandIn } from '@postern/vonage/testing';
import type { PhoneReply, SmsProvider } from './provider.ts';

/** One of those kept free for fiction. */
const sender = '+15035550199';

export const vonageTexts: SmsProvider = {
  title: 'Vonage',
  async start({ paceMs }) {
    const standIn = await startVonageStandIn({ paceMs, reports: () => delivered });
    const written: PhoneReply[] = [];
    let inboundUrl: string | undefined;
    const read = (message: StandInMessage) => {
      const [from, to] = [numberOf(message.from), numberOf(message.to)];
      return {
        ...{ id: message.message_uuid, takenAt: message.createdAt, from, to, text: message.text },
        handle: message.client_ref ?? '',
        fail: () => standIn.report(message, rejected()),
        async reply(text: string) {
          written.push({ from: to, to: from, text, writtenAt: new Date() });
          return (await standIn.receive({ from: to, to: from, text }, inboundUrl)).status;
        },
      };
    };
    return {
      transport: vonage({ ...standIn.options, sender }),
      taken: () => standIn.messages.map(read),
      written: () => written,
      async reportTo(url) {
        inboundUrl = url;
      },
      close: () => standIn.close(),
    };
  },
};

/** Vonage writes numbers without their plus; what else stands there is a name. */
function numberOf(text: string): string {
  return /^\d+$/.test(text) ? `+${text}` : text;
}
