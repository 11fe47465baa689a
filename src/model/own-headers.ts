const ownHeader =
  /^(from|sender|to|cc|bcc|reply-to|subject|date|message-id|mime-version|received|return-path|delivered-to|authentication-results|(content|dkim|resent|arc|x-postern)-.*)$/i;

/** What is longer is no header's name. */
const longestName = 1_000;

/** Whether a mail's header is what the mail is made of, or what relays and receivers write: no host sets it, no transport takes it as an additional one. */
export function isOwnHeader(name: string): boolean {
  return typeof name === 'string' && name.length <= longestName && ownHeader.test(name);
}
