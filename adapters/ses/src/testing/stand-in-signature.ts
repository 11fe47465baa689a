import { constantTimeEqual } from 'postern/adapter';
import type { HttpAnswer, HttpCall } from 'postern/testing';
import { type AwsCredentials, authorization } from '../signature.ts';
import { sesError } from './stand-in-refusal.ts';

/** Whose calls pass. */
export interface StandInAccess {
  readonly region: string;
  readonly service: 'ses' | 'sns';
  readonly credentials: AwsCredentials;
  /** The one that calls are signed for. Default: the one they bear. */
  readonly host: string | undefined;
}

const form =
  /^AWS4-HMAC-SHA256 Credential=([^/\s]+)\/\d{8}\/([^/\s]+)\/([^/\s]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=[0-9a-f]{64}$/;
/** How far a clock may be off, in ms. */
const skewMs = 900_000;

/** Refuses a call that is not signed as Signature Version 4 wants it, with these keys, now. */
export function refusalOf(
  { method, path, query, headers, body }: HttpCall,
  { region, service: wanted, credentials, host }: StandInAccess,
  now: Date,
): HttpAnswer | undefined {
  const given = headers.get('authorization');
  if (given === null) return sesError(403, 'MissingAuthenticationTokenException');
  const [, key = '', forRegion, service, signed = ''] = form.exec(given) ?? [];
  if (service === undefined) return sesError(403, 'IncompleteSignatureException');
  const token = headers.get('x-amz-security-token') ?? undefined;
  if (!constantTimeEqual(key, credentials.accessKeyId) || token !== credentials.sessionToken)
    return sesError(403, 'UnrecognizedClientException');
  const names = signed.split(';');
  const time = readTime(headers.get('x-amz-date') ?? '');
  const bound = ['host', 'x-amz-date', ...(token === undefined ? [] : ['x-amz-security-token'])];
  if (service !== wanted || forRegion !== region || !bound.every((name) => names.includes(name)))
    return sesError(403, 'InvalidSignatureException');
  if (!(Math.abs(now.getTime() - time) <= skewMs)) return sesError(403, 'InvalidSignatureException');
  const borne = (name: string) => (name === 'host' && host) || headers.get(name) || '';
  const fields = Object.fromEntries(names.map((name) => [name, borne(name)]));
  const request = { method, path, query, headers: fields, bytes: body };
  const right = authorization(request, credentials, { region, service });
  const unspaced = (text: string) => text.replaceAll(' ', '');
  if (constantTimeEqual(unspaced(given), unspaced(right))) return undefined;
  return sesError(403, 'InvalidSignatureException');
}

/** In ms since 1970, of `20150830T123600Z`. */
function readTime(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
