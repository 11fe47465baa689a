/** `+` and the longest handle of a mail: an id's 25 characters, a number of 3, a tag of 24, and what stands between them. */
const longestAdded = 1 + 25 + 1 + 3 + 1 + 24;

/** How long the local part of the option may be, so that with the handle it still has the 64 characters of RFC 5321 §4.5.3.1.1. */
export const maxReturnPathLocal = 64 - longestAdded;

/**
 * The envelope sender of one mail (VERP): `bounce+<handle>@acme.example`. A bounce comes back to it, and so names the hand-over it is
 * about however little else it says; by the handle the core knows that it is not made up.
 */
export function returnPathOf(address: string, correlation: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}+${correlation}${address.slice(at)}`;
}

// Relays change the case of local parts, and some quote them.
const handle = /\+([0-9a-z]{1,40}-[0-9a-z]{1,6}-[0-9a-f]{24})"?@/i;

/**
 * The handle in the first envelope sender of ours in a text. What stands before the `+` and behind the `@` is not looked at: the handle
 * says more, and a bounce to an earlier `returnPath` is as good.
 */
export function findCorrelation(text: string): string | undefined {
  return handle.exec(text)?.[1]?.toLowerCase();
}
