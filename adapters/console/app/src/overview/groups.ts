import type { MessageStatus } from 'postern';

/** What the other side took, whatever became of it: counted as sent in all. */
export const taken = ['sent', 'delivered', 'undelivered'] as const satisfies readonly MessageStatus[];

/** Statuses as people count them, each in the order of a message's life. */
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
