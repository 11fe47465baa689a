import {
  correlationIn,
  type Failure,
  type FormFields,
  formOf,
  type Inbound,
  noteText,
  type ProviderEvent,
  present,
  type WebhookRequest,
  type WebhookResult,
} from 'postern/adapter';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { z } from 'zod';
import { provider } from './twilio-outcome.ts';
import type { TwilioSettings } from './twilio-settings.ts';
import { eventTypesOf } from './twilio-status.ts';

/** Far above what Twilio sends; what is larger is not worth the work of checking its signature. */
const limits = { bytes: 100_000, fields: 500 };

/** Without it Twilio would report an error, or say something to the sender: it answers STOP and HELP by itself. */
const emptyTwiml = {
  contentType: 'text/xml; charset=utf-8',
  body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
};

/** A status callback or an inbound message. Nothing of it is looked at before the signature over URL and parameters has passed. */
export function readWebhook(request: WebhookRequest, settings: TwilioSettings): WebhookResult {
  const parameters = formOf(request, limits);
  if (!parameters || !isSigned(request, parameters, settings.authToken)) return { kind: 'refused' };
  const read = single.parse(parameters);
  return {
    kind: 'accepted',
    events: eventsOf(read, correlationIn(request.url), settings),
    inbound: inboundOf(read),
    answer: emptyTwiml,
  };
}

function isSigned({ url, headers }: WebhookRequest, parameters: FormFields, authToken: string): boolean {
  const signature = headers.get('x-twilio-signature');
  // The SDK throws where the URL is relative.
  if (!signature || !URL.canParse(url)) return false;
  return validateRequest(authToken, signature, url, parameters);
}

/** What is read of a callback. A list where one value belongs is as good as none. */
const optional = z.string().optional().catch(undefined);
const single = z.object({
  MessageSid: optional,
  MessageStatus: optional,
  ErrorCode: z.coerce.number().int().min(1).optional().catch(undefined),
  From: optional,
  To: optional,
  Body: optional,
  OptOutType: optional,
});
type Callback = z.infer<typeof single>;

function eventsOf(
  callback: Callback,
  correlation: string | undefined,
  { clock, failures }: TwilioSettings,
): readonly ProviderEvent[] {
  const { MessageSid: providerId, MessageStatus: status, ErrorCode: code } = callback;
  if (status === undefined) return [];
  const failure = (): Failure =>
    status === 'canceled'
      ? { class: 'blocked', message: noteText({ code: 'canceled_there', provider }) }
      : failures.failureOf(code);
  return (eventTypesOf(status) ?? ['delayed' as const]).map((type) =>
    present({
      correlation,
      type,
      // Callbacks carry no time of their own that could be relied on.
      at: clock(),
      detail: `Twilio: ${status.slice(0, 40)}`,
      dedupeKey: `twilio/${providerId ?? ''}/${status}/${type}`,
      providerId,
      failure: type === 'failed' || type === 'undelivered' ? failure() : undefined,
    }),
  );
}

const optOuts = new Map<string | undefined, NonNullable<Inbound['optOut']>>([
  ['STOP', 'stop'],
  ['START', 'start'],
  ['HELP', 'help'],
]);

/** Names and short codes write too, but nobody can be asked not to send to them. */
const number = /^\+[1-9]\d{6,14}$/;

function inboundOf({ MessageStatus, MessageSid, From, To, Body, OptOutType }: Callback): readonly Inbound[] {
  if (MessageStatus !== undefined || Body === undefined || From === undefined || To === undefined) return [];
  if (!number.test(From)) return [];
  const optOut = optOuts.get(OptOutType?.toUpperCase());
  return [present({ from: From, to: To, text: Body, optOut, providerId: MessageSid })];
}
