import type { HttpAnswer } from 'postern/testing';

/** The refusals that Vonage documents, by their titles: HTTP status, and where `type` leads. */
const refusals = {
  'You did not provide correct credentials.': [401, '#unauthorized'],
  'The credentials provided do not have access to the requested product': [401, '#unprovisioned'],
  'Low balance': [402, '#low-balance'],
  'The request body did not contain valid JSON': [422, '#invalid-json'],
  'Unsupported channel': [422, '/messages-olympus#1100'],
  'Invalid channel parameters': [422, '/messages-olympus#1110'],
  'Invalid sender': [422, '/messages-olympus#1120'],
  'Invalid recipient': [422, '/messages-olympus#1130'],
  'Invalid message type': [422, '/messages-olympus#1140'],
  'Invalid params': [422, '/messages-olympus#1150'],
  'Invalid client reference': [422, '/messages-olympus#1060'],
  'Rate Limit Hit': [429, '/messages-olympus#1010'],
  'Internal error': [500, '/messages-olympus#1000'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

/** The title of a refusal that Vonage documents. */
export type VonageRefusal = keyof typeof refusals;

/** All of them. */
export const vonageRefusals = Object.keys(refusals) as readonly VonageRefusal[];

/**
 * An answer of Vonage's that refuses a call, for `intercept`: `vonageError('Low balance')`, or `vonageError('Invalid params', { parameter: 'to' })`.
 */
export function vonageError(
  title: VonageRefusal,
  {
    parameter,
    headers = {},
  }: { readonly parameter?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): HttpAnswer {
  const [status, place] = refusals[title];
  const detail = 'What is wrong is said here.';
  const wrong =
    parameter === undefined ? {} : { invalid_parameters: [{ name: parameter, reason: 'is invalid.' }] };
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
    body: {
      type: `https://developer.vonage.com/api-errors${place}`,
      title,
      detail,
      // By both names, as the document has it.
      ...(status === 401 ? { details: detail } : {}),
      instance: 'bf0ca0bf927b3b52e3cb03217e1a1ddf',
      ...wrong,
    },
  };
}
