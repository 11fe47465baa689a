import { MessagingError, present, type SendResult, type Transport, unreadableAnswer } from 'postern/adapter';
import { z } from 'zod';
import { type TwilioApi, twilioApi } from './twilio-client.ts';
import { findMessage } from './twilio-find.ts';
import type { TwilioOptions } from './twilio-options.ts';
import { readSender, senderParameters } from './twilio-sender.ts';
import { readSettings, type TwilioSettings } from './twilio-settings.ts';
import { eventTypesOf } from './twilio-status.ts';
import { readWebhook } from './twilio-webhook.ts';

/** SMS by Twilio, with everything a transport can have there. */
export type TwilioTransport = Transport<'sms'> &
  Required<Pick<Transport, 'defaultSender' | 'webhook' | 'find' | 'verify' | 'close'>>;

/** Beyond the time-out of a request: for loading the SDK before the first. */
const graceMs = 5_000;

/**
 * SMS by Twilio's API.
 *
 * @throws MessagingError `invalid_config`
 */
export function twilio(options: TwilioOptions): TwilioTransport {
  // In closures, not in properties: whoever prints the transport sees no credentials.
  const settings = readSettings(options);
  const api = twilioApi(settings);
  const { failures } = settings;

  return {
    name: settings.name,
    channel: 'sms',
    ...present({ rate: settings.rate, maxConcurrent: settings.maxConcurrent }),
    capabilities: {
      handOverTimeoutMs: settings.timeoutMs + graceMs,
      reportsDelivery: true,
    },
    defaultSender: { address: settings.sender },
    readSender,

    send: ({ to, from, text }, { signal, callbackUrl }) =>
      failures.asResult(async () => {
        const parameters = present({
          to: to.address,
          body: text,
          ...senderParameters(from.address, settings.messagingServiceSid),
          statusCallback: callbackUrl,
        });
        return resultOf(await api.call(signal, (client) => client.messages.create(parameters)), settings);
      }),

    webhook: async (request) => readWebhook(request, settings),

    find: (message, since, signal) => failures.orRefuse(() => findMessage(api, message, since, signal)),

    verify: () => failures.orRefuse(() => verify(api, settings)),

    async close() {
      api.close();
    },
  };
}

/** What is read of the message that Twilio made. */
const message = z.object({
  sid: z.string().min(1),
  status: z.string().catch(''),
  errorCode: z.int().optional().catch(undefined),
});

function resultOf(answer: unknown, { failures }: TwilioSettings): SendResult {
  const taken = message.safeParse(answer);
  if (!taken.success) throw unreadableAnswer('Twilio');
  const { sid: providerId, status, errorCode } = taken.data;
  // The first status comes with the answer only: no callback will repeat that it failed.
  if (eventTypesOf(status)?.includes('failed')) {
    return { outcome: 'rejected', failure: failures.failureOf(errorCode) };
  }
  return { outcome: 'accepted', providerId, response: `Twilio: ${status}` };
}

const accountStatus = z.enum(['active', 'suspended', 'closed']);

/** Asks for something that needs the credentials: the account or, with an API key, which may not see that, a list. */
async function verify(api: TwilioApi, { accountSid, apiKey }: TwilioSettings): Promise<void> {
  const status = await api.call(undefined, async (client) => {
    if (apiKey === undefined)
      return accountStatus.parse((await client.api.accounts(accountSid).fetch()).status);
    await client.messages.list({ limit: 1 });
    return 'active';
  });
  if (status === 'active') return;
  throw new MessagingError('transport_misconfigured', `The Twilio account is ${status}.`, {
    details: { status },
  });
}
