import type { z } from 'zod';
import type { Identity } from '../console-authority.ts';
import type { PauseLog } from '../console-pauses.ts';
import type { bodies, Call, EndpointName, queries, responses } from '../contract.ts';

/** One call, authorised and checked against the contract. */
export interface Checked<Name extends EndpointName> extends Identity {
  readonly params: Call<Name>['params'];
  readonly query: Name extends keyof typeof queries ? z.output<(typeof queries)[Name]> : undefined;
  readonly body: Name extends keyof typeof bodies ? z.output<(typeof bodies)[Name]> : undefined;
  readonly signal: AbortSignal;
  readonly pauses: PauseLog;
  /** How long what may be taken back waits, in ms. */
  readonly undoMs: number;
  readonly csrfToken: string;
  readonly acceptLanguage: string | null;
}

/**
 * What answers a call: from the core's objects, with times as `Date`. Before it leaves, the contract's schema takes out of it what it
 * names.
 */
type Handler<Name extends EndpointName> = (
  call: Checked<Name>,
) => Promise<Name extends keyof typeof responses ? object | null : void>;

export type Handlers<Names extends EndpointName> = { readonly [Name in Names]: Handler<Name> };

/** Without the fields that are `undefined`, as the core's options want it. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
