import express, { type Request, type RequestHandler } from 'express';
import {
  type AuditAction,
  type AuditOptions,
  type Channel,
  channels,
  type FailureClass,
  type HistoryFilters,
  type HistoryOptions,
  isChannel,
  type MessageStatus,
  MessagingError,
  type Origin,
  type SearchOptions,
} from 'postern';
import { present } from 'postern/adapter';
import { z } from 'zod';
import { HttpError } from './http-error.ts';

/** Room for 10 MB of files in base64 and the texts beside them; the library has its own, finer limits. */
export const maxBodyBytes = 16_000_000;

const parseJson = express.json({ limit: maxBodyBytes });

/** Reads JSON, and says so where something else comes: curl sends a form unless told. */
export const jsonBody: RequestHandler = (req, res, next) => {
  const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length']) > 0;
  if (hasBody && !req.is('json')) {
    throw new HttpError(415, 'not_json', "Send JSON: with curl, add -H 'content-type: application/json'.");
  }
  parseJson(req, res, next);
};

/** The body's fields, unchecked: the library checks each with zod and names the one that is wrong. */
export function bodyOf(req: Request): Readonly<Record<string, unknown>> {
  const body: unknown = req.body;
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw new HttpError(400, 'no_object', 'Send a JSON object.');
}

/** A field that has to be text. What else JSON holds there becomes text, for the library to refuse. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const instant = z.iso.datetime({ offset: true });

/** JSON has no dates. @throws MessagingError `invalid_time` */
export function dateOf(value: unknown, field: string): Date {
  const parsed = instant.safeParse(value);
  if (parsed.success) return new Date(parsed.data);
  throw new MessagingError(
    'invalid_time',
    `"${field}" is a time with its zone, such as 2027-01-31T09:00:00Z.`,
    {
      details: { field },
    },
  );
}

/** A message as JSON has it: times as text, a file's bytes as `base64` (its `content` is text). */
export function messageOf(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { attachments } = body;
  const times = (['scheduledAt', 'expiresAt'] as const).filter((field) => body[field] !== undefined);
  return present({
    ...body,
    ...Object.fromEntries(times.map((field) => [field, dateOf(body[field], field)])),
    attachments: Array.isArray(attachments) ? attachments.map(fileOf) : undefined,
  });
}

const inBase64 = z.looseObject({ base64: z.base64('is not base64') });

function fileOf(file: unknown, index: number): unknown {
  if (typeof file !== 'object' || file === null || !('base64' in file)) return file;
  const parsed = inBase64.safeParse(file);
  if (!parsed.success) {
    const path = `attachments.${index}.base64`;
    throw new MessagingError('invalid_message', `"${path}" is not base64.`, { details: { field: path } });
  }
  const { base64, ...rest } = parsed.data;
  return { ...rest, content: Buffer.from(base64, 'base64') };
}

/** A part of the query string; given empty (`origin=`) it counts as left out. @throws MessagingError `invalid_argument` */
export function queryOf(req: Request, field: string): string | undefined {
  const value = req.query[field];
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw new MessagingError('invalid_argument', `"${field}" may be given once.`, { details: { field } });
}

/** As `searchOptions`, and `?cursor=`. */
export function historyOptions(req: Request): HistoryOptions {
  return present({ ...searchOptions(req), cursor: queryOf(req, 'cursor') });
}

const textFilters = [
  'template',
  'sender',
  'actor',
  'transport',
  'topic',
  'reference',
  'consumerId',
] as const satisfies readonly (keyof HistoryFilters)[];

/** `?origin=&status=sent,failed&from=&to=&template=…&limit=`: only read here, checked by the library. */
export function searchOptions(req: Request): SearchOptions {
  const time = (field: 'from' | 'to') => {
    const given = queryOf(req, field);
    return given === undefined ? undefined : dateOf(given, field);
  };
  const limit = queryOf(req, 'limit');
  return present({
    ...Object.fromEntries(textFilters.map((field) => [field, queryOf(req, field)])),
    // Their types are only claimed here.
    origin: queryOf(req, 'origin') as Origin | undefined,
    status: queryOf(req, 'status')?.split(',') as MessageStatus[] | undefined,
    failure: queryOf(req, 'failure') as FailureClass | undefined,
    from: time('from'),
    to: time('to'),
    limit: limit === undefined ? undefined : Number(limit),
  });
}

/** `?actor=&action=&subject=&cursor=&limit=`: likewise. */
export function auditOptions(req: Request): AuditOptions {
  const limit = queryOf(req, 'limit');
  return present({
    actor: queryOf(req, 'actor'),
    action: queryOf(req, 'action') as AuditAction | undefined,
    subject: queryOf(req, 'subject'),
    cursor: queryOf(req, 'cursor'),
    limit: limit === undefined ? undefined : Number(limit),
  });
}

/** @throws MessagingError `invalid_argument` */
export function channelOf(req: Request, field: string): Channel | undefined {
  const channel = queryOf(req, field);
  if (channel === undefined || isChannel(channel)) return channel;
  throw new MessagingError('invalid_argument', `"${field}" is one of: ${channels.join(', ')}.`, {
    details: { field },
  });
}
