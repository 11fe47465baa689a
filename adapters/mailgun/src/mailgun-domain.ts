import {
  type ExpectedRecord,
  isRefusedWith,
  multipartBody,
  type ProviderApi,
  type ProviderDomain,
} from 'postern/adapter';
import { z } from 'zod';

const record = z.object({
  record_type: z.string(),
  name: z
    .string()
    .nullish()
    .transform((name) => name ?? ''),
  value: z.string(),
});
const answer = z.object({
  domain: z.object({ name: z.string(), state: z.string() }),
  sending_dns_records: z.array(record).default([]),
});

const pathOf = (domain: string) => `/v4/domains/${encodeURIComponent(domain)}`;

/** `undefined`: the account has none of this name. */
export async function findDomain(
  api: ProviderApi,
  domain: string,
  signal: AbortSignal,
): Promise<ProviderDomain | undefined> {
  try {
    return known(domain, (await api.request({ path: pathOf(domain), answer }, signal)).body);
  } catch (error) {
    if (isRefusedWith(error, 404)) return undefined;
    throw error;
  }
}

/** Its keys are its own, also where a domain above it is in the account. */
export async function createDomain(
  api: ProviderApi,
  domain: string,
  signal: AbortSignal,
): Promise<ProviderDomain> {
  const body = multipartBody([
    { name: 'name', value: domain },
    { name: 'dkim_key_size', value: '2048' },
    { name: 'force_dkim_authority', value: 'true' },
  ]);
  return known(domain, (await api.request({ path: '/v4/domains', body, answer }, signal)).body);
}

/** Whether Mailgun agrees, by its own look at the DNS. */
export async function verifyDomain(api: ProviderApi, domain: string, signal: AbortSignal): Promise<boolean> {
  const request = { method: 'PUT', path: `${pathOf(domain)}/verify`, answer };
  return (await api.request(request, signal)).body.domain.state === 'active';
}

export function removeDomain(api: ProviderApi, domain: string, signal: AbortSignal): Promise<unknown> {
  return api.request({ method: 'DELETE', path: `/v3/domains/${encodeURIComponent(domain)}` }, signal);
}

function known(domain: string, { sending_dns_records }: z.infer<typeof answer>): ProviderDomain {
  const records = sending_dns_records.flatMap((one) => expected(one, domain));
  return { id: domain, records: records.toSorted((one, other) => rank(one) - rank(other)) };
}

/** What is needed goes first. */
function rank({ optional = false }: ExpectedRecord): number {
  return Number(optional);
}

/**
 * What Mailgun wants for DKIM is needed. Its SPF record is one of several services' in one record, which is no equal to Mailgun's own, and its
 * tracking host is for following opens and clicks: both are shown, and what they are worth Mailgun decides.
 */
function expected(
  { record_type: type, name: host, value }: z.infer<typeof record>,
  domain: string,
): readonly ExpectedRecord[] {
  if (type !== 'TXT' && type !== 'CNAME') return [];
  // Names are whole; of a key that a domain above lends, it lies there.
  const name = host === '' ? domain : host.toLowerCase().replace(/\.$/, '');
  const isKey = /(^|\.)_domainkey\./.test(name);
  const common = { type, name, value: value.trim() } as const;
  return [isKey ? { purpose: 'dkim', ...common } : { purpose: 'ownership', ...common, optional: true }];
}
