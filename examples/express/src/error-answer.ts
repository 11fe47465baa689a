import type { ErrorRequestHandler, RequestHandler } from 'express';
import { httpStatus, isMessagingError } from 'postern';
import { maxBodyBytes } from './api-input.ts';
import { html, page } from './html.ts';
import { HttpError } from './http-error.ts';

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

function answerTo(error: unknown): Answer {
  if (isMessagingError(error)) return { status: httpStatus[error.code], ...error.toJSON() };
  if (error instanceof HttpError)
    return { status: error.status, code: error.code, message: error.message, details: {} };
  return bodyParserAnswer(error) ?? unexpected(error);
}

const badBodies: Readonly<Record<string, readonly [status: number, code: string, message: string]>> = {
  'entity.too.large': [
    413,
    'body_too_large',
    `The request is larger than ${maxBodyBytes / 1e6} MB: no message is, since its files have 10 MB at most.`,
  ],
  'entity.parse.failed': [400, 'malformed_json', 'The body is not valid JSON.'],
  'request.aborted': [400, 'request_aborted', 'The request ended before its body did.'],
  'encoding.unsupported': [415, 'unsupported_encoding', 'The body is compressed in a way not known here.'],
  'charset.unsupported': [415, 'unsupported_charset', 'Send the body as UTF-8.'],
};

/** Express's body parsers and its router mark what the client did wrong by a type or a status. */
function bodyParserAnswer(error: unknown): Answer | undefined {
  if (!(error instanceof Error)) return undefined;
  const known = 'type' in error ? badBodies[String(error.type)] : undefined;
  if (known) return { status: known[0], code: known[1], message: known[2], details: {} };
  const status = 'status' in error ? Number(error.status) : 500;
  if (!(status >= 400 && status < 500)) return undefined;
  return { status, code: 'bad_request', message: 'The request could not be read.', details: {} };
}

/** What nobody foresaw is told to the operator, not to the client, and without what the request held. */
function unexpected(error: unknown): Answer {
  console.error('A request failed:', error instanceof Error ? error.stack : typeof error);
  const message = 'Something went wrong here; the terminal says what.';
  return { status: 500, code: 'internal', message, details: {} };
}

export const notFound: RequestHandler = (req) => {
  throw new HttpError(404, 'no_such_route', `There is nothing at ${req.method} ${req.path}.`);
};

/** The one place where a failure becomes an answer: JSON for programs, a page for people. */
export const errorHandler: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) return next(error);
  const { status, ...answer } = answerTo(error);
  const { retryAt } = answer.details;
  if (typeof retryAt === 'string') {
    const seconds = Math.ceil((Date.parse(retryAt) - Date.now()) / 1000);
    res.set('Retry-After', String(Math.max(1, seconds)));
  }
  res.status(status);
  if (req.accepts(['json', 'html']) !== 'html') return res.json(answer);
  const body = html`<p class="notice bad">${answer.message}</p><p><a href="${backFrom(req.path)}">Back</a></p>`;
  return res.send(page({ title: 'That did not work', body }));
};

function backFrom(path: string): string {
  return ['/shop', '/mail', '/sms', '/dns', '/hooks'].find((area) => path.startsWith(area)) ?? '/';
}
