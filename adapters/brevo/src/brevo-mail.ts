import { createHash } from 'node:crypto';
import {
  calendarFile,
  type Mailbox,
  noteText,
  type Outgoing,
  ProviderError,
  present,
  type SendResult,
  type Transport,
} from 'postern/adapter';
import { z } from 'zod';
import { provider } from './brevo-errors.ts';
import { mailEventsOf } from './brevo-events.ts';
import { brevoRegistry } from './brevo-registry.ts';
import { type BrevoOptions, brevoOf, readMailSettings } from './brevo-settings.ts';
import { registerWebhook } from './brevo-webhooks.ts';

/** E-mail by Brevo. With a `webhookToken` it has `webhook` and `registerWebhook` besides. */
export type BrevoTransport = Transport<'email'> & Required<Pick<Transport, 'senders' | 'verify' | 'close'>>;

/** Beyond the time-out of a request, so that its own end is told and not ours. */
export const graceMs = 1_000;

/** Brevo's documents say 15 minutes, and 30. */
const deduplicatesForMs = 15 * 60_000;

const taken = z.object({ messageId: z.string().min(1) });

/**
 * E-mail by Brevo's API, and its senders and domains.
 *
 * @throws MessagingError `invalid_config`
 */
export function brevo(options: BrevoOptions): BrevoTransport {
  // In closures, not in properties: whoever prints the transport sees no credentials.
  const settings = readMailSettings(options);
  const { api, failures } = brevoOf(settings, 'email');
  const { name, rate, maxConcurrent, timeoutMs, webhookToken } = settings;

  return {
    name,
    channel: 'email',
    ...present({ rate, maxConcurrent }),
    capabilities: {
      handOverTimeoutMs: timeoutMs + graceMs,
      deduplicatesForMs,
      reportsDelivery: webhookToken !== undefined,
      // Any 5xx makes Brevo forget the events: https://developers.brevo.com/docs/retry-mechanism.
      webhookRetryStatus: 429,
    },
    senders: brevoRegistry({ api, failures, settings }),

    async send(message, { correlation, signal }): Promise<SendResult> {
      if (message.attachments.some(({ contentId }) => contentId !== undefined)) return noInlineImages;
      return failures.asResult(async () => {
        const json = mailOf(message, correlation);
        try {
          const { body } = await api.request({ path: '/smtp/email', json, answer: taken }, signal);
          return { outcome: 'accepted', providerId: body.messageId };
        } catch (error) {
          if (!isTakenBefore(error)) throw error;
          return { outcome: 'accepted', response: noteText({ code: 'taken_before', provider }) };
        }
      });
    },

    ...(webhookToken === undefined
      ? {}
      : {
          webhook: async (request) => mailEventsOf(request, { webhookToken, clock: settings.clock }),
          registerWebhook: (url) => failures.orRefuse(() => registerWebhook(api, { url, webhookToken })),
        }),

    verify: () =>
      failures.orRefuse(async () => {
        await api.request({ path: '/account', answer: z.object({ email: z.string() }) });
      }),

    async close() {
      api.close();
    },
  };
}

const noInlineImages: SendResult = {
  outcome: 'rejected',
  failure: {
    class: 'content',
    message: noteText({ code: 'inline_images_refused', provider }),
  },
};

/** The key of this hand-over was used: the answer to the request before was lost. */
function isTakenBefore(error: unknown): boolean {
  return (
    error instanceof ProviderError &&
    error.fault.kind === 'refused' &&
    error.fault.status === 400 &&
    error.fault.code === 'duplicate_parameter'
  );
}

/** The same for the same message and hand-over, byte for byte. */
function mailOf(message: Outgoing, correlation: string): object {
  const { from, to, replyTo, subject, text, html, headers, calendar } = message;
  // Brevo makes a file's type of its name, and knows no alternatives of the body.
  const files = calendar ? [...message.attachments, calendarFile(calendar)] : message.attachments;
  return present({
    sender: mailboxOf(from),
    to: [mailboxOf(to)],
    replyTo: replyTo && mailboxOf(replyTo),
    subject,
    htmlContent: html,
    textContent: text,
    headers: { ...headers, 'X-Mailin-custom': correlation, idempotencyKey: uuidOf(correlation) },
    attachment:
      files.length === 0 ? undefined : files.map(({ filename, content }) => ({ name: filename, content })),
  });
}

/** Brevo takes names of 70 characters. */
function mailboxOf({ address, name }: Mailbox): object {
  return present({
    email: address,
    name: name === undefined ? undefined : readable(name).slice(0, 70) || undefined,
  });
}

/** Brevo drops a name that has both a letter beyond ASCII and one of these signs. */
function readable(name: string): string {
  return /[^ -~]/.test(name)
    ? name
        .replace(/[()<>[\]:;@\\,."]/g, ' ')
        .replace(/ +/g, ' ')
        .trim()
    : name;
}

/** Brevo wants a UUID: one of version 4 by its form. */
function uuidOf(correlation: string): string {
  const bytes = createHash('sha256').update(correlation).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
