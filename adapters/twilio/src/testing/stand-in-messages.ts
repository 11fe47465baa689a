import { randomBytes } from 'node:crypto';
import { present } from 'postern/adapter';

/** A message as the stand-in has it. */
export interface StandInMessage {
  readonly sid: string;
  readonly direction: 'outbound-api' | 'inbound';
  readonly to: string;
  /** Absent where a Messaging Service sends. */
  readonly from?: string;
  readonly messagingServiceSid?: string;
  readonly body: string;
  /** The highest that was reported, whatever the order. */
  readonly status: string;
  readonly errorCode?: number;
  readonly statusCallback?: string;
  readonly createdAt: Date;
}

/** What Twilio answers instead of taking a message. */
export interface StandInRefusal {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

const ranks = ['accepted', 'queued', 'sending', 'sent', 'delivered'];
const optOutWords = ['STOP', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL'];
const optInWords = ['START', 'YES', 'UNSTOP'];

/** What the stand-in took and received, and who opted out. */
export class StandInMessages {
  readonly #messages = new Map<string, StandInMessage>();
  readonly #optedOut = new Set<string>();
  readonly #clock: () => Date;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** Oldest first. */
  get all(): readonly StandInMessage[] {
    return [...this.#messages.values()];
  }

  /** The message with this id; `undefined` where there is none. */
  get(sid: string): StandInMessage | undefined {
    return this.#messages.get(sid);
  }

  /** As Twilio judges `POST …/Messages.json`, by the parameters that the adapter uses. */
  take(parameters: URLSearchParams): StandInMessage | StandInRefusal {
    const [to, body] = [parameters.get('To') ?? '', parameters.get('Body') ?? ''];
    const from = parameters.get('From') ?? undefined;
    const service = parameters.get('MessagingServiceSid') ?? undefined;
    const sender = from ?? service;
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return refusal(21211, 'Invalid To number');
    if (body === '') return refusal(21602, 'Message body is required');
    if (body.length > 1600)
      return refusal(21617, 'The concatenated message body exceeds the 1600 character limit');
    if (sender === undefined) return refusal(21603, 'A From number or Messaging Service is required');
    if (this.#optedOut.has(pair(to, sender)))
      return refusal(21610, 'Attempt to send to unsubscribed recipient');
    const statusCallback = parameters.get('StatusCallback') ?? undefined;
    return this.#add(
      present({
        direction: 'outbound-api',
        to,
        body,
        status: service === undefined ? 'queued' : 'accepted',
        from,
        messagingServiceSid: service,
        statusCallback,
      }),
    );
  }

  /** A message from a phone to a sender. Twilio itself stops sending to who writes STOP, until START. */
  receive({
    from,
    to,
    text,
  }: {
    readonly from: string;
    readonly to: string;
    readonly text: string;
  }): StandInMessage {
    const word = text.trim().toUpperCase();
    if (optOutWords.includes(word)) this.#optedOut.add(pair(from, to));
    if (optInWords.includes(word)) this.#optedOut.delete(pair(from, to));
    return this.#add({ direction: 'inbound', from, to, body: text, status: 'received' });
  }

  /** A final status other than `delivered` ranks as high; the first of them stays. */
  move(message: StandInMessage, status: string, errorCode: number | undefined): void {
    const rank = (of: string) => (ranks.includes(of) ? ranks.indexOf(of) : ranks.length - 1);
    const current = this.#messages.get(message.sid) ?? message;
    if (rank(status) <= rank(current.status)) return;
    this.#messages.set(message.sid, present({ ...current, status, errorCode }));
  }

  #add(fields: Omit<StandInMessage, 'sid' | 'createdAt'>): StandInMessage {
    const message = { ...fields, sid: `SM${randomBytes(16).toString('hex')}`, createdAt: this.#clock() };
    this.#messages.set(message.sid, message);
    return message;
  }
}

function pair(number: string, sender: string): string {
  return `${number} ${sender}`;
}

function refusal(code: number, message: string): StandInRefusal {
  return { status: 400, code, message };
}
