import {
  type DomainRegistryOptions,
  type ExpectedRecord,
  type ProviderApi,
  type ProviderDomain,
  unreadableAnswer,
} from 'postern/adapter';
import { z } from 'zod';

type DomainCalls = Pick<DomainRegistryOptions, 'find' | 'create' | 'verify' | 'remove'>;

const path = '/whitelabel/domains';
const record = z.object({ type: z.string(), host: z.string().min(1), data: z.string().trim().min(1) });
const domainSchema = z.object({
  id: z.int(),
  domain: z.string(),
  valid: z.boolean(),
  dns: z.record(z.string(), z.unknown()),
});

/** What SendGrid does with domains: for `domainRegistry`. */
export function sendGridDomains(api: ProviderApi, region: 'eu' | undefined): DomainCalls {
  return {
    /** The one that is known, else one that is validated, else any. */
    async find(name, signal, id) {
      const query = { domain: name, limit: 50 };
      const { body } = await api.request({ path, query, answer: z.array(domainSchema) }, signal);
      const all = body.filter(({ domain }) => domain.toLowerCase() === name);
      const found = all.find((one) => `${one.id}` === id) ?? all.find(({ valid }) => valid) ?? all[0];
      return found && domainOf(found);
    },
    /** With records that stay the same while SendGrid changes its keys and servers behind them. */
    async create(name, signal) {
      const json = { domain: name, automatic_security: true, region };
      return domainOf((await api.request({ path, json, answer: domainSchema }, signal)).body);
    },
    async verify(id, signal) {
      const answer = z.object({ valid: z.boolean() });
      const request = { method: 'POST', path: `${path}/${encodeURIComponent(id)}/validate`, answer };
      return (await api.request(request, signal)).body.valid;
    },
    remove: (id, signal) =>
      api.request({ method: 'DELETE', path: `${path}/${encodeURIComponent(id)}` }, signal),
  };
}

/** Three CNAMEs, or TXTs and an MX where somebody manages them by hand. */
function domainOf({ id, dns }: z.infer<typeof domainSchema>): ProviderDomain {
  const read = Object.entries(dns).flatMap(([key, value]): readonly ExpectedRecord[] => {
    const { data: one } = record.safeParse(value);
    const type = one?.type.toUpperCase();
    if (!one || (type !== 'CNAME' && type !== 'TXT')) return [];
    const name = one.host.toLowerCase().replace(/\.$/, '');
    return [{ purpose: purposeOf(key), type, name, value: one.data }];
  });
  if (!read.some(({ purpose }) => purpose === 'dkim')) throw unreadableAnswer('SendGrid');
  return { id: `${id}`, records: read };
}

function purposeOf(key: string): ExpectedRecord['purpose'] {
  if (/^dkim/i.test(key)) return 'dkim';
  return /dmarc/i.test(key) ? 'dmarc' : 'ownership';
}
