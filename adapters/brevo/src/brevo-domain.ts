import {
  type ExpectedRecord,
  isRefusedWith,
  type ProviderApi,
  recordName,
  unreadableAnswer,
} from 'postern/adapter';
import { z } from 'zod';

const record = z.object({
  type: z.enum(['TXT', 'CNAME']),
  host_name: z.string(),
  value: z.string().trim().min(1),
});
const records = z.record(z.string(), z.unknown());
const configuration = z.object({ authenticated: z.boolean(), dns_records: records });
const created = z.object({ dns_records: records });

/** A domain as Brevo has it. */
export interface BrevoDomain {
  readonly authenticated: boolean;
  readonly records: readonly ExpectedRecord[];
}

const pathOf = (domain: string) => `/senders/domains/${encodeURIComponent(domain)}`;

/** `undefined`: Brevo does not know it. */
export async function findDomain(
  api: ProviderApi,
  domain: string,
  signal: AbortSignal,
): Promise<BrevoDomain | undefined> {
  try {
    const { body } = await api.request({ path: pathOf(domain), answer: configuration }, signal);
    return { authenticated: body.authenticated, records: recordsOf(domain, body.dns_records) };
  } catch (error) {
    if (isRefusedWith(error, 404)) return undefined;
    throw error;
  }
}

export async function createDomain(
  api: ProviderApi,
  domain: string,
  signal: AbortSignal,
): Promise<BrevoDomain> {
  const request = { path: '/senders/domains', json: { name: domain }, answer: created };
  const { body } = await api.request(request, signal);
  return { authenticated: false, records: recordsOf(domain, body.dns_records) };
}

/** Whether Brevo agrees, by its own look at the DNS. Its answer to "authenticate" does not say so: the domain does. */
export async function authenticateDomain(
  api: ProviderApi,
  domain: string,
  signal: AbortSignal,
): Promise<boolean> {
  if ((await findDomain(api, domain, signal))?.authenticated) return true;
  try {
    await api.request({ method: 'PUT', path: `${pathOf(domain)}/authenticate` }, signal);
  } catch (error) {
    if (isRefusedWith(error, 400, 404)) return false;
    throw error;
  }
  return (await findDomain(api, domain, signal))?.authenticated ?? false;
}

export async function deleteDomain(api: ProviderApi, domain: string, signal: AbortSignal): Promise<void> {
  try {
    await api.request({ method: 'DELETE', path: pathOf(domain) }, signal);
  } catch (error) {
    if (!isRefusedWith(error, 404)) throw error;
  }
}

const purposes: readonly (readonly [RegExp, ExpectedRecord['purpose']])[] = [
  [/^dkim/i, 'dkim'],
  [/^dmarc/i, 'dmarc'],
  [/code$/i, 'ownership'],
];

/** One DKIM key in a TXT, or two CNAMEs, by names that are not documented: every `dkim…` that is there. */
function recordsOf(domain: string, found: Readonly<Record<string, unknown>>): readonly ExpectedRecord[] {
  const read = Object.entries(found).flatMap(([key, value]): readonly ExpectedRecord[] => {
    const purpose = purposes.find(([form]) => form.test(key))?.[1];
    const one = record.safeParse(value);
    if (purpose === undefined || !one.success) return [];
    return [
      { purpose, type: one.data.type, name: recordName(one.data.host_name, domain), value: one.data.value },
    ];
  });
  if (!read.some(({ purpose }) => purpose === 'dkim')) throw unreadableAnswer('Brevo');
  return read;
}
