import { type ExpectedRecord, isRefusedWith, type ProviderApi, unreadableAnswer } from 'postern/adapter';
import { z } from 'zod';

/** A domain as SendGrid has it. */
export interface SendGridDomain {
  readonly id: number;
  readonly records: readonly ExpectedRecord[];
}

const path = '/whitelabel/domains';
const record = z.object({ type: z.string(), host: z.string().min(1), data: z.string().trim().min(1) });
const domainSchema = z.object({
  id: z.int(),
  domain: z.string(),
  valid: z.boolean(),
  dns: z.record(z.string(), z.unknown()),
});

/** The one that is known, else one that is validated, else any; `undefined` where SendGrid has none of this name. */
export async function findDomain(
  api: ProviderApi,
  { name, id }: { readonly name: string; readonly id: number | undefined },
  signal: AbortSignal,
): Promise<SendGridDomain | undefined> {
  const query = { domain: name, limit: 50 };
  const { body } = await api.request({ path, query, answer: z.array(domainSchema) }, signal);
  const all = body.filter(({ domain }) => domain.toLowerCase() === name);
  const found = all.find((one) => one.id === id) ?? all.find(({ valid }) => valid) ?? all[0];
  return found && domainOf(found);
}

/** With records that stay the same while SendGrid changes its keys and servers behind them. */
export async function createDomain(
  api: ProviderApi,
  { name, region }: { readonly name: string; readonly region: 'eu' | undefined },
  signal: AbortSignal,
): Promise<SendGridDomain> {
  const json = { domain: name, automatic_security: true, region };
  return domainOf((await api.request({ path, json, answer: domainSchema }, signal)).body);
}

/** Whether SendGrid agrees, by its own look at the DNS; `undefined`: it knows the domain no more. */
export async function validateDomain(
  api: ProviderApi,
  id: number,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const answer = z.object({ valid: z.boolean() });
  try {
    const request = { method: 'POST', path: `${path}/${id}/validate`, answer };
    return (await api.request(request, signal)).body.valid;
  } catch (error) {
    if (isRefusedWith(error, 404)) return undefined;
    throw error;
  }
}

export async function deleteDomain(api: ProviderApi, id: number, signal: AbortSignal): Promise<void> {
  try {
    await api.request({ method: 'DELETE', path: `${path}/${id}` }, signal);
  } catch (error) {
    if (!isRefusedWith(error, 404)) throw error;
  }
}

/** Three CNAMEs, or TXTs and an MX where somebody manages them by hand. */
function domainOf({ id, domain, dns }: z.infer<typeof domainSchema>): SendGridDomain {
  const read = Object.entries(dns).flatMap(([key, value]): readonly ExpectedRecord[] => {
    const { data: one } = record.safeParse(value);
    const type = one?.type.toUpperCase();
    if (!one || (type !== 'CNAME' && type !== 'TXT')) return [];
    const name = one.host.toLowerCase().replace(/\.$/, '');
    return [{ purpose: purposeOf(key), type, name, value: one.data }];
  });
  if (!read.some(({ purpose }) => purpose === 'dkim')) throw unreadableAnswer('SendGrid');
  if (read.some(({ purpose }) => purpose === 'dmarc')) return { id, records: read };
  const name = `_dmarc.${domain.toLowerCase()}`;
  return { id, records: [...read, { purpose: 'dmarc', type: 'TXT', name, value: 'v=DMARC1; p=none;' }] };
}

function purposeOf(key: string): ExpectedRecord['purpose'] {
  if (/^dkim/i.test(key)) return 'dkim';
  return /dmarc/i.test(key) ? 'dmarc' : 'ownership';
}
