import type { Message } from '../../model/message.ts';
import type { MessageFilters } from './messages.ts';

/** Whether filters ask for this message, as it stands now. */
export function fitsFilters(message: Message, filters: MessageFilters): boolean {
  const {
    channel,
    ids,
    origin,
    statuses,
    consumerId,
    reference,
    batch,
    template,
    sender,
    actor,
    transport,
    failure,
  } = filters;
  const { topic, from, to } = filters;
  return (
    (channel === undefined || message.channel === channel) &&
    (ids === undefined || ids.includes(message.id)) &&
    (origin === undefined || message.origin === origin) &&
    (statuses === undefined || statuses.includes(message.status)) &&
    (consumerId === undefined || message.to.consumerId === consumerId) &&
    (reference === undefined || message.reference === reference) &&
    (batch === undefined || message.batch === batch) &&
    (template === undefined || message.template?.id === template) &&
    (sender === undefined || lowerAscii(message.sender.address) === lowerAscii(sender)) &&
    (actor === undefined || message.actor === actor) &&
    (transport === undefined || message.transport === transport) &&
    (failure === undefined || message.failure?.class === failure) &&
    (topic === undefined || message.topic === topic) &&
    (from === undefined || message.createdAt >= from) &&
    (to === undefined || message.createdAt < to)
  );
}

/** What every storage does alike: letters of other scripts have more than one rule. */
export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
