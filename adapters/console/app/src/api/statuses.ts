import type { statuses } from '../../../src/contract.ts';

/** In the order of a message's life. Written out once more: the contract's value would bring zod into the page. */
export const messageStatuses: typeof statuses = [
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'suppressed',
  'canceled',
  'unknown',
];
