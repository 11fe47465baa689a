import type { MessageStatus } from 'postern';

/** Statuses as people count them. */
export const groups = {
  sent: ['sent', 'delivered'],
  waiting: ['scheduled', 'queued', 'sending'],
  failed: ['undelivered', 'failed', 'suppressed', 'unknown'],
  canceled: ['canceled'],
} as const satisfies Record<string, readonly MessageStatus[]>;

export type Group = keyof typeof groups;
export const groupNames = ['sent', 'waiting', 'failed', 'canceled'] as const satisfies readonly Group[];

export function countOf(group: Group, counts: Readonly<Record<MessageStatus, number>>): number {
  return groups[group].reduce((sum, status) => sum + counts[status], 0);
}
