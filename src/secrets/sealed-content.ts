import type { Message, MessageContent, SealedContent } from '../model/message.ts';
import type { Secrets } from './secrets.ts';

/** What a sealed content is bound to: it opens for this message only. */
export function sealContext(site: string, id: string): string {
  return `message\n${site}\n${id}`;
}

/** @throws MessagingError where `secret` is another than the one it was sealed with */
export function openContent(
  engine: { readonly secrets: Secrets },
  message: Message,
  content: MessageContent | SealedContent,
): MessageContent {
  if (!('sealed' in content)) return content;
  return JSON.parse(engine.secrets.open(sealContext(message.site, message.id), content.sealed));
}
