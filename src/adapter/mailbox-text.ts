import type { Mailbox } from '../model/message.ts';

/**
 * A mailbox as APIs take it in one string: `"Jo \"J\" Doe" <jo@acme.example>` (RFC 5322 §3.4, any script: the provider encodes it). The
 * name is quoted, so that nothing in it can be read as another address.
 */
export function mailboxText({ name, address }: Mailbox): string {
  const shown = name?.replace(/\p{Cc}+/gu, ' ').trim();
  return shown ? `"${shown.replace(/["\\]/g, '\\$&')}" <${address}>` : address;
}
