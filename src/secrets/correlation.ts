import type { MessageId } from '../model/message.ts';
import type { Secrets } from './secrets.ts';

const purpose = 'correlation';
const prefix = 'msg_';
/** Ids and tags are in lower case, and what carries a handle may change its case. */
const form = /^([0-9a-z]{1,40})-([0-9a-z]{1,6})-([0-9a-f]{24})$/;

/** Which hand-over something from outside speaks of. */
export interface HandOverId {
  readonly messageId: MessageId;
  /** From 1. */
  readonly attempt: number;
}

/**
 * The handle of one hand-over: what a provider is given along, and names it by in what it reports. Without the secret nobody makes one,
 * so that it is believed whoever brings it. At most 60 characters `[a-z0-9-]`, the same in either case.
 */
export function correlationOf(secrets: Secrets, { messageId, attempt }: HandOverId): string {
  const number = attempt.toString(36);
  const id = messageId.startsWith(prefix) ? messageId.slice(prefix.length) : messageId;
  return `${id}-${number}-${secrets.tag(purpose, [id, number])}`;
}

/** What a handle names; `undefined` where it is none of ours. Compares in constant time, under every secret. */
export function readCorrelation(secrets: Secrets, handle: string): HandOverId | undefined {
  const [, id = '', number = '', tag = ''] = form.exec(handle.toLowerCase()) ?? [];
  if (tag === '' || !secrets.verifyTag(purpose, [id, number], tag)) return undefined;
  return { messageId: `${prefix}${id}`, attempt: Number.parseInt(number, 36) };
}
