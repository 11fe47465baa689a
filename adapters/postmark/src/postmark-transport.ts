import { calendarFile, mailboxText, type Outgoing, present, type Transport } from 'postern/adapter';
import { z } from 'zod';
import { eventsOf } from './postmark-events.ts';
import { findMessage, metadataKeys } from './postmark-find.ts';
import { postmarkRegistry } from './postmark-registry.ts';
import { failuresBy, type PostmarkOptions, postmarkApi, readSettings } from './postmark-settings.ts';
import { registerWebhook } from './postmark-webhooks.ts';

/** E-mail by Postmark. With an `accountToken` it has `senders`, with a `webhookToken` `webhook` and `registerWebhook` besides. */
export type PostmarkTransport = Transport<'email'> & Required<Pick<Transport, 'find' | 'verify' | 'close'>>;

/** Beyond the time-out of a request, so that its own end is told and not ours. */
const graceMs = 1_000;

const taken = z.object({ MessageID: z.string().min(1) });

/**
 * E-mail by Postmark's API, and its sender signatures and domains.
 *
 * @throws MessagingError `invalid_config`
 */
export function postmark(options: PostmarkOptions): PostmarkTransport {
  // In closures, not in properties: whoever prints the transport sees no tokens.
  const settings = readSettings(options);
  const { name, rate, maxConcurrent, timeoutMs, accountToken, webhookToken, messageStream } = settings;
  const failures = failuresBy(settings);
  const server = postmarkApi(settings, { 'X-Postmark-Server-Token': settings.serverToken });
  const account =
    accountToken === undefined
      ? undefined
      : postmarkApi(settings, { 'X-Postmark-Account-Token': accountToken });

  return {
    name,
    channel: 'email',
    ...present({
      rate,
      maxConcurrent,
      senders: account && postmarkRegistry({ api: account, failures, settings }),
    }),
    capabilities: {
      handOverTimeoutMs: timeoutMs + graceMs,
      reportsDelivery: webhookToken !== undefined,
    },

    send: (message, { correlation, signal }) =>
      failures.asResult(async () => {
        const json = mailOf(message, { correlation, messageStream });
        const { body } = await server.request({ path: '/email', json, answer: taken }, signal);
        return { outcome: 'accepted', providerId: body.MessageID };
      }),

    ...(webhookToken === undefined
      ? {}
      : {
          webhook: async (request) => eventsOf(request, { ...settings, webhookToken, failures }),
          registerWebhook: (url) =>
            failures.orRefuse(() => registerWebhook(server, { url, webhookToken, messageStream })),
        }),

    find: (message, since, signal) =>
      failures.orRefuse(() => findMessage(server, message, { since, signal, messageStream })),

    verify: () =>
      failures.orRefuse(async () => {
        await server.request({ path: '/server', answer: z.object({ ID: z.int() }) });
        const query = { count: 1, offset: 0 };
        await account?.request({ path: '/domains', query, answer: z.object({ TotalCount: z.int() }) });
      }),

    async close() {
      server.close();
      account?.close();
    },
  };
}

/** https://postmarkapp.com/developer/api/email-api. Opens and clicks are followed as the server is set. */
function mailOf(
  { id, from, to, replyTo, subject, text, html, headers, attachments, calendar, messageId }: Outgoing,
  { correlation, messageStream }: { readonly correlation: string; readonly messageStream: string },
): object {
  // Postmark writes a Message-ID of its own unless it is told to keep this one.
  const own = messageId === undefined ? {} : { 'Message-ID': messageId, 'X-PM-KeepID': 'true' };
  // As Postmark has it: https://postmarkapp.com/support/article/1101-how-do-i-send-calendar-invites-with-postmark.
  const files = calendar ? [...attachments, calendarFile(calendar)] : attachments;
  return present({
    From: mailboxText(from),
    To: mailboxText(to),
    ReplyTo: replyTo && mailboxText(replyTo),
    Subject: subject,
    HtmlBody: html,
    TextBody: text,
    Headers: Object.entries({ ...headers, ...own }).map(([Name, Value]) => ({ Name, Value })),
    Attachments: files.map(({ filename, contentType, content, contentId }) =>
      present({
        Name: filename,
        Content: content,
        ContentType: contentType,
        ContentID: contentId === undefined ? undefined : `cid:${contentId}`,
      }),
    ),
    Metadata: { [metadataKeys.handle]: correlation, [metadataKeys.message]: id },
    MessageStream: messageStream,
  });
}
