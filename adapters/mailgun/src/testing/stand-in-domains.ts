import type { HttpRoutes } from 'postern/testing';
import { fieldOf, formOf, Refusal } from './stand-in-refusal.ts';

/** A DNS record that Mailgun asks for. */
export interface StandInRecord {
  readonly type: 'TXT' | 'CNAME';
  /** The whole name, such as `email.acme.example`. */
  readonly name: string;
  readonly value: string;
}

/** A domain as Mailgun knows it. */
export interface StandInDomain {
  readonly name: string;
  /** Whether it is verified. */
  readonly active: boolean;
  readonly records: readonly StandInRecord[];
}

/** What a stand-in sees of the DNS; whether the record is there as asked for. */
export type StandInDns = (record: StandInRecord) => boolean | Promise<boolean>;

const hostname = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/** The account's domains. */
export class StandInDomains {
  readonly #domains = new Map<string, StandInDomain>();
  readonly #dns: StandInDns;
  readonly #clock: () => Date;

  constructor(dns: StandInDns, clock: () => Date) {
    this.#dns = dns;
    this.#clock = clock;
  }

  get all(): readonly StandInDomain[] {
    return [...this.#domains.values()];
  }

  /** @throws Refusal */
  find(name = ''): StandInDomain {
    const domain = this.#domains.get(name.toLowerCase());
    if (!domain) throw new Refusal(404, `Domain not found: ${name}`);
    return domain;
  }

  get routes(): HttpRoutes {
    return {
      'GET /v4/domains': async () => ({
        status: 200,
        body: { total_count: this.all.length, items: this.all.map((one) => this.#shown(one)) },
      }),
      'POST /v4/domains': async (call) => {
        const name = fieldOf(await formOf(call), 'name').toLowerCase();
        if (!hostname.test(name)) throw new Refusal(400, 'Domain name format invalid');
        if (this.#domains.has(name)) throw new Refusal(400, 'This domain name is already taken');
        const domain = { name, active: false, records: recordsOf(name) };
        this.#domains.set(name, domain);
        return { status: 200, body: await this.#details(domain, 'Domain has been created') };
      },
      'GET /v4/domains/:name': async ({ parameters }) => ({
        status: 200,
        body: await this.#details(this.find(parameters.name)),
      }),
      'PUT /v4/domains/:name/verify': async ({ parameters }) => {
        const domain = this.find(parameters.name);
        // The tracking host is not needed.
        const needed = await Promise.all(
          domain.records.filter(({ type }) => type === 'TXT').map((record) => this.#dns(record)),
        );
        const now = { ...domain, active: domain.active || needed.every((one) => one) };
        this.#domains.set(domain.name, now);
        return { status: 200, body: await this.#details(now, 'Domain DNS records have been updated') };
      },
      'DELETE /v3/domains/:name': ({ parameters }) => {
        this.#domains.delete(this.find(parameters.name).name);
        return { status: 200, body: { message: 'Domain will be deleted in the background' } };
      },
    };
  }

  #shown({ name, active }: StandInDomain): object {
    return {
      created_at: this.#clock().toUTCString(),
      id: Buffer.from(name).toString('hex').padEnd(24, '0').slice(0, 24),
      is_disabled: false,
      name,
      require_tls: false,
      skip_verification: false,
      smtp_login: `postmaster@${name}`,
      spam_action: 'disabled',
      state: active ? 'active' : 'unverified',
      type: 'custom',
      use_automatic_sender_security: false,
      web_prefix: 'email',
      web_scheme: 'https',
      wildcard: false,
      encrypt_incoming_message: false,
      message_ttl: 259_200,
    };
  }

  async #details(domain: StandInDomain, message?: string): Promise<object> {
    const sending = await Promise.all(
      domain.records.map(async (record) => {
        const isThere = await this.#dns(record);
        return {
          is_active: isThere,
          cached: isThere ? [record.value] : [],
          name: record.name,
          record_type: record.type,
          valid: isThere ? 'valid' : 'unknown',
          value: record.value,
        };
      }),
    );
    const receiving = ['mxa.mailgun.org', 'mxb.mailgun.org'].map((value) => ({
      is_active: false,
      cached: [],
      name: domain.name,
      priority: '10',
      record_type: 'MX',
      valid: 'unknown',
      value,
    }));
    return {
      ...(message === undefined ? {} : { message }),
      domain: this.#shown(domain),
      receiving_dns_records: receiving,
      sending_dns_records: sending,
    };
  }
}

function recordsOf(name: string): readonly StandInRecord[] {
  return [
    { type: 'TXT', name, value: 'v=spf1 include:mailgun.org ~all' },
    { type: 'TXT', name: `mx._domainkey.${name}`, value: `k=rsa; p=${publicKey}` },
    { type: 'CNAME', name: `email.${name}`, value: 'mailgun.org' },
  ];
}

/** 2048 bits, of nobody's. */
const publicKey =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0/IzW7yWR7QkrmBL7jTKEn5u+qKhbwKfBstIs+bMY2Zkp18gnTxKLxoS2tFczGkPLPgizskuemMghRniWaoLcyehkd3qqGElvW/VDL5AaWTg0nLVkjRo9z+40RQzuVaE8AkAFmxZzow3x+VJYKdjykkJ0iT9wCS0DRTXu269V264Vf/3jvredZiKRkgwlL9xNAwxXFg0x/XFw005UWVRIkdgcKWTjpBP2dPwVZ4WWC+9aGVd+Gyn1o0CLelf4rEjGoXbAAEgAqeGUxrcIlbjXfbcmwIDAQAB';
