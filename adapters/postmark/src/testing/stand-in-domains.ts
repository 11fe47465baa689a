import type { HttpAnswer, HttpCall, HttpRoutes } from 'postern/testing';
import { z } from 'zod';
import { bodyOf, pageOf, Refusal } from './stand-in-refusal.ts';

/** A DNS record that Postmark looks for. */
export interface StandInRecord {
  readonly type: 'TXT' | 'CNAME';
  /** The whole name, such as `pm-bounces.acme.example`. */
  readonly name: string;
  readonly value: string;
}

/** A DKIM key: where it belongs in DNS, and what it is there. */
interface Key {
  readonly host: string;
  readonly value: string;
}

/** A domain as Postmark knows it. */
export interface StandInDomain {
  readonly id: number;
  readonly name: string;
  /** The DKIM key in use; absent until it was seen. */
  readonly key?: Key | undefined;
  /** One that is to be in use once it is seen. */
  readonly pendingKey?: Key | undefined;
  /** The one before. */
  readonly revokedKey?: Key | undefined;
  /** Empty where none was asked for. */
  readonly returnPath: string;
  readonly returnPathVerified: boolean;
}

/** What a stand-in sees of the DNS; whether the record is there as asked for. */
export type StandInDns = (record: StandInRecord) => boolean | Promise<boolean>;

const name = z.string().regex(/^(?=.{4,255}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i);
const created = z.object({ Name: name, ReturnPathDomain: z.string().exactOptional() });
const changed = z.object({ ReturnPathDomain: z.string() });

/** Where a Return-Path leads. */
const bounces = 'pm.mtasv.net';

/** The account's domains. */
export class StandInDomains {
  readonly #domains = new Map<number, StandInDomain>();
  readonly #dns: StandInDns;
  readonly #clock: () => Date;
  #lastId = 0;

  constructor(dns: StandInDns, clock: () => Date) {
    this.#dns = dns;
    this.#clock = clock;
  }

  get all(): readonly StandInDomain[] {
    return [...this.#domains.values()];
  }

  /** Any address of it may send. */
  isVerified(address: string): boolean {
    return this.all.some(({ name: domain, key }) => key && address.toLowerCase().endsWith(`@${domain}`));
  }

  /** The domain of a signature, which comes with it. */
  ensure(domain: string): StandInDomain {
    return this.all.find((one) => one.name === domain.toLowerCase()) ?? this.#create(domain);
  }

  get routes(): HttpRoutes {
    return {
      'GET /domains': (call) => ({
        status: 200,
        body: { TotalCount: this.all.length, Domains: pageOf(this.all, call, 511).map(listedDomain) },
      }),
      'POST /domains': (call) => {
        const { Name, ReturnPathDomain = '' } = bodyOf(created, call, 516);
        if (this.all.some((one) => one.name === Name.toLowerCase())) {
          throw new Refusal(512, 'This domain already exists.');
        }
        return shown(this.#create(Name, ReturnPathDomain));
      },
      'GET /domains/:id': (call) => shown(this.#find(call)),
      'PUT /domains/:id': (call) => {
        const { ReturnPathDomain } = bodyOf(changed, call, 511);
        return this.#set(this.#find(call), { returnPath: ReturnPathDomain, returnPathVerified: false });
      },
      'DELETE /domains/:id': (call) => {
        const { id, name: domain } = this.#find(call);
        this.#domains.delete(id);
        return { status: 200, body: { ErrorCode: 0, Message: `Domain ${domain} removed.` } };
      },
      'PUT /domains/:id/verifyDKIM': async (call) => {
        const domain = this.#find(call);
        const { key, pendingKey } = domain;
        const isSeen =
          pendingKey && (await this.#dns({ type: 'TXT', name: pendingKey.host, value: pendingKey.value }));
        if (!isSeen) return shown(domain);
        return this.#set(domain, { key: pendingKey, pendingKey: undefined, revokedKey: key });
      },
      'PUT /domains/:id/verifyReturnPath': async (call) => {
        const domain = this.#find(call);
        const { returnPath } = domain;
        const isSeen =
          returnPath !== '' && (await this.#dns({ type: 'CNAME', name: returnPath, value: bounces }));
        return this.#set(domain, { returnPathVerified: isSeen });
      },
      'POST /domains/:id/rotateDKIM': (call) => {
        const domain = this.#find(call);
        if (domain.pendingKey) throw new Refusal(505, 'DKIM is already scheduled for renewal.');
        return this.#set(domain, { pendingKey: this.#newKey(domain.name) });
      },
    };
  }

  #create(domain: string, returnPath = ''): StandInDomain {
    this.#lastId += 1;
    const made = {
      id: this.#lastId,
      name: domain.toLowerCase(),
      pendingKey: this.#newKey(domain.toLowerCase()),
      returnPath,
      returnPathVerified: false,
    };
    this.#domains.set(made.id, made);
    return made;
  }

  #find({ parameters }: HttpCall): StandInDomain {
    const domain = this.#domains.get(Number(parameters.id));
    if (!domain) throw new Refusal(510, 'This domain was not found.');
    return domain;
  }

  #set(domain: StandInDomain, change: Partial<StandInDomain>): HttpAnswer {
    const now = { ...domain, ...change };
    this.#domains.set(domain.id, now);
    return shown(now);
  }

  /** Postmark names its keys by the time; two in one second do not happen there. */
  #newKey(domain: string): Key {
    const stamp = this.#clock().toISOString().replace(/\D/g, '').slice(0, 14);
    const taken = this.all.some(({ key }) => key?.host === `${stamp}pm._domainkey.${domain}`);
    return { host: `${taken ? `${stamp}x` : stamp}pm._domainkey.${domain}`, value: `k=rsa;p=${publicKey}` };
  }
}

function listedDomain({ id, name: domain, key, returnPathVerified }: StandInDomain): object {
  return {
    Name: domain,
    SPFVerified: true,
    DKIMVerified: key !== undefined,
    WeakDKIM: false,
    ReturnPathDomainVerified: returnPathVerified,
    ID: id,
  };
}

/** With everything that a domain or a signature has of its domain. */
export function domainDetails(domain: StandInDomain): object {
  const { name: host, key, pendingKey, revokedKey, returnPath } = domain;
  return {
    ...listedDomain(domain),
    SPFHost: host,
    SPFTextValue: 'v=spf1 a mx include:spf.mtasv.net ~all',
    DKIMHost: key?.host ?? '',
    DKIMTextValue: key?.value ?? '',
    DKIMPendingHost: pendingKey?.host ?? '',
    DKIMPendingTextValue: pendingKey?.value ?? '',
    DKIMRevokedHost: revokedKey?.host ?? '',
    DKIMRevokedTextValue: revokedKey?.value ?? '',
    SafeToRemoveRevokedKeyFromDNS: revokedKey !== undefined,
    DKIMUpdateStatus: pendingKey ? 'Pending' : 'Verified',
    ReturnPathDomain: returnPath,
    ReturnPathDomainCNAMEValue: bounces,
  };
}

function shown(domain: StandInDomain): HttpAnswer {
  return { status: 200, body: domainDetails(domain) };
}

/** 1024 bits, of nobody's. */
const publicKey =
  'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDeMVIzrCa3T14JsNY0IRv5/2V1/v2itlviLQBwXsa7shBD6TrBkswsFUToPyMRWC9tbR/5ey0nRBH0ZVxp+lsmTxid2Y2z+FApQ6ra2VsXfbJP3HE6wAO0YTVEJt1TmeczhEd2Jiz/fcabIISgXEdSpTYJhb0ct0VJRxcg4c8c7wIDAQAB';
