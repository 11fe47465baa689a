import { type ProviderApi, present, providerApi, type SignedRequest } from 'postern/adapter';
import { z } from 'zod';
import { provider } from './ses-errors.ts';
import { credentialsSchema, type SesSettings } from './ses-options.ts';
import { amzDate, authorization, type SigningScope } from './signature.ts';

/** SES's API, each request signed anew. */
export function sesApi(settings: SesSettings): ProviderApi {
  return awsApi(settings, { service: 'ses', region: settings.region, baseUrl: settings.baseUrl });
}

/** The API of SNS, in the region of a topic. */
export function snsApi(settings: SesSettings, topic: string): ProviderApi {
  const region = topic.split(':')[3] ?? settings.region;
  const baseUrl = settings.snsUrl ?? new URL(`https://sns.${region}.amazonaws.com`);
  return awsApi(settings, { service: 'sns', region, baseUrl });
}

function awsApi(
  settings: SesSettings,
  { baseUrl, ...scope }: SigningScope & { readonly baseUrl: URL },
): ProviderApi {
  const { timeoutMs, agent, clock } = settings;
  return providerApi({
    provider,
    baseUrl,
    timeoutMs,
    agent,
    clock,
    headers: (request) => signed(request, settings, scope),
    errorCode: (body, headers) => codeOf(headers['x-amzn-errortype'] ?? typeIn(body)),
  });
}

async function signed(
  { method, url, headers, bytes }: SignedRequest,
  { credentials, clock }: SesSettings,
  scope: SigningScope,
): Promise<Readonly<Record<string, string>>> {
  const given =
    typeof credentials === 'function' ? credentialsSchema.parse(await credentials()) : credentials;
  const amazon = present({ 'x-amz-date': amzDate(clock()), 'x-amz-security-token': given.sessionToken });
  const host = { host: url.host, ...present({ 'content-type': headers['content-type'] }) };
  const request = {
    method,
    path: url.pathname,
    query: url.searchParams,
    headers: { ...host, ...amazon },
    bytes,
  };
  return { ...amazon, authorization: authorization(request, given, scope) };
}

const errorBody = z.object({ __type: z.string() });

/** JSON of SES, XML of SNS. */
function typeIn(body: unknown): string | undefined {
  if (typeof body === 'string') return /<Code>([\w.]{1,100})<\/Code>/.exec(body)?.[1];
  return errorBody.safeParse(body).data?.__type;
}

/** `com.amazonaws.ses#TooManyRequestsException`, `TooManyRequestsException:http://internal.amazon.com/…`. */
function codeOf(type: string | undefined): string | undefined {
  return type?.split(':', 1)[0]?.split('#').at(-1);
}
