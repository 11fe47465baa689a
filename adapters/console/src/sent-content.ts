import { type MessageContent, type MessageId, type Messaging, MessagingError } from 'postern';

/**
 * What a mail said, where it may be said once more.
 * @throws MessagingError `message_not_found`, `message_confidential`, `message_erased`
 */
export async function sentContent(messaging: Messaging, id: MessageId): Promise<MessageContent> {
  const { content, confidential } = await messaging.email.get(id);
  if (content) return content;
  throw confidential
    ? new MessagingError(
        'message_confidential',
        'The content of this message is confidential: its files cannot be sent again.',
      )
    : new MessagingError('message_erased', 'The content of this message was erased, and its files with it.');
}
