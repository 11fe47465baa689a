import { createHash, createHmac } from 'node:crypto';

/** What Amazon's calls are signed with. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary ones. */
  readonly sessionToken?: string;
}

/** A request, as far as it is signed. */
export interface SignableRequest {
  readonly method: string;
  /** As it goes over the wire. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** All that are signed, by names in lower case: `host` and `x-amz-date` at least. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** What a signature is good for. */
export interface SigningScope {
  readonly region: string;
  readonly service: string;
}

const algorithm = 'AWS4-HMAC-SHA256';

/**
 * The `Authorization` of a request by Signature Version 4.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html; every service but S3 wants paths encoded twice.
 */
export function authorization(
  { method, path, query, headers, bytes }: SignableRequest,
  { accessKeyId, secretAccessKey }: Pick<AwsCredentials, 'accessKeyId' | 'secretAccessKey'>,
  { region, service }: SigningScope,
): string {
  const time = headers['x-amz-date'] ?? '';
  const parts = [time.slice(0, 8), region, service, 'aws4_request'];
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]?.trim().replace(/\s+/g, ' ')}`);
  const fields = [...query].map((field) => field.map(encoded).join('=')).sort();
  const signed = names.join(';');
  const resource = path.split('/').map(encoded).join('/');
  const request = [method, resource, fields.join('&'), ...lines, '', signed, sha256(bytes)].join('\n');
  const text = [algorithm, time, parts.join('/'), sha256(request)].join('\n');
  const key = parts.reduce<string | Buffer>((left, part) => hmac(left, part), `AWS4${secretAccessKey}`);
  const signature = hmac(key, text).toString('hex');
  return `${algorithm} Credential=${accessKeyId}/${parts.join('/')}, SignedHeaders=${signed}, Signature=${signature}`;
}

/** `20150830T123600Z`. */
export function amzDate(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** RFC 3986: nothing is left as it is but letters, digits and `-._~`. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
