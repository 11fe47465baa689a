import { MessagingError } from '../errors.ts';
import { messageIdOf } from '../model/channel.ts';
import type { MessageDetail } from '../model/message.ts';
import type { Scope } from '../wiring.ts';
import { messageLimits } from './message-input.ts';

const messageId = /<[^<>\s]+@[^<>\s]+>/g;

/** The headers by which mail programs show a mail with what it answers (RFC 5322 §3.6.4). @throws MessagingError `message_not_found` */
export async function threadOf(
  { engine, site, channel }: Scope,
  inReplyTo: string,
): Promise<Readonly<Record<string, string>>> {
  if (inReplyTo.startsWith('<')) return headersOf([inReplyTo]);
  const parent = await engine.storage.messages.find({ site: site.id, channel, id: inReplyTo });
  const known = parent && knownAs(parent);
  if (!known) {
    const sentence = 'There is no message here with the id that "inReplyTo" names.';
    throw new MessagingError('message_not_found', sentence, { details: { field: 'inReplyTo' } });
  }
  return headersOf([...referencesOf(parent), known]);
}

/** What the recipient has it under: a provider that gives mails a Message-ID of its own (Brevo) names them by that. */
function knownAs(message: MessageDetail): string | undefined {
  const { providerId = '' } = message;
  return /^<[^<>\s]+@[^<>\s]+>$/.test(providerId) ? providerId : messageIdOf(message);
}

/** None of a confidential message, nor of one that was erased. */
function referencesOf({ content }: MessageDetail): readonly string[] {
  const found = Object.entries(content?.headers ?? {}).find(([name]) => name.toLowerCase() === 'references');
  return found?.[1].match(messageId) ?? [];
}

/** The first of a chain and the latest, as many as a header takes. */
function headersOf(chain: readonly string[]): Readonly<Record<string, string>> {
  const [first = '', ...later] = chain;
  const kept: string[] = [];
  let left = messageLimits.headerValue - first.length;
  for (const one of later.toReversed()) {
    left -= one.length + 1;
    if (left < 0) break;
    kept.unshift(one);
  }
  return { 'In-Reply-To': chain.at(-1) ?? first, References: [first, ...kept].join(' ') };
}
