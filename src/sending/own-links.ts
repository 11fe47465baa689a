import {
  preferencesToken,
  readPreferencesToken,
  readUnsubscribeToken,
} from '../feedback/unsubscribe-token.ts';
import { addressKey } from '../model/channel.ts';
import type { Scope } from '../wiring.ts';
import type { AnyInput } from './input-types.ts';
import { invalidMessage } from './message-input.ts';

/** The end of a link that acts for one recipient. */
const personal = /\/(unsubscribe|preferences)\/([\w-]{40,2000})/g;

/** In the place of what names the recipient, in a copy that somebody else gets. */
export const switchedOff = 'safe-mode';

/** Words with every link that acts for one recipient switched off: whoever gets the words is not that recipient. */
export function withLinksOff(words: string): string {
  return words.replace(personal, (_, kind: string) => `/${kind}/${switchedOff}`);
}

interface Own {
  /** The recipient's; absent in a preview, which has none. */
  readonly address: string | undefined;
  /** Where this message's recipient unsubscribes by it. */
  readonly link: string | undefined;
}

/**
 * The words given, with the links of ours in them made this recipient's own: words copied from a message that was sent hold its
 * recipient's, and whoever follows one acts for them.
 * @throws MessagingError `invalid_message` for another's link to unsubscribe in a message that has none itself
 */
export function withOwnLinks(scope: Scope, input: AnyInput, own: Own): AnyInput {
  const { text, html } = input;
  if (!text?.match(personal) && !html?.match(personal)) return input;
  const within = (field: 'text' | 'html') =>
    input[field]?.replace(personal, (all, kind: 'unsubscribe' | 'preferences', token: string) => {
      const mine =
        kind === 'unsubscribe' ? leadingOut(scope, own, field, token) : choosing(scope, own, token);
      return mine === undefined ? all : `/${kind}/${mine}`;
    });
  return { ...input, text: within('text'), html: within('html') };
}

/** What stands in a token's place; `undefined`: it stays. */
function leadingOut(
  { engine, channel }: Scope,
  { address, link }: Own,
  field: string,
  token: string,
): string | undefined {
  const subject = readUnsubscribeToken(engine, token);
  if (subject && link) return link.slice(link.lastIndexOf('/') + 1);
  if (!subject || address === undefined) return undefined;
  if (addressKey('email', subject.address) === addressKey(channel, address)) return undefined;
  throw invalidMessage(
    field,
    `The ${field} holds a link by which another recipient unsubscribes: take it out. In an e-mail, "unsubscribe: true" makes it this recipient's own.`,
  );
}

function choosing({ engine, channel }: Scope, { address }: Own, token: string): string | undefined {
  const subject = readPreferencesToken(engine, token);
  if (address === undefined || subject?.channel !== channel) return undefined;
  const key = addressKey(channel, address);
  return subject.address === key ? undefined : preferencesToken(engine, { ...subject, address: key });
}
