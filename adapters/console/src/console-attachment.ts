import type { MessageContent, MessageId } from 'postern';
import type { Identity } from './console-authority.ts';
import { ConsoleError } from './console-error.ts';
import { dataHeaders } from './console-headers.ts';
import type { Route } from './console-router.ts';
import { sentContent } from './sent-content.ts';

/**
 * A file of a mail as it was sent, its invitation among them, to be saved or sent once more. It is bytes and nothing else: whatever a
 * stranger put into it, no browser shows or runs it here.
 * @throws MessagingError `message_not_found`, `message_confidential`, `message_erased`; ConsoleError `no_such_file`
 */
export async function attachmentAnswer(
  { messaging }: Pick<Identity, 'messaging'>,
  { id = '', number = '' }: Route['params'],
): Promise<Response> {
  const file = fileOf(await sentContent(messaging, id as MessageId), number);
  if (!file) throw noSuchFile();
  const headers = {
    ...dataHeaders,
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${extendedValue(file.filename)}`,
  };
  return new Response(file.bytes, { headers });
}

export const noSuchFile = () => new ConsoleError(404, 'no_such_file', 'The message has no such file.');

function fileOf(
  { attachments = [], calendar }: MessageContent,
  number: string,
): { readonly filename: string; readonly bytes: Uint8Array<ArrayBuffer> } | undefined {
  if (number === 'calendar') return calendar && { ...calendar, bytes: Buffer.from(calendar.content) };
  const file = /^\d{1,3}$/.test(number) ? attachments[Number(number)] : undefined;
  return file && { ...file, bytes: Buffer.from(file.content, 'base64') };
}

/** Any text as a header's parameter has it (RFC 8187). */
function extendedValue(text: string): string {
  const percent = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text.toWellFormed()).replace(/['()*]/g, percent);
}
