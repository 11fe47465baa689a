import type { HttpRoutes } from 'postern/testing';
import { z } from 'zod';
import type { StandInDomains } from './stand-in-domains.ts';
import { bodyOf, email, notFound, Refusal } from './stand-in-refusal.ts';

/** A sender as Brevo lists it. */
export interface StandInSender {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
}

const created = z.object({ name: z.string().min(1), email });
const changed = z.object({ name: z.string().min(1).exactOptional(), email: email.optional() });
const validated = z.object({ otp: z.int().min(100_000).max(999_999) });

/** The account's senders, and the codes that were "mailed" to them. */
export class StandInSenders {
  /** By address. */
  readonly codes = new Map<string, string>();
  readonly #senders = new Map<number, StandInSender>();
  readonly #domains: StandInDomains;
  readonly #random: () => number;
  #lastId = 0;

  constructor(domains: StandInDomains, random: () => number) {
    this.#domains = domains;
    this.#random = random;
  }

  /** By id. */
  get all(): readonly StandInSender[] {
    return [...this.#senders.values()];
  }

  /** Mails of others are taken too, and then not sent: an event `error` says so. */
  mayUse(address: string): boolean {
    const sender = this.all.find((one) => one.email === address);
    return sender?.active === true || this.#domains.isAuthenticated(domainOf(address));
  }

  get routes(): HttpRoutes {
    return {
      'GET /v3/senders': ({ query }) => {
        const domain = query.get('domain');
        const listed = this.all.filter((one) => domain === null || domainOf(one.email) === domain);
        return { status: 200, body: { senders: listed.map((one) => ({ ...one, ips: [] })) } };
      },
      'POST /v3/senders': (call) => {
        const { name, email: address } = bodyOf(created, call);
        if (this.all.some((one) => one.email === address)) {
          throw new Refusal(400, 'duplicate_parameter', 'Sender already exists');
        }
        this.#lastId += 1;
        // A sender of a domain that is authenticated needs no code.
        const active = this.#domains.isAuthenticated(domainOf(address));
        this.#senders.set(this.#lastId, { id: this.#lastId, name, email: address, active });
        if (!active) this.#mailCode(address);
        return { status: 201, body: { id: this.#lastId, spfError: !active, dkimError: !active } };
      },
      'PUT /v3/senders/:id': (call) => {
        const sender = this.#find(call.parameters.id);
        const { name = sender.name, email: address = sender.email } = bodyOf(changed, call);
        const active =
          address === sender.email ? sender.active : this.#domains.isAuthenticated(domainOf(address));
        this.#senders.set(sender.id, { id: sender.id, name, email: address, active });
        if (address !== sender.email && !active) this.#mailCode(address);
        return { status: 204 };
      },
      'PUT /v3/senders/:id/validate': (call) => {
        const sender = this.#find(call.parameters.id);
        const { otp } = bodyOf(validated, call);
        if (this.codes.get(sender.email) !== `${otp}`) {
          throw new Refusal(400, 'invalid_parameter', 'Invalid OTP code provided');
        }
        this.codes.delete(sender.email);
        this.#senders.set(sender.id, { ...sender, active: true });
        return { status: 204 };
      },
      'DELETE /v3/senders/:id': (call) => {
        const sender = this.#find(call.parameters.id);
        this.#senders.delete(sender.id);
        this.codes.delete(sender.email);
        return { status: 204 };
      },
    };
  }

  #find(id: string | undefined): StandInSender {
    const sender = this.#senders.get(Number(id));
    if (!sender) throw notFound('Sender');
    return sender;
  }

  #mailCode(address: string): void {
    this.codes.set(address, `${100_000 + Math.floor(this.#random() * 900_000)}`);
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
