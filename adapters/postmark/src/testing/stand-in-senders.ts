import type { HttpCall, HttpRoutes } from 'postern/testing';
import { z } from 'zod';
import { domainDetails, type StandInDomains } from './stand-in-domains.ts';
import { bodyOf, pageOf, Refusal } from './stand-in-refusal.ts';

/** A sender signature as Postmark lists it. */
export interface StandInSignature {
  readonly id: number;
  readonly name: string;
  readonly address: string;
  readonly confirmed: boolean;
}

const created = z.object({
  FromEmail: z.email().max(255),
  Name: z.string().min(1).max(255),
  ReplyToEmail: z.string().exactOptional(),
  ReturnPathDomain: z.string().exactOptional(),
  ConfirmationPersonalNote: z.string().max(400).exactOptional(),
});
const changed = z.object({ Name: z.string().min(1).max(255), ReplyToEmail: z.string().exactOptional() });

/** Postmark takes no address of theirs; these are some. */
const publicDomains = new Set(['gmail.com', 'yahoo.com', 'hotmail.com', 'outlook.com', 'aol.com']);

/** The account's signatures, and the links that were "mailed". */
export class StandInSenders {
  readonly #signatures = new Map<number, StandInSignature>();
  /** How many links were mailed to an address that is not confirmed. */
  readonly links = new Map<string, number>();
  readonly #domains: StandInDomains;
  #lastId = 0;

  constructor(domains: StandInDomains) {
    this.#domains = domains;
  }

  get all(): readonly StandInSignature[] {
    return [...this.#signatures.values()];
  }

  maySend(address: string): boolean {
    const isConfirmed = this.all.some((one) => one.confirmed && isSame(one.address, address));
    return isConfirmed || this.#domains.isVerified(address);
  }

  /** Follows the link that was mailed to this address. @throws Error where none was */
  follow(address: string): void {
    const signature = this.all.find((one) => isSame(one.address, address));
    if (!signature || !this.links.delete(signature.address))
      throw new Error(`No link was mailed to ${address}.`);
    this.#signatures.set(signature.id, { ...signature, confirmed: true });
  }

  get routes(): HttpRoutes {
    return {
      'GET /senders': (call) => ({
        status: 200,
        body: { TotalCount: this.all.length, SenderSignatures: pageOf(this.all, call, 500).map(listed) },
      }),
      'POST /senders': (call) => {
        const { FromEmail, Name } = bodyOf(created, call, 522);
        const domain = FromEmail.slice(FromEmail.lastIndexOf('@') + 1).toLowerCase();
        if (publicDomains.has(domain)) throw new Refusal(503, 'You cannot use a public domain.');
        if (this.all.some((one) => isSame(one.address, FromEmail))) {
          throw new Refusal(504, 'This Sender Signature already exists.');
        }
        this.#lastId += 1;
        // Nobody is asked about an address of a domain that is verified.
        const confirmed = this.#domains.isVerified(FromEmail);
        const made = { id: this.#lastId, name: Name, address: FromEmail, confirmed };
        this.#signatures.set(made.id, made);
        if (!confirmed) this.#mail(FromEmail);
        return { status: 200, body: this.#details(made) };
      },
      'GET /senders/:id': (call) => ({ status: 200, body: this.#details(this.#find(call)) }),
      'PUT /senders/:id': (call) => {
        const now = { ...this.#find(call), name: bodyOf(changed, call, 522).Name };
        this.#signatures.set(now.id, now);
        return { status: 200, body: this.#details(now) };
      },
      'POST /senders/:id/resend': (call) => {
        const { address, confirmed } = this.#find(call);
        if (confirmed) throw new Refusal(506, 'This Sender Signature has already been confirmed.');
        this.#mail(address);
        const Message = `Confirmation email for Sender Signature ${address} was re-sent.`;
        return { status: 200, body: { ErrorCode: 0, Message } };
      },
      'DELETE /senders/:id': (call) => {
        const { id, address } = this.#find(call);
        this.#signatures.delete(id);
        this.links.delete(address);
        return { status: 200, body: { ErrorCode: 0, Message: `Signature ${address} removed.` } };
      },
    };
  }

  #find({ parameters }: HttpCall): StandInSignature {
    const signature = this.#signatures.get(Number(parameters.id));
    if (!signature) throw new Refusal(501, 'This signature was not found.');
    return signature;
  }

  #mail(address: string): void {
    this.links.set(address, (this.links.get(address) ?? 0) + 1);
  }

  #details(signature: StandInSignature): object {
    const domain = this.#domains.ensure(signature.address.slice(signature.address.lastIndexOf('@') + 1));
    const { ID: _, Name: __, ...ofDomain } = domainDetails(domain) as { ID?: unknown; Name?: unknown };
    return { ...ofDomain, ...listed(signature), ConfirmationPersonalNote: '' };
  }
}

function listed({ id, name, address, confirmed }: StandInSignature) {
  return {
    Domain: address.slice(address.lastIndexOf('@') + 1).toLowerCase(),
    EmailAddress: address,
    ReplyToEmailAddress: '',
    Name: name,
    Confirmed: confirmed,
    ID: id,
  };
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
