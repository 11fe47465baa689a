import {
  type ExpectedRecord,
  type ProviderApi,
  type ProviderDomain,
  present,
  recordName,
} from 'postern/adapter';
import { z } from 'zod';

const record = z.object({ record: z.string(), name: z.string(), type: z.string(), value: z.string() });
const domain = z.object({
  id: z.string().min(1),
  name: z.string(),
  status: z.string(),
  records: z.array(record).default([]),
});
const page = z.object({
  has_more: z.boolean().default(false),
  data: z.array(z.object({ id: z.string(), name: z.string() })),
});
const pageSize = 100;

/** The account's domain of this name. */
export async function findDomain(
  api: ProviderApi,
  name: string,
  signal: AbortSignal,
): Promise<ProviderDomain | undefined> {
  let after: string | undefined;
  do {
    const { body } = await api.request(
      { path: '/domains', query: { limit: pageSize, after }, answer: page },
      signal,
    );
    const found = body.data.find((one) => one.name.toLowerCase() === name);
    if (found) return domainOf(await read(api, found.id, signal));
    after = body.has_more ? body.data.at(-1)?.id : undefined;
  } while (after !== undefined);
  return undefined;
}

export async function createDomain(
  api: ProviderApi,
  { domain: name, region }: { readonly domain: string; readonly region: string | undefined },
  signal: AbortSignal,
): Promise<ProviderDomain> {
  const request = { path: '/domains', json: present({ name, region }), answer: domain };
  return domainOf((await api.request(request, signal)).body);
}

/** Resend looks at DNS by itself after this, which takes it a moment: what it knew before is asked first. */
export async function verifyDomain(api: ProviderApi, id: string, signal: AbortSignal): Promise<boolean> {
  if ((await read(api, id, signal)).status === 'verified') return true;
  await api.request({ method: 'POST', path: `/domains/${encodeURIComponent(id)}/verify` }, signal);
  return (await read(api, id, signal)).status === 'verified';
}

async function read(api: ProviderApi, id: string, signal: AbortSignal): Promise<z.infer<typeof domain>> {
  return (await api.request({ path: `/domains/${encodeURIComponent(id)}`, answer: domain }, signal)).body;
}

function domainOf({ id, name, records }: z.infer<typeof domain>): ProviderDomain {
  return { id, records: records.flatMap((one) => expected(one, name.toLowerCase())) };
}

/** What it asks for to send. The MX record that takes bounces is looked at by Resend alone: none of ours is an MX. */
function expected(
  { record: kind, name, type, value }: z.infer<typeof record>,
  of: string,
): readonly ExpectedRecord[] {
  if ((type !== 'TXT' && type !== 'CNAME') || (kind !== 'SPF' && kind !== 'DKIM')) return [];
  return [{ purpose: kind === 'DKIM' ? 'dkim' : 'ownership', type, name: recordName(name, of), value }];
}
