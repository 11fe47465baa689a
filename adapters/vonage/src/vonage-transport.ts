import { isRefusedWith, present, type Transport, unreadableAnswer } from 'postern/adapter';
import { z } from 'zod';
import { bare, readSender } from './vonage-sender.ts';
import { readSettings, type VonageOptions, vonageOf } from './vonage-settings.ts';
import { readWebhook } from './vonage-webhook.ts';

/** SMS by Vonage. With a `signatureSecret` it has `webhook` besides. */
export type VonageTransport = Transport<'sms'> &
  Required<Pick<Transport, 'defaultSender' | 'readSender' | 'verify' | 'close'>>;

/** Beyond the time-out of a request, so that its own end is told and not ours. */
const graceMs = 1_000;

const path = '/v1/messages';
const sms = { channel: 'sms', message_type: 'text' };
const taken = z.object({ message_uuid: z.string().min(1) });

/**
 * SMS by Vonage's Messages API.
 *
 * @throws MessagingError `invalid_config`
 */
export function vonage(options: VonageOptions): VonageTransport {
  // In closures, not in properties: whoever prints the transport sees no credentials.
  const settings = readSettings(options);
  const { api, failures } = vonageOf(settings);
  const { name, rate, maxConcurrent, timeoutMs, signatureSecret: secret, sender, clock } = settings;

  return {
    name,
    channel: 'sms',
    ...present({ rate, maxConcurrent }),
    capabilities: { handOverTimeoutMs: timeoutMs + graceMs, reportsDelivery: secret !== undefined },
    defaultSender: { address: sender },
    readSender,

    send: ({ to, from, text }, { correlation, callbackUrl, signal }) =>
      failures.asResult(async () => {
        const json = {
          ...sms,
          to: bare(to.address),
          from: bare(from.address),
          text,
          client_ref: correlation,
          // Reports come there in any case, whatever the application says.
          ...(secret === undefined || callbackUrl === undefined
            ? {}
            : { webhook_url: callbackUrl, webhook_version: 'v1' }),
        };
        const { body } = await api.request({ path, json, answer: taken }, signal);
        return { outcome: 'accepted', providerId: body.message_uuid };
      }),

    ...present({
      webhook:
        secret === undefined
          ? undefined
          : async (request) => readWebhook(request, { secret, clock, failures }),
    } satisfies { webhook: Transport['webhook'] | undefined }),

    verify: () =>
      failures.orRefuse(async () => {
        try {
          // The API has nothing to look at: a message to nobody is refused, by those who know the application.
          await api.request({ path, json: sms });
        } catch (error) {
          if (isRefusedWith(error, 400, 422)) return;
          throw error;
        }
        throw unreadableAnswer('Vonage');
      }),

    async close() {
      api.close();
    },
  };
}
