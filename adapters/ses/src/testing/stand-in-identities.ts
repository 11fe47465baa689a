import { randomBytes } from 'node:crypto';
import type { HttpAnswer, HttpRoutes } from 'postern/testing';
import { z } from 'zod';
import { bodyOf, sesError } from './stand-in-refusal.ts';

/** A domain as SES knows it. */
export interface StandInIdentity {
  readonly domain: string;
  /** Three names below `_domainkey`. */
  readonly tokens: readonly string[];
}

const created = z.object({
  EmailIdentity: z
    .string()
    .regex(/^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i)
    .transform((domain) => domain.toLowerCase()),
});

const path = '/v2/email/identities';

/** The account's domains. */
export class StandInIdentities {
  readonly #identities = new Map<string, StandInIdentity>();
  readonly #agrees: (identity: StandInIdentity) => boolean;

  /** `agrees` says whether it finds a domain's records in DNS. */
  constructor(agrees: (identity: StandInIdentity) => boolean) {
    this.#agrees = agrees;
  }

  get all(): readonly StandInIdentity[] {
    return [...this.#identities.values()];
  }

  get routes(): HttpRoutes {
    return {
      [`POST ${path}`]: (call) => {
        const body = bodyOf(created, call);
        const domain = body.EmailIdentity;
        if (this.#identities.has(domain)) return sesError(400, 'AlreadyExistsException');
        const identity = { domain, tokens: [newToken(), newToken(), newToken()] };
        this.#identities.set(domain, identity);
        return { status: 200, body: shown(identity, false) };
      },
      [`GET ${path}/:id`]: ({ parameters }) =>
        this.#with(parameters.id, (identity) => {
          const verified = this.#agrees(identity);
          const rest = {
            FeedbackForwardingStatus: true,
            Policies: {},
            Tags: [],
            VerificationStatus: verified ? 'SUCCESS' : 'PENDING',
          };
          return { status: 200, body: { ...shown(identity, verified), ...rest } };
        }),
      [`DELETE ${path}/:id`]: ({ parameters }) =>
        this.#with(parameters.id, ({ domain }) => {
          this.#identities.delete(domain);
          return { status: 200, body: {} };
        }),
    };
  }

  #with(domain = '', answer: (identity: StandInIdentity) => HttpAnswer): HttpAnswer {
    const identity = this.#identities.get(domain.toLowerCase());
    return identity ? answer(identity) : sesError(404, 'NotFoundException');
  }
}

function shown({ tokens }: StandInIdentity, verified: boolean): object {
  return {
    IdentityType: 'DOMAIN',
    VerifiedForSendingStatus: verified,
    DkimAttributes: {
      SigningEnabled: true,
      Status: verified ? 'SUCCESS' : 'PENDING',
      Tokens: tokens,
      SigningAttributesOrigin: 'AWS_SES',
      NextSigningKeyLength: 'RSA_2048_BIT',
      CurrentSigningKeyLength: 'RSA_2048_BIT',
    },
  };
}

function newToken(): string {
  return randomBytes(20).toString('hex').slice(0, 32);
}
