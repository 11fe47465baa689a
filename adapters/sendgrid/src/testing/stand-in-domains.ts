import type { HttpRoutes } from 'postern/testing';
import { z } from 'zod';
import { bodyOf, Refusal } from './stand-in-refusal.ts';

/** A DNS record that SendGrid asks for. */
export interface StandInRecord {
  readonly type: 'CNAME';
  /** The whole name, such as `s1._domainkey.acme.example`. */
  readonly name: string;
  readonly value: string;
}

/** A domain as SendGrid knows it. */
export interface StandInDomain {
  readonly id: number;
  readonly name: string;
  readonly valid: boolean;
  /** What is asked for, by the keys of `dns`. */
  readonly records: Readonly<Record<'mail_cname' | 'dkim1' | 'dkim2', StandInRecord>>;
}

/** What a stand-in sees of the DNS; whether the record is there as asked for. */
export type StandInDns = (record: StandInRecord) => boolean | Promise<boolean>;

const created = z.object({
  domain: z
    .string()
    .regex(/^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i, 'invalid domain'),
  subdomain: z.string().exactOptional(),
});

/** Of the account, in what its records point to. */
const userId = 1446226;

/** The account's domains. */
export class StandInDomains {
  readonly #domains = new Map<number, StandInDomain>();
  readonly #dns: StandInDns;
  #last = 302_182;

  constructor(dns: StandInDns) {
    this.#dns = dns;
  }

  get all(): readonly StandInDomain[] {
    return [...this.#domains.values()];
  }

  /** Whether mail from this address is of a domain that was validated. */
  covers(address: string): boolean {
    const host = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    return this.all.some(({ name, valid }) => valid && (host === name || host.endsWith(`.${name}`)));
  }

  get routes(): HttpRoutes {
    return {
      'GET /v3/whitelabel/domains': ({ query }) => {
        const wanted = this.all.filter(({ name }) => name.includes(query.get('domain') ?? ''));
        return {
          status: 200,
          body: wanted.slice(0, Number(query.get('limit') ?? 50)).map((domain) => shown(domain)),
        };
      },
      'POST /v3/whitelabel/domains': (call) => {
        const { domain, subdomain } = bodyOf(created, call);
        this.#last += 1;
        const id = this.#last;
        const name = domain.toLowerCase();
        const records = recordsOf(name, subdomain ?? `em${id % 10_000}`);
        const made = { id, name, valid: false, records };
        this.#domains.set(id, made);
        return { status: 201, body: shown(made) };
      },
      'GET /v3/whitelabel/domains/:id': ({ parameters: { id } }) => ({
        status: 200,
        body: shown(this.#find(id)),
      }),
      'POST /v3/whitelabel/domains/:id/validate': async ({ parameters: { id } }) => {
        const domain = this.#find(id);
        const results: Record<string, { valid: boolean; reason: string | null }> = {};
        for (const [key, record] of Object.entries(domain.records)) {
          const valid = await this.#dns(record);
          const reason = valid ? null : `Expected CNAME for "${record.name}" to match "${record.value}".`;
          results[key] = { valid, reason };
        }
        const valid = Object.values(results).every((result) => result.valid);
        this.#domains.set(domain.id, { ...domain, valid });
        return { status: 200, body: { id: domain.id, valid, validation_results: results } };
      },
      'DELETE /v3/whitelabel/domains/:id': ({ parameters: { id } }) => {
        this.#domains.delete(this.#find(id).id);
        return { status: 204 };
      },
    };
  }

  #find(id: string | undefined): StandInDomain {
    const domain = this.#domains.get(Number(id));
    if (!domain) throw new Refusal(404, 'not found');
    return domain;
  }
}

function recordsOf(name: string, subdomain: string): StandInDomain['records'] {
  const target = `u${userId}.wl.sendgrid.net`;
  const record = (host: string, value: string) =>
    ({ type: 'CNAME', name: `${host}.${name}`, value }) as const;
  return {
    mail_cname: record(subdomain, target),
    dkim1: record('s1._domainkey', `s1.domainkey.${target}`),
    dkim2: record('s2._domainkey', `s2.domainkey.${target}`),
  };
}

function shown({ id, name, valid, records }: StandInDomain): object {
  const dns = Object.entries(records).map(([key, record]) => [
    key,
    { valid, type: 'cname', host: record.name, data: record.value },
  ]);
  return {
    id,
    user_id: userId,
    subdomain: records.mail_cname.name.split('.')[0],
    domain: name,
    username: 'stand-in',
    ips: [],
    custom_spf: false,
    default: false,
    legacy: false,
    automatic_security: true,
    valid,
    dns: Object.fromEntries(dns),
  };
}
