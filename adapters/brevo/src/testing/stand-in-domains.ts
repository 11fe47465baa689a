import { createHash } from 'node:crypto';
import type { HttpRoutes } from 'postern/testing';
import { z } from 'zod';
import { bodyOf, notFound, Refusal } from './stand-in-refusal.ts';

/** A DNS record that Brevo asks for. */
export interface StandInRecord {
  readonly type: 'TXT' | 'CNAME';
  /** The whole name, such as `brevo1._domainkey.acme.example`. */
  readonly name: string;
  readonly value: string;
}

/** A domain as Brevo knows it. */
export interface StandInDomain {
  readonly name: string;
  readonly authenticated: boolean;
  /** What is asked for, by the keys of `dns_records`. */
  readonly records: Readonly<Record<string, StandInRecord>>;
}

/** What a stand-in sees of the DNS; whether the record is there as asked for. */
export type StandInDns = (record: StandInRecord) => boolean | Promise<boolean>;

const created = z.object({
  name: z.string().regex(/^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i),
});

interface Settings {
  /** `cname`: two CNAMEs, as for accounts of today; `txt`: one key in a TXT. */
  readonly dkim: 'cname' | 'txt';
  readonly dns: StandInDns;
}

/** The account's domains. */
export class StandInDomains {
  readonly #domains = new Map<string, StandInDomain>();
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  get all(): readonly StandInDomain[] {
    return [...this.#domains.values()];
  }

  /** Also where the domain above it is. */
  isAuthenticated(name: string): boolean {
    return this.all.some(
      (domain) => domain.authenticated && (name === domain.name || name.endsWith(`.${domain.name}`)),
    );
  }

  get routes(): HttpRoutes {
    return {
      'GET /v3/senders/domains': () => ({ status: 200, body: this.#list() }),
      'POST /v3/senders/domains': async (call) => {
        const name = bodyOf(created, call).name.toLowerCase();
        if (this.#domains.has(name)) {
          throw new Refusal(400, 'duplicate_parameter', 'Domain already exists in your account');
        }
        const domain = { name, authenticated: false, records: this.#recordsOf(name) };
        this.#domains.set(name, domain);
        const body = {
          id: idOf(name),
          domain_name: name,
          domain_provider: 'Other',
          message: 'Domain added successfully. To authenticate it, add following DNS records',
          dns_records: await this.#shown(domain),
        };
        return { status: 200, body };
      },
      'GET /v3/senders/domains/:name': async (call) => {
        const domain = this.#find(call.parameters.name);
        const dns_records = await this.#shown(domain);
        const verified = domain.authenticated || dns_records.brevo_code?.status === true;
        return {
          status: 200,
          body: { domain: domain.name, verified, authenticated: domain.authenticated, dns_records },
        };
      },
      'PUT /v3/senders/domains/:name/authenticate': async (call) => {
        const domain = this.#find(call.parameters.name);
        const records = Object.values(await this.#shown(domain));
        if (records.some((record) => record?.status === false)) {
          throw new Refusal(
            400,
            'bad_request',
            'The domain cannot be authenticated. Check your domain DNS panel and ensure the records are added correctly.',
          );
        }
        this.#domains.set(domain.name, { ...domain, authenticated: true });
        const message = 'Domain has been authenticated successfully.';
        return { status: 200, body: { domain_name: domain.name, message } };
      },
      'DELETE /v3/senders/domains/:name': (call) => {
        this.#domains.delete(this.#find(call.parameters.name).name);
        return { status: 204 };
      },
    };
  }

  #find(name = ''): StandInDomain {
    const domain = this.#domains.get(name.toLowerCase());
    if (!domain) throw notFound('Domain');
    return domain;
  }

  #list(): object {
    const creator = { id: '1', email: 'stand-in@postern.example', creationDate: '2026-01-01 00:00:00' };
    return {
      domains: this.all.map(({ name, authenticated }) => ({
        id: idOf(name),
        domain_name: name,
        authenticated,
        verified: authenticated,
        ip: null,
        provider: 'Other',
        creator,
      })),
      count: this.all.length,
      current_page: 1,
      total_pages: 1,
    };
  }

  /** Both shapes are of the field: of accounts of today, and of older ones. */
  #recordsOf(name: string): Record<string, StandInRecord> {
    const code = createHash('md5').update(name).digest('hex');
    const record = (type: 'TXT' | 'CNAME', host: string, value: string) => ({
      type,
      name: host === '' ? name : `${host}.${name}`,
      value,
    });
    const dashed = name.replaceAll('.', '-');
    const dkim: Record<string, StandInRecord> =
      this.#settings.dkim === 'txt'
        ? { dkim_record: record('TXT', 'mail._domainkey', `k=rsa;p=${publicKey}`) }
        : {
            dkim1Record: record('CNAME', 'brevo1._domainkey', `b1.${dashed}.dkim.brevo.com`),
            dkim2Record: record('CNAME', 'brevo2._domainkey', `b2.${dashed}.dkim.brevo.com`),
          };
    return {
      ...dkim,
      brevo_code: record('TXT', '', `brevo-code:${code}`),
      dmarc_record: record('TXT', '_dmarc', 'v=DMARC1; p=none; rua=mailto:rua@dmarc.brevo.com'),
    };
  }

  /** `host_name` is relative to the registered domain: `@` is the domain itself. Its two last labels are taken for that. */
  async #shown({ name, records }: StandInDomain) {
    const registered = name.split('.').slice(-2).join('.');
    const shown: Record<string, { type: string; value: string; host_name: string; status: boolean } | null> =
      this.#settings.dkim === 'txt' ? {} : { dkim_record: null };
    for (const [key, record] of Object.entries(records)) {
      shown[key] = {
        type: record.type,
        value: record.value,
        host_name: record.name === registered ? '@' : record.name.slice(0, -registered.length - 1),
        status: await this.#settings.dns(record),
      };
    }
    return shown;
  }
}

function idOf(name: string): string {
  return createHash('md5').update(name).digest('hex').slice(0, 24);
}

/** 1024 bits, of nobody's. */
const publicKey =
  'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDeMVIzrCa3T14JsNY0IRv5/2V1/v2itlviLQBwXsa7shBD6TrBkswsFUToPyMRWC9tbR/5ey0nRBH0ZVxp+lsmTxid2Y2z+FApQ6ra2VsXfbJP3HE6wAO0YTVEJt1TmeczhEd2Jiz/fcabIISgXEdSpTYJhb0ct0VJRxcg4c8c7wIDAQAB';
