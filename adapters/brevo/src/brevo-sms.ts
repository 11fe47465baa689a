import { present, type ReadSender, type SendResult, type Transport } from 'postern/adapter';
import { z } from 'zod';
import { smsEventsOf } from './brevo-events.ts';
import { graceMs } from './brevo-mail.ts';
import { type BrevoSmsOptions, brevoOf, readSmsSettings } from './brevo-settings.ts';

/** SMS by Brevo. */
export type BrevoSmsTransport = Transport<'sms'> &
  Required<Pick<Transport, 'defaultSender' | 'webhook' | 'verify' | 'close'>>;

const taken = z.object({ messageId: z.union([z.int(), z.string().min(1)]) });

/**
 * SMS by Brevo's API. Each names its own callback URL, which holds the handle: nothing needs to be set up at Brevo for reports.
 *
 * @throws MessagingError `invalid_config`
 */
export function brevoSms(options: BrevoSmsOptions): BrevoSmsTransport {
  const settings = readSmsSettings(options);
  const { api, failures } = brevoOf(settings, 'sms');
  const { name, rate, maxConcurrent, timeoutMs, clock, sender } = settings;

  return {
    name,
    channel: 'sms',
    ...present({ rate, maxConcurrent }),
    capabilities: { handOverTimeoutMs: timeoutMs + graceMs, reportsDelivery: true, webhookRetryStatus: 429 },
    defaultSender: { address: sender },
    readSender,

    send: ({ to, from, text }, { signal, callbackUrl }): Promise<SendResult> =>
      failures.asResult(async () => {
        const json = present({
          sender: from.address.replace('+', ''),
          recipient: to.address.replace('+', ''),
          content: text,
          type: 'transactional',
          unicodeEnabled: !isGsm(text),
          webUrl: callbackUrl,
        });
        const { body } = await api.request({ path: '/transactionalSMS/send', json, answer: taken }, signal);
        return { outcome: 'accepted', providerId: `${body.messageId}` };
      }),

    webhook: async (request) => smsEventsOf(request, { clock }),

    verify: () =>
      failures.orRefuse(async () => {
        await api.request({ path: '/account', answer: z.object({ email: z.string() }) });
      }),

    async close() {
      api.close();
    },
  };
}

/** A name as Brevo takes it; what has no letter is a number of some kind, which is read as usual. */
function readSender(value: string): ReadSender | undefined {
  if (!/\p{L}/u.test(value)) return undefined;
  if (/^[A-Za-z0-9]{1,11}$/.test(value)) return { kind: 'alphanumeric', value };
  return { refused: 'A sender name has 1 to 11 letters (A–Z) and digits at Brevo, one of them a letter.' };
}

/** Whether the alphabet of GSM (3GPP TS 23.038 §6.2.1) holds the whole text. */
function isGsm(text: string): boolean {
  return /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/.test(
    text,
  );
}
