import { domainOf, type FindResult, type Outgoing, type ProviderApi } from 'postern/adapter';
import { z } from 'zod';
import { mailgunEvent, typesOfEvent } from './mailgun-events.ts';

const listed = z.object({ items: z.array(z.unknown()) });

/** What of a message's events says most. */
const ladder = ['undelivered', 'delivered', 'failed'] as const;

/** Under it Mailgun takes the mail, too. */
export function messageIdOf({ messageId, id, from }: Outgoing): string {
  return messageId ?? `<${id}@${domainOf(from.address)}>`;
}

/** Looks among the events for the Message-ID, which is ours; https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/events. */
export async function findMessage(
  api: ProviderApi,
  message: Outgoing,
  { domain, since, signal }: { readonly domain: string; readonly since: Date; readonly signal: AbortSignal },
): Promise<FindResult> {
  const wanted = messageIdOf(message).replace(/^<|>$/g, '');
  const begin = Math.floor(since.getTime() / 1000);
  const query = { 'message-id': wanted, begin, ascending: 'yes', limit: 300 };
  const path = `/v3/${encodeURIComponent(domain)}/events`;
  const { body } = await api.request({ path, query, answer: listed }, signal);
  const events = body.items
    .flatMap((item) => mailgunEvent.safeParse(item).data ?? [])
    // A server that does not know the filter answers other mails too.
    .filter((event) => event.message.headers['message-id'] === wanted);
  if (events.length === 0) return { kind: 'not_found' };
  if (events.filter(({ event }) => event === 'accepted').length > 1) return { kind: 'ambiguous' };
  const types = events.flatMap(typesOfEvent);
  return { kind: 'found', providerId: wanted, type: ladder.find((one) => types.includes(one)) ?? 'sent' };
}
