import type { WebhookRequest } from '../interfaces/provider-events.ts';
import type { AnswerSchema } from './provider-api.ts';

/** What a callback may be: more is not worth the work of checking its signature. */
export interface BodyLimits {
  /** Default 1,000,000: what the core takes of any callback. */
  readonly bytes?: number;
  /** Of a form. Default 500. */
  readonly fields?: number;
}

/** A form's fields; one that is repeated is a list. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>;

/** The form that was posted (`application/x-www-form-urlencoded`); `undefined` where it is none, or over a limit. */
export function formOf(
  { method, headers, body }: WebhookRequest,
  { bytes = 1_000_000, fields = 500 }: BodyLimits = {},
): FormFields | undefined {
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  if (method !== 'POST' || type.trim().toLowerCase() !== 'application/x-www-form-urlencoded')
    return undefined;
  if (body.byteLength > bytes) return undefined;
  const form = new URLSearchParams(new TextDecoder().decode(body));
  if (form.size > fields) return undefined;
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

/**
 * The JSON that was posted, whatever it is called: some say it is text. `undefined` where it is none, or over the limit. Look at it only
 * after the signature, which is over the bytes.
 */
export function jsonOf({ method, body }: WebhookRequest, { bytes = 1_000_000 }: BodyLimits = {}): unknown {
  if (method !== 'POST' || body.byteLength > bytes) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** The events of a batch, or the one where it is none: those that can be read; a new kind of event spoils no other. */
export function itemsOf<T>(json: unknown, schema: AnswerSchema<T>): readonly T[] {
  const items: readonly unknown[] = Array.isArray(json) ? json : [json];
  return items.flatMap((item) => {
    const read = schema.safeParse(item);
    return read.success ? [read.data] : [];
  });
}

/** The hand-over a callback speaks of, as it stands in a {@link SendContext.callbackUrl}; `undefined` where it names none. */
export function correlationIn(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const handle = new URL(url).searchParams.get('c')?.toLowerCase();
  return handle !== undefined && /^[a-z0-9-]{1,60}$/.test(handle) ? handle : undefined;
}
