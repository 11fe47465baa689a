import type { Catalogue } from '../strings/en/index.ts';

/** Why an address is on the list. */
export type Reason = keyof Catalogue['suppressions']['reasons'];

/** As they are offered to choose from. */
export const reasons: readonly Reason[] = ['bounced', 'complained', 'opted_out', 'manual'];

export function isReason(name: string | undefined): name is Reason {
  return reasons.some((one) => one === name);
}
