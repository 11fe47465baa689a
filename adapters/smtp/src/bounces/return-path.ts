import type { MessageId, Vault } from 'postern/adapter';

/** What the core's tags are made for; it asks for the same when a report comes in. */
const purpose = 'bounce';

/** `msg_` and 25 characters; 24 hexadecimal digits. */
const idLength = 29;
const tagLength = 24;

/** How long the local part of the option may be, so that with id and tag it still has the 64 characters of RFC 5321 §4.5.3.1.1. */
export const maxReturnPathLocal = 64 - '+'.length - idLength - '.'.length - tagLength;

/**
 * The envelope sender of one mail (VERP): `bounce+<id>.<tag>@acme.example`. A bounce comes back to it, and so names the mail
 * it is about however little else it says; the tag shows that the name is not made up.
 */
export function returnPathOf(address: string, id: MessageId, vault: Vault): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}+${id}.${vault.tag(purpose, id)}${address.slice(at)}`;
}

/** Which mail a report is about. Only the tag's own site can tell whether it is believed. */
export interface Reference {
  readonly messageId: MessageId;
  readonly tag: string;
}

// Ids and tags are lower case; relays change the case of local parts, and some quote them.
const reference = /\+(msg_[0-9a-z]{1,40})\.([0-9a-f]{24})"?@/i;

/**
 * The first envelope sender of ours in a text. What stands before the `+` and behind the `@` is not looked at: the tag says
 * more, and a bounce to an earlier `returnPath` is as good.
 */
export function findReference(text: string): Reference | undefined {
  const [, messageId, tag] = reference.exec(text) ?? [];
  return messageId && tag ? { messageId: messageId.toLowerCase(), tag: tag.toLowerCase() } : undefined;
}
