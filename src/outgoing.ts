import type { Engine } from './engine.ts';
import type { Mailbox, Message, MessageContent, SealedContent } from './message.ts';
import { sealContext } from './prepare.ts';
import { oneTimeCodeTemplate } from './senders/code-mail.ts';
import type { Outgoing } from './transport.ts';

/** @throws MessagingError where `secret` is another than the one it was sealed with */
export function openContent(
  engine: Engine,
  message: Message,
  content: MessageContent | SealedContent,
): MessageContent {
  if (!('sealed' in content)) return content;
  return JSON.parse(engine.secrets.open(sealContext(message.site, message.id), content.sealed));
}

/** The same for every attempt: Message-ID and date come from the record. */
export function toOutgoing(message: Message, content: MessageContent): Outgoing {
  const { id, site, channel, sender } = message;
  return {
    ...{ id, site, channel, from: sender, to: headerSafe(message.to), text: content.text },
    headers: content.headers ?? {},
    attachments: content.attachments ?? [],
    date: message.scheduledAt ?? message.createdAt,
    senderState: message.template?.id === oneTimeCodeTemplate.id ? 'unready' : 'ready',
    ...(content.subject === undefined ? {} : { subject: content.subject }),
    ...(content.html === undefined ? {} : { html: content.html }),
    ...(content.replyTo === undefined ? {} : { replyTo: content.replyTo }),
    ...(channel === 'email'
      ? { messageId: `<${id}@${sender.address.slice(sender.address.lastIndexOf('@') + 1)}>` }
      : {}),
  };
}

/** A name that looks like an address misleads readers and parsers: the address alone says it better. */
function headerSafe({ name, address }: Mailbox): Mailbox {
  return name === undefined || name.includes('@') ? { address } : { name, address };
}
