import { MessagingError } from 'postern';
import type { Identity } from './console-authority.ts';
import { ConsoleError } from './console-error.ts';
import { dataHeaders } from './console-headers.ts';
import type { Route } from './console-router.ts';

/**
 * A file of a mail as it was sent, to be saved or sent once more. It is bytes and nothing else: whatever a stranger put into it, no browser
 * shows or runs it here.
 * @throws MessagingError `message_not_found`, `message_confidential`, `message_erased`; ConsoleError `no_such_file`
 */
export async function attachmentAnswer(
  { messaging }: Pick<Identity, 'messaging'>,
  { id = '', number = '' }: Route['params'],
): Promise<Response> {
  const { content, confidential } = await messaging.email.get(id);
  if (!content) {
    throw confidential
      ? new MessagingError(
          'message_confidential',
          'The content of this message is confidential: its files cannot be sent again.',
        )
      : new MessagingError(
          'message_erased',
          'The content of this message was erased, and its files with it.',
        );
  }
  const file = /^\d{1,3}$/.test(number) ? content.attachments?.[Number(number)] : undefined;
  if (!file) throw new ConsoleError(404, 'no_such_file', 'The message has no such file.');
  const headers = {
    ...dataHeaders,
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${extendedValue(file.filename)}`,
  };
  return new Response(Buffer.from(file.content, 'base64'), { headers });
}

/** Any text as a header's parameter has it (RFC 8187). */
function extendedValue(text: string): string {
  const percent = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text.toWellFormed()).replace(/['()*]/g, percent);
}
