import { randomUUID } from 'node:crypto';
import type { HttpAnswer, HttpRoutes } from 'postern/testing';
import { z } from 'zod';
import { bodyOf, notFound, resendError } from './stand-in-refusal.ts';

/** A DNS record that Resend asks for; `name` is relative to the domain that was bought. */
interface StandInRecord {
  readonly record: 'SPF' | 'DKIM';
  readonly name: string;
  readonly type: 'MX' | 'TXT';
  readonly ttl: 'Auto';
  readonly value: string;
  readonly priority?: number;
}

/** A domain as Resend knows it. */
export interface StandInDomain {
  readonly id: string;
  readonly name: string;
  readonly status: 'not_started' | 'pending' | 'verified' | 'failed';
  readonly region: string;
  readonly created_at: string;
  readonly records: readonly StandInRecord[];
}

const created = z.object({
  name: z.string().regex(/^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i),
  region: z.enum(['us-east-1', 'eu-west-1', 'sa-east-1', 'ap-northeast-1']).default('us-east-1'),
});

/** The account's domains. */
export class StandInDomains {
  readonly #domains = new Map<string, StandInDomain>();
  readonly #agrees: (domain: StandInDomain) => boolean;
  readonly #clock: () => Date;

  constructor(agrees: (domain: StandInDomain) => boolean, clock: () => Date) {
    this.#agrees = agrees;
    this.#clock = clock;
  }

  get all(): readonly StandInDomain[] {
    return [...this.#domains.values()];
  }

  get routes(): HttpRoutes {
    return {
      'POST /domains': (call) => {
        const body = bodyOf(created, call);
        const { region } = body;
        const name = body.name.toLowerCase();
        if (this.all.some((domain) => domain.name === name)) return resendError(403, 'validation_error');
        const records = recordsOf(name, region);
        const id = randomUUID();
        const created_at = this.#clock().toISOString();
        const domain = { id, name, status: 'not_started', region, created_at, records } as const;
        this.#domains.set(id, domain);
        return { status: 201, body: shown(domain) };
      },
      'GET /domains': ({ query }) => {
        const limit = Number(query.get('limit') ?? 20);
        const from = this.all.findIndex(({ id }) => id === query.get('after')) + 1;
        const data = this.all.slice(from, from + limit).map(({ records: _records, ...rest }) => rest);
        return { status: 200, body: { object: 'list', has_more: from + limit < this.all.length, data } };
      },
      'GET /domains/:id': ({ parameters }) =>
        this.#with(parameters.id, (domain) => ({ status: 200, body: shown(domain) })),
      'POST /domains/:id/verify': ({ parameters }) =>
        this.#with(parameters.id, (domain) => {
          this.#domains.set(domain.id, { ...domain, status: this.#agrees(domain) ? 'verified' : 'pending' });
          return { status: 200, body: { object: 'domain', id: domain.id } };
        }),
      'DELETE /domains/:id': ({ parameters }) =>
        this.#with(parameters.id, ({ id }) => {
          this.#domains.delete(id);
          return { status: 200, body: { object: 'domain', id, deleted: true } };
        }),
    };
  }

  #with(id = '', answer: (domain: StandInDomain) => HttpAnswer): HttpAnswer {
    const domain = this.#domains.get(id);
    return domain ? answer(domain) : notFound;
  }
}

/** Hosts are written relative to the domain that was bought; its two last labels are taken for that. */
function recordsOf(name: string, region: string): readonly StandInRecord[] {
  const below = name.split('.').slice(0, -2);
  const host = (first: string) => [first, ...below].join('.');
  const mx = `feedback-smtp.${region}.amazonses.com`;
  return [
    { record: 'SPF', name: host('send'), type: 'MX', ttl: 'Auto', value: mx, priority: 10 },
    {
      record: 'SPF',
      name: host('send'),
      type: 'TXT',
      ttl: 'Auto',
      value: 'v=spf1 include:amazonses.com ~all',
    },
    { record: 'DKIM', name: host('resend._domainkey'), type: 'TXT', ttl: 'Auto', value: `p=${publicKey}` },
  ];
}

function shown({ records, status, ...domain }: StandInDomain): object {
  const state = status === 'verified' ? 'verified' : 'not_started';
  return {
    object: 'domain',
    ...domain,
    status,
    records: records.map((record) => ({ ...record, status: state })),
  };
}

/** 1024 bits, of nobody's. */
const publicKey =
  'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDeMVIzrCa3T14JsNY0IRv5/2V1/v2itlviLQBwXsa7shBD6TrBkswsFUToPyMRWC9tbR/5ey0nRBH0ZVxp+lsmTxid2Y2z+FApQ6ra2VsXfbJP3HE6wAO0YTVEJt1TmeczhEd2Jiz/fcabIISgXEdSpTYJhb0ct0VJRxcg4c8c7wIDAQAB';
