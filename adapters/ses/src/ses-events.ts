import {
  type EventTable,
  eventTypes,
  type Failure,
  noteText,
  type ProviderEvent,
  parseTime,
  present,
  type SnsReader,
  type WebhookRequest,
  type WebhookResult,
} from 'postern/adapter';
import { z } from 'zod';
import { provider } from './ses-errors.ts';

/** https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html. */
const table = {
  Send: 'sent',
  Delivery: 'delivered',
  DeliveryDelay: 'delayed',
  Bounce: 'undelivered',
  Complaint: 'complained',
  Reject: 'failed',
  'Rendering Failure': 'failed',
  Open: 'opened',
  Click: 'clicked',
  Subscription: 'unsubscribed',
} as const satisfies EventTable;
const typesOf = eventTypes(table);

const word = z.string().max(100);
const optional = word.nullish().catch(undefined);
const timed = z.object({ timestamp: word }).optional().catch(undefined);
const event = z.object({
  eventType: word,
  mail: z.object({
    messageId: z.string(),
    timestamp: word,
    tags: z
      .object({ postern: z.array(z.string()).optional() })
      .optional()
      .catch(undefined),
  }),
  delivery: timed,
  deliveryDelay: timed,
  open: timed,
  click: timed,
  bounce: z
    .object({ timestamp: word, bounceType: word, bounceSubType: word.default(''), feedbackId: optional })
    .optional(),
  complaint: z
    .object({
      timestamp: word,
      complaintSubType: optional,
      complaintFeedbackType: optional,
      feedbackId: optional,
    })
    .optional(),
  subscription: z
    .object({ timestamp: word, newTopicPreferences: z.object({ unsubscribeAll: z.boolean() }) })
    .optional()
    .catch(undefined),
});
type SesEvent = z.infer<typeof event>;

/** Believed by the signature of SNS, of the topics in the options only; their subscriptions are confirmed. */
export async function readWebhook(request: WebhookRequest, sns: SnsReader): Promise<WebhookResult> {
  const message = await sns.read(request);
  if (!message) return { kind: 'refused' };
  await sns.confirm(message);
  const { data } = event.safeParse(message.Type === 'Notification' ? jsonIn(message.Message) : undefined);
  return { kind: 'accepted', events: data ? eventsOf(data) : [], inbound: [] };
}

/** SES also posts a sentence, when a topic is chosen. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function eventsOf(told: SesEvent): readonly ProviderEvent[] {
  const { eventType, mail, bounce, complaint, subscription } = told;
  const failure = failureOf(told);
  const happened = bounce ?? complaint ?? subscription ?? told.delivery ?? told.deliveryDelay;
  const { timestamp } = happened ?? told.open ?? told.click ?? mail;
  const feedbackId = (bounce ?? complaint)?.feedbackId;
  return (saysNothing(told) ? [] : (typesOf(eventType) ?? [])).map((type) =>
    present({
      // Of a complaint that was made before, SES sends the mail to nobody.
      type: type === 'complained' && failure ? 'undelivered' : type,
      correlation: mail.tags?.postern?.[0],
      at: new Date(parseTime(timestamp)),
      providerId: mail.messageId,
      detail: `Amazon SES: ${eventType}`,
      failure,
      // All else is known again by its own time.
      dedupeKey: feedbackId ? `ses/${feedbackId}` : undefined,
    }),
  );
}

/** Feedback about something else than what a recipient thinks of the mail (RFC 6591, RFC 6430). */
const noComplaints: readonly unknown[] = ['auth-failure', 'not-spam'];

function saysNothing({ eventType, complaint, subscription }: SesEvent): boolean {
  if (eventType === 'Subscription') return !subscription?.newTopicPreferences.unsubscribeAll;
  return noComplaints.includes(complaint?.complaintFeedbackType);
}

const onList = noteText({ code: 'address_held_back', provider });
const content: readonly string[] = ['MessageTooLarge', 'ContentRejected', 'AttachmentRejected'];

function failureOf({ eventType, bounce, complaint }: SesEvent): Failure | undefined {
  if (bounce) return failureOfBounce(bounce);
  if (complaint?.complaintSubType === 'OnAccountSuppressionList')
    return { class: 'opted_out', code: 'Complaint/OnAccountSuppressionList', message: onList };
  if (eventType === 'Reject')
    return { class: 'content', code: 'Reject', message: noteText({ code: 'virus_found', provider }) };
  if (eventType === 'Rendering Failure')
    return {
      class: 'content',
      code: 'RenderingFailure',
      message: noteText({ code: 'not_written', provider }),
    };
  return undefined;
}

/** After a permanent one SES itself sends no more to the address. */
function failureOfBounce({ bounceType, bounceSubType }: NonNullable<SesEvent['bounce']>): Failure {
  const code = [bounceType, bounceSubType].filter(Boolean).join('/');
  if (bounceSubType === 'Suppressed' || bounceSubType === 'OnAccountSuppressionList')
    return { class: 'recipient', code, message: onList };
  if (bounceSubType === 'UnsubscribedRecipient')
    return { class: 'opted_out', code, message: noteText({ code: 'unsubscribed_there', provider }) };
  if (content.includes(bounceSubType))
    return { class: 'content', code, message: noteText({ code: 'content_refused_there' }) };
  return bounceType === 'Permanent'
    ? { class: 'recipient', code, message: noteText({ code: 'came_back_for_good' }) }
    : { class: 'temporary', code, message: noteText({ code: 'came_back_for_now' }) };
}
