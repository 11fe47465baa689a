import { MessagingError, present, type SendResult, type Transport } from 'postern/adapter';
import { z } from 'zod';
import { unreadable } from './twilio-answer.ts';
import { type TwilioApi, twilioApi } from './twilio-client.ts';
import { TwilioError } from './twilio-exchange.ts';
import { findMessage } from './twilio-find.ts';
import type { TwilioOptions } from './twilio-options.ts';
import { failureOf, outcomeOf } from './twilio-outcome.ts';
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

    async send({ to, from, text }, { signal, callbackUrl }): Promise<SendResult> {
      try {
        const taken = await api.call(signal, (client) =>
          client.messages.create(
            present({
              to: to.address,
              body: text,
              ...senderParameters(from.address, settings.messagingServiceSid),
              statusCallback: callbackUrl,
            }),
          ),
        );
        return resultOf(taken, settings);
      } catch (error) {
        if (error instanceof TwilioError) return outcomeOf(error.fault, settings.errors);
        throw error;
      }
    },

    webhook: async (request) => readWebhook(request, settings),

    find: (message, since, signal) => orRefuse(settings, () => findMessage(api, message, since, signal)),

    verify: () => orRefuse(settings, () => verify(api, settings)),

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

function resultOf(answer: unknown, { errors }: TwilioSettings): SendResult {
  const taken = message.safeParse(answer);
  if (!taken.success) throw unreadable();
  const { sid: providerId, status, errorCode } = taken.data;
  // The first status comes with the answer only: no callback will repeat that it failed.
  if (eventTypesOf(status)?.includes('failed')) {
    return { outcome: 'rejected', failure: failureOf(errorCode, errors) };
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

/** @throws MessagingError `transport_misconfigured` or `transport_unavailable`, without a cause: nothing of the request goes along. */
async function orRefuse<T>(settings: TwilioSettings, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof TwilioError)) throw error;
    const { failure } = outcomeOf(error.fault, settings.errors);
    const passing = ['network', 'ambiguous', 'throttled', 'temporary'].includes(failure.class);
    const code = passing ? 'transport_unavailable' : 'transport_misconfigured';
    // Nothing was handed over here, so "taken or not" is not the question.
    const sentence = failure.class === 'ambiguous' ? 'Twilio did not answer as it should.' : failure.message;
    throw new MessagingError(code, sentence, {
      details: { class: failure.class, code: failure.code },
    });
  }
}
