import { type FindResult, type Outgoing, type ProviderApi, parseTime } from 'postern/adapter';
import { z } from 'zod';

/** What a mail is found again by. Postmark takes names of 20 characters and values of 80, and shows neither to the recipient. */
export const metadataKeys = { handle: 'postern', message: 'postern_message' } as const;

const found = z.object({
  Messages: z.array(
    z.object({
      MessageID: z.string().min(1),
      ReceivedAt: z.string(),
      Metadata: z.record(z.string(), z.string()).nullish(),
    }),
  ),
});

/** Looks for a message by its id in the metadata; https://postmarkapp.com/developer/api/messages-api#outbound-message-search. */
export async function findMessage(
  api: ProviderApi,
  { id }: Outgoing,
  {
    since,
    signal,
    messageStream,
  }: { readonly since: Date; readonly signal: AbortSignal; readonly messageStream: string },
): Promise<FindResult> {
  const { body } = await api.request(
    {
      path: '/messages/outbound',
      query: {
        count: 50,
        offset: 0,
        messagestream: messageStream,
        [`metadata_${metadataKeys.message}`]: id,
      },
      answer: found,
    },
    signal,
  );
  // A server that does not know the filter answers other messages too.
  const from = Math.floor(since.getTime() / 1000) * 1000;
  const ours = body.Messages.filter(
    ({ Metadata, ReceivedAt }) => Metadata?.[metadataKeys.message] === id && !(parseTime(ReceivedAt) < from),
  );
  const [one] = ours;
  if (!one) return { kind: 'not_found' };
  return ours.length > 1 ? { kind: 'ambiguous' } : { kind: 'found', providerId: one.MessageID, type: 'sent' };
}
