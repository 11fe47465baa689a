import { BodyBroken, messageLimits, readBody } from 'postern';
import { ConsoleError } from './console-error.ts';

/** Bytes of one request's body. */
export const maxRequestBytes = 1_000_000;

/** The same of one that brings files, which are base64 there: four characters for three bytes. */
export const maxRequestBytesWithFiles = maxRequestBytes + Math.ceil(messageLimits.attachmentBytes / 3) * 4;

/** @throws ConsoleError `unsupported_media_type`, `body_too_large`, `malformed_json`, `invalid_request` */
export async function readJson(request: Request, limit = maxRequestBytes): Promise<unknown> {
  // A form cannot be posted with this type by another site's page without asking first.
  requireType(request, 'application/json');
  const text = await readText(request, limit);
  try {
    return JSON.parse(text);
  } catch {
    throw new ConsoleError(400, 'malformed_json', 'The body is not valid JSON.');
  }
}

/** One that may bring images as `data:` URLs. @throws ConsoleError `unsupported_media_type`, `body_too_large` */
export async function readForm(request: Request): Promise<URLSearchParams> {
  requireType(request, 'application/x-www-form-urlencoded');
  return new URLSearchParams(await readText(request, maxRequestBytesWithFiles));
}

function requireType(request: Request, wanted: string): void {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type === wanted) return;
  throw new ConsoleError(415, 'unsupported_media_type', `The body has to be ${wanted}.`);
}

async function readText(request: Request, limit: number): Promise<string> {
  const bytes = await readBody(request, limit).catch((error: unknown) => {
    if (!(error instanceof BodyBroken)) throw error;
    throw new ConsoleError(400, 'invalid_request', 'The request ended within its body.');
  });
  if (bytes) return Buffer.from(bytes).toString('utf8');
  throw new ConsoleError(413, 'body_too_large', `A request has at most ${limit} bytes.`);
}
