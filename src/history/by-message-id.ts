import { checkArgument, text } from '../model/arguments.ts';
import { messageIdOf } from '../model/channel.ts';
import type { MessageDetail } from '../model/message.ts';
import type { Scope } from '../wiring.ts';

const argument = text(1_000);

/** The site's message that a Message-ID names: ours, or the provider's. @throws MessagingError `invalid_argument` */
export async function findByMessageId(
  { engine, site, channel }: Scope,
  messageId: string,
): Promise<MessageDetail | undefined> {
  checkArgument(argument, messageId, { name: 'messageId' });
  const bare = messageId.trim().replace(/^<|>$/g, '');
  const left = bare.slice(0, Math.max(0, bare.lastIndexOf('@')));
  if (left === '') return undefined;
  const find = (id: string) => engine.storage.messages.find({ site: site.id, channel, id });
  if (/^msg_[0-9a-z]{1,60}$/i.test(left)) {
    const own = await find(left.toLowerCase());
    if (own && messageIdOf(own)?.toLowerCase() === `<${bare}>`.toLowerCase()) return own;
  }
  // Brevo's id is the whole Message-ID, that of Amazon SES stands left of the @.
  for (const { name: transport } of engine.transports[channel]) {
    for (const providerId of [`<${bare}>`, bare, left]) {
      for (const id of await engine.storage.messages.holdersOf({ channel, transport, providerId })) {
        const found = await find(id);
        if (found) return found;
      }
    }
  }
  return undefined;
}
