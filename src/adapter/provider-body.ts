import { createHash } from 'node:crypto';

/** What a request carries, and how it says what that is. */
export interface ProviderBody {
  /** The `Content-Type`. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** One field of a form with files. */
export interface FormPart {
  readonly name: string;
  readonly value: string | Uint8Array;
  /** Makes it a file. */
  readonly filename?: string;
  /** Of a file. Default `application/octet-stream`. */
  readonly contentType?: string;
}

/**
 * `multipart/form-data` (RFC 7578), the same bytes for the same parts: its boundary is made from them, so that a repetition of a hand-over
 * is one to the provider too.
 */
export function multipartBody(parts: readonly FormPart[]): ProviderBody {
  const hash = createHash('sha256');
  for (const { name, value, filename = '', contentType = '' } of parts)
    hash.update(JSON.stringify([name, filename, contentType, value.length])).update(value);
  const boundary = `postern-${hash.digest('hex').slice(0, 40)}`;
  const bytes = parts.flatMap(({ name, value, filename, contentType = 'application/octet-stream' }) => {
    const file = filename === undefined ? '' : `; filename="${quoted(filename)}"`;
    const type = filename === undefined ? '' : `Content-Type: ${oneLine(contentType)}\r\n`;
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"${file}\r\n${type}\r\n`;
    return [Buffer.from(head), typeof value === 'string' ? Buffer.from(value) : value, Buffer.from('\r\n')];
  });
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([...bytes, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

/** As browsers write a name in quotes (HTML, "multipart/form-data encoding algorithm"). */
function quoted(name: string): string {
  return name.replace(/\r\n?|\n/g, '%0D%0A').replaceAll('"', '%22');
}

function oneLine(text: string): string {
  return text.replace(/[^ -~]/g, '');
}

/** `application/x-www-form-urlencoded`; a field without a value is left out. */
export function formBody(
  fields: Readonly<Record<string, string | number | boolean | undefined>> | URLSearchParams,
): ProviderBody {
  return {
    type: 'application/x-www-form-urlencoded',
    bytes: Buffer.from(parametersOf(fields).toString()),
  };
}

/** As a query or a form takes them. */
export function parametersOf(
  fields: Readonly<Record<string, string | number | boolean | undefined>> | URLSearchParams,
): URLSearchParams {
  if (fields instanceof URLSearchParams) return fields;
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
}
