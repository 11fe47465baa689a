import { randomUUID } from 'node:crypto';
import { present } from 'postern/adapter';
import type { HttpCall, HttpRoutes } from 'postern/testing';
import type { StandInMail } from './stand-in-mails.ts';
import { Refusal } from './stand-in-refusal.ts';

/** What happened to a mail; https://documentation.mailgun.com/docs/mailgun/user-manual/events/event-structure. */
export interface StandInEvent {
  readonly event:
    | 'accepted'
    | 'delivered'
    | 'failed'
    | 'rejected'
    | 'opened'
    | 'clicked'
    | 'complained'
    | 'unsubscribed'
    | (string & {});
  /** Of `failed`. */
  readonly severity?: 'temporary' | 'permanent';
  /** Of `failed`: `bounce`, `suppress-bounce`, `espblock`, `old` … */
  readonly reason?: string;
  /** What the other side said. */
  readonly code?: number;
  readonly enhancedCode?: string;
  readonly message?: string;
  /** Of a click. */
  readonly url?: string;
  /** When it happened. Default: now. */
  readonly at?: Date;
}

/** What Mailgun reports of a mail that arrives. */
export const delivered: readonly StandInEvent[] = [
  { event: 'accepted' },
  { event: 'delivered', code: 250, message: 'OK' },
];

/** … of one that its recipient calls spam, */
export const complained: readonly StandInEvent[] = [...delivered, { event: 'complained' }];

/** … of one whose recipient wants no more, */
export const unsubscribed: readonly StandInEvent[] = [...delivered, { event: 'unsubscribed' }];

/** … of one whose mailbox does not exist, */
export function bounced(code = 550, enhancedCode = '5.1.1'): readonly StandInEvent[] {
  const message = `${enhancedCode} The email account that you tried to reach does not exist.`;
  return [
    { event: 'accepted' },
    { event: 'failed', severity: 'permanent', reason: 'bounce', code, enhancedCode, message },
  ];
}

const suppressions = { bounce: 605, unsubscribe: 606, complaint: 607 } as const;

/** … and of one to somebody on a suppression list of Mailgun's. */
export function suppressed(why: keyof typeof suppressions): readonly StandInEvent[] {
  const code = suppressions[why];
  return [
    { event: 'accepted' },
    { event: 'failed', severity: 'permanent', reason: `suppress-${why}`, code, message: '' },
  ];
}

/** Which webhook hears of it; `undefined`: none. */
export function webhookTypeOf({ event, severity }: StandInEvent): string | undefined {
  if (event === 'failed') return `${severity}_fail`;
  const others = ['accepted', 'delivered', 'opened', 'clicked', 'complained', 'unsubscribed'];
  return others.includes(event) ? event : undefined;
}

/** An event as it is listed, and posted as `event-data`. */
export type StoredEvent = ReturnType<typeof storedEvent>;

export function storedEvent(mail: StandInMail, told: StandInEvent, now: Date) {
  const { event, severity, reason, code, enhancedCode, message = '', url, at = now } = told;
  return present({
    id: randomUUID(),
    event,
    timestamp: at.getTime() / 1000,
    'log-level': event === 'failed' ? 'error' : 'info',
    severity,
    reason,
    url,
    method: 'HTTP',
    flags: { 'is-authenticated': true, 'is-test-mode': false, 'is-routed': false },
    recipient: mail.recipient,
    'recipient-domain': mail.recipient.slice(mail.recipient.lastIndexOf('@') + 1),
    envelope: { sender: mail.from, transport: 'smtp', targets: mail.recipient },
    message: {
      headers: { to: mail.to, from: mail.from, subject: mail.subject, 'message-id': mail.id },
      attachments: mail.files.map(({ filename, contentType, content }) => ({
        filename,
        'content-type': contentType,
        size: content.length,
      })),
      size: Buffer.byteLength(`${mail.text}${mail.html}`),
    },
    tags: [] as string[],
    'user-variables': mail.variables,
    'delivery-status':
      code === undefined
        ? undefined
        : present({ 'attempt-no': 1, code, 'enhanced-code': enhancedCode, message, description: '' }),
  });
}

/** The events of each domain, oldest first. */
export class StandInEvents {
  readonly #events: { readonly domain: string; readonly event: StoredEvent }[] = [];

  add(domain: string, event: StoredEvent): StoredEvent {
    this.#events.push({ domain, event });
    return event;
  }

  get routes(): HttpRoutes {
    const page = (call: HttpCall, items: readonly StoredEvent[]) => {
      const next = `http://${call.headers.get('host')}/v3/${call.parameters.domain}/events/none`;
      return { status: 200, body: { items, paging: { next, previous: next, first: next, last: next } } };
    };
    return {
      'GET /v3/:domain/events': (call) => page(call, this.#found(call)),
      'GET /v3/:domain/events/:page': (call) => page(call, []),
    };
  }

  #found({ parameters, query }: HttpCall): readonly StoredEvent[] {
    const [begin, limit] = [Number(query.get('begin') ?? 0), Number(query.get('limit') ?? 100)];
    if (Number.isNaN(begin) || !(limit >= 1 && limit <= 300)) throw new Refusal(400, 'bad query');
    const asked = (name: string, value: unknown) => query.get(name) === null || query.get(name) === value;
    const found = this.#events.filter(
      ({ domain, event }) =>
        domain === parameters.domain &&
        event.timestamp >= begin &&
        asked('message-id', event.message.headers['message-id']) &&
        asked('recipient', event.recipient) &&
        asked('event', event.event),
    );
    const events = found.map(({ event }) => event);
    return (query.get('ascending') === 'yes' ? events : events.toReversed()).slice(0, limit);
  }
}
