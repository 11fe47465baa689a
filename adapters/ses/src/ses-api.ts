import { type ProviderApi, present, providerApi, type SignedRequest } from 'postern/adapter';
import { z } from 'zod';
import { credentialsSchema, type SesSettings } from './ses-options.ts';
import { amzDate, authorization } from './signature.ts';

/** SES's API, each request signed anew. */
export function sesApi(settings: SesSettings): ProviderApi {
  const { baseUrl, timeoutMs, agent, clock } = settings;
  return providerApi({
    ...{ provider: 'Amazon SES', baseUrl, timeoutMs, agent, clock },
    headers: (request) => signed(request, settings),
    errorCode: (body, headers) =>
      codeOf(headers['x-amzn-errortype'] ?? errorBody.safeParse(body).data?.__type),
  });
}

async function signed(
  { method, url, headers, bytes }: SignedRequest,
  { credentials, region, clock }: SesSettings,
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
  return { ...amazon, authorization: authorization(request, given, { region, service: 'ses' }) };
}

const errorBody = z.object({ __type: z.string() });

/** `com.amazonaws.ses#TooManyRequestsException`, `TooManyRequestsException:http://internal.amazon.com/…`. */
function codeOf(type: string | undefined): string | undefined {
  return type?.split(':', 1)[0]?.split('#').at(-1);
}
