import { type MessageStatus, messageStatuses } from './status.ts';

/** How many messages stand at each status; all statuses are there. */
export type StatusCounts = Readonly<Record<MessageStatus, number>>;

/** Of no message. */
export const noCounts = Object.fromEntries(messageStatuses.map((status) => [status, 0])) as StatusCounts;

export function plusCounts(a: StatusCounts, b: StatusCounts): StatusCounts {
  return Object.fromEntries(messageStatuses.map((status) => [status, a[status] + b[status]])) as StatusCounts;
}

/** How many in all. */
export function sumOf(counts: StatusCounts): number {
  return messageStatuses.reduce((sum, status) => sum + counts[status], 0);
}
