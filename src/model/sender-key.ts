import { checkArgument, text } from './arguments.ts';

/** The key of a site's first sender in a channel. */
export const firstKey = 'default';

/** What messages and templates name a sender by. */
export const senderKey = text(40).regex(
  /^[a-z0-9-]+$/,
  'is not a sender\'s key, which is 1 to 40 of "a" to "z", "0" to "9" and "-"',
);

/** @throws MessagingError `invalid_argument` */
export function checkSenderKey(key: unknown): void {
  checkArgument(senderKey, key, { name: 'key' });
}
