import {
  type EventTable,
  eventTypes,
  type Failure,
  isStandardWebhook,
  itemsOf,
  jsonOf,
  noteText,
  type ProviderEvent,
  parseTime,
  present,
  type WebhookRequest,
  type WebhookResult,
} from 'postern/adapter';
import { z } from 'zod';
import { provider } from './resend-errors.ts';
import type { ResendSettings } from './resend-options.ts';

/** https://resend.com/docs/dashboard/webhooks/event-types. */
const table = {
  'email.scheduled': [],
  'email.sent': 'sent',
  'email.delivered': 'delivered',
  'email.delivery_delayed': 'delayed',
  'email.bounced': 'undelivered',
  'email.suppressed': 'undelivered',
  'email.failed': 'failed',
  'email.complained': 'complained',
  'email.opened': 'opened',
  'email.clicked': 'clicked',
} as const satisfies EventTable;

/** What a webhook has to ask for. */
export const eventNames: readonly string[] = Object.keys(table);
const typesOf = eventTypes(table);

const said = z.object({
  message: z.string().optional(),
  type: z.string().optional(),
  subType: z.string().optional(),
  reason: z.string().optional(),
});
const event = z.object({
  type: z.string().max(100),
  created_at: z.string(),
  data: z.object({
    email_id: z.string(),
    /** By name; a list of name and value in older ones. */
    tags: z.unknown(),
    bounce: said.optional().catch(undefined),
    suppressed: said.optional().catch(undefined),
    failed: z.object({ reason: z.string() }).optional().catch(undefined),
  }),
});
type Event = z.infer<typeof event>;

/** Believed by Svix's signature over id, time and body, within five minutes. */
export async function readWebhook(request: WebhookRequest, settings: ResendSettings): Promise<WebhookResult> {
  const genuine = await isStandardWebhook(request, settings.webhookSecret, settings.clock());
  if (!genuine) return { kind: 'refused' };
  const events = itemsOf(jsonOf(request), event).flatMap((one) => eventsOf(one, request.headers));
  return { kind: 'accepted', events, inbound: [] };
}

function eventsOf({ type, created_at, data }: Event, headers: Headers): readonly ProviderEvent[] {
  const id = headers.get('svix-id') ?? headers.get('webhook-id') ?? '';
  return (typesOf(type) ?? []).map((one) =>
    present({
      type: one,
      correlation: handleIn(data.tags),
      at: new Date(parseTime(created_at)),
      providerId: data.email_id,
      detail: `Resend: ${type}`,
      // The same for every time that Svix brings it.
      dedupeKey: `resend/${id}/${one}`,
      failure: one === 'undelivered' || one === 'failed' ? failureOf(data) : undefined,
    }),
  );
}

const listed = z.array(z.object({ name: z.string(), value: z.string() }));
const named = z.object({ postern: z.string() });

function handleIn(tags: unknown): string | undefined {
  const list = listed.safeParse(tags).data;
  return list ? list.find(({ name }) => name === 'postern')?.value : named.safeParse(tags).data?.postern;
}

const content: readonly (string | undefined)[] = ['MessageTooLarge', 'ContentRejected', 'AttachmentRejected'];

/** Amazon's types of bounces, which Resend passes on: `Permanent` alone is about the address. */
function failureOf({ bounce, suppressed, failed }: Event['data']): Failure {
  if (suppressed) {
    const message = suppressed.message ?? noteText({ code: 'address_held_back', provider });
    const complained = suppressed.reason === 'previous_complaint';
    return { class: complained ? 'opted_out' : 'recipient', code: suppressed.type ?? 'Suppressed', message };
  }
  if (!bounce)
    return {
      class: 'blocked',
      message: noteText({ code: 'not_sent', provider, ...present({ answer: failed?.reason }) }),
    };
  const { type = 'Undetermined', subType = '', message = noteText({ code: 'came_back' }) } = bounce;
  const code = [type, subType].filter(Boolean).join('/');
  if (content.includes(subType)) return { class: 'content', code, message };
  return { class: type === 'Permanent' ? 'recipient' : 'temporary', code, message };
}
