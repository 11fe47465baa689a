import { auditAction } from '../../../src/contract.ts';
import type { Catalogue } from '../strings/en/index.ts';

/** One of those that can be asked for. */
export type Action = keyof Catalogue['audit']['actions'];

export const actions: readonly Action[] = auditAction.options;

export function isAction(name: string | undefined): name is Action {
  return actions.some((one) => one === name);
}

/** What was done, in words; one that only the server knows by its own name. */
export function wordsOf(t: Catalogue, action: string): string {
  return isAction(action) ? t.audit.actions[action] : action;
}
