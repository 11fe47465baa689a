import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';

/** What the host answered to a callback. */
export interface CallbackAnswer {
  readonly status: number;
  readonly body: string;
}

/** Twilio waits as long. */
const timeoutMs = 15_000;

/** Posts a callback as Twilio does: a form, signed over URL and parameters with the SDK's own signer. */
export async function postCallback(
  url: string,
  parameters: Readonly<Record<string, string>>,
  authToken: string,
  signal: AbortSignal,
): Promise<CallbackAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'User-Agent': 'TwilioProxy/1.1',
      'X-Twilio-Signature': getExpectedTwilioSignature(authToken, url, { ...parameters }),
    },
    body: new URLSearchParams(parameters).toString(),
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  return { status: response.status, body: await response.text() };
}
