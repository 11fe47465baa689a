import { ConsoleError } from './console-error.ts';

/** Bytes of one request's body: attachments are not sent from here. */
export const maxRequestBytes = 1_000_000;

/** @throws ConsoleError `unsupported_media_type`, `body_too_large`, `malformed_json` */
export async function readJson(request: Request): Promise<unknown> {
  // A form cannot be posted with this type by another site's page without asking first.
  requireType(request, 'application/json');
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new ConsoleError(400, 'malformed_json', 'The body is not valid JSON.');
  }
}

/** @throws ConsoleError `unsupported_media_type`, `body_too_large` */
export async function readForm(request: Request): Promise<URLSearchParams> {
  requireType(request, 'application/x-www-form-urlencoded');
  return new URLSearchParams(await readText(request));
}

function requireType(request: Request, wanted: string): void {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type === wanted) return;
  throw new ConsoleError(415, 'unsupported_media_type', `The body has to be ${wanted}.`);
}

async function readText({ body, headers }: Request): Promise<string> {
  if (Number(headers.get('content-length') ?? 0) > maxRequestBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Ended early, the iteration cancels the stream: what is too large is not read on.
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxRequestBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(): ConsoleError {
  return new ConsoleError(413, 'body_too_large', `A request has at most ${maxRequestBytes} bytes.`);
}
