import type { Outgoing } from '../interfaces/transport.ts';
import { messageIdOf } from '../model/channel.ts';
import type { Mailbox, Message, MessageContent } from '../model/message.ts';
import { present } from '../model/present.ts';
import { oneTimeCodeTemplate } from '../templates/own-templates.ts';

/** The same for every attempt: Message-ID and date come from the record. */
export function toOutgoing(message: Message, content: MessageContent): Outgoing {
  const { id, site, channel, sender } = message;
  return present({
    id,
    site,
    channel,
    from: sender,
    to: headerSafe(message.to),
    text: content.text,
    headers: content.headers ?? {},
    attachments: content.attachments ?? [],
    date: message.scheduledAt ?? message.createdAt,
    senderState: message.template?.id === oneTimeCodeTemplate.id ? 'unready' : 'ready',
    subject: content.subject,
    html: content.html,
    replyTo: content.replyTo,
    calendar: content.calendar,
    messageId: messageIdOf(message),
  });
}

/** A name that looks like an address misleads readers and parsers: the address alone says it better. */
function headerSafe({ name, address }: Mailbox): Mailbox {
  return name === undefined || name.includes('@') ? { address } : { name, address };
}
