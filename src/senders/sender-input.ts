import { z } from 'zod';
import type { Actor } from '../audit.ts';
import { actorArgument, signalArgument, text } from '../model/arguments.ts';
import type { CodeSent } from './sender-code.ts';
import type { SenderState } from './sender-state.ts';

/** Who of the host vouches for an address: a user or a job, as the host names them. */
export interface ByHost {
  readonly actor: string;
}

/** Who a site's mail comes from. */
export interface SenderInput {
  /** What recipients see before the address: 1 to 70 characters on one line, without `< > " \ @`. */
  readonly name: string;
  /** A mailbox in a domain of yours, where DNS records can be made: none at a free-mail provider. */
  readonly address: string;
  /** The host vouches for the address, as {@link EmailSender.confirmByHost}: no code is sent, and it need take no mail. */
  readonly confirmedByHost?: ByHost;
}

/** The sender as it is saved, and what became of its code. */
export interface SenderCreated extends SenderState {
  /** What one should know, such as that DNS could not be asked whether the domain takes mail. */
  readonly warnings: readonly string[];
  readonly code: CodeSent;
}

export const byHost = z.strictObject({
  actor: text(200).refine((actor) => actor.trim() !== '', 'says who vouches for it: 1 to 200 characters'),
});
const identity = { name: text(1_000), address: text(1_000) };
export const senderInput = z.strictObject({ ...identity, confirmedByHost: byHost.optional() });
export const senderChange = z.strictObject(identity).partial();
export const checkOptions = z.strictObject({ signal: signalArgument.optional(), actor: actorArgument });

/** Of {@link EmailSender.checkDomain}. */
export interface CheckOptions extends Actor {
  /** Ends the looking up. */
  readonly signal?: AbortSignal | undefined;
}

export const ofTransport = z.strictObject({ transport: text(200).optional() });
export const changeOfTransport = ofTransport.extend({ actor: actorArgument });

/** Which of the channel's transports is meant, by its name; default: the first. */
export interface OfTransport {
  readonly transport?: string;
}

/** Of which transport something is changed, and who asks for it. */
export interface ChangeOfTransport extends OfTransport, Actor {}
