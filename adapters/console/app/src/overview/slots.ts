import type { MessageStatus } from 'postern';
import { countOf, type Group, groupNames } from './groups.ts';

/** Messages that are counted together: those of a day, of an hour, of a template. */
export interface Slot {
  readonly key: string;
  /** In full. */
  readonly name: string;
  /** As short as an axis needs it. */
  readonly tick: string;
  readonly counts: readonly { readonly group: Group; readonly count: number }[];
  readonly total: number;
}

export function slotOf(
  key: string,
  { name, tick = name }: { readonly name: string; readonly tick?: string },
  counts: Readonly<Record<MessageStatus, number>>,
): Slot {
  const ofGroups = groupNames.map((group) => ({ group, count: countOf(group, counts) }));
  return { key, name, tick, counts: ofGroups, total: ofGroups.reduce((sum, { count }) => sum + count, 0) };
}

export function totalOf(slots: readonly Slot[], group?: Group): number {
  if (group === undefined) return slots.reduce((sum, { total }) => sum + total, 0);
  return slots
    .flatMap(({ counts }) => counts)
    .reduce((sum, one) => (one.group === group ? sum + one.count : sum), 0);
}
