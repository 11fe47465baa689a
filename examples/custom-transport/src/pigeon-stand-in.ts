import { createHmac, randomUUID } from 'node:crypto';
import { type HttpAnswer, type HttpPostAnswer, type HttpStandIn, startHttpStandIn } from 'postern/testing';
import { z } from 'zod';

const submission = z.strictObject({
  from: z.string(),
  to: z.string().regex(/^\+\d{7,15}$/),
  text: z.string().min(1),
  reference: z.string().max(64),
});

/** What Pigeon took. */
export type PigeonMessage = z.infer<typeof submission> & { readonly id: string };

/** One event of a batch, as Pigeon writes it. */
export type PigeonEvent = Readonly<Record<string, string>> & { readonly id: string; readonly type: string };

/** The account that there is. */
export interface PigeonStandInOptions {
  readonly token: string;
  readonly webhookSecret: string;
}

/** As Pigeon refuses: its documentation has the list of codes. */
export const refusal = (
  status: number,
  code: string,
  headers?: Readonly<Record<string, string>>,
): HttpAnswer => ({
  status,
  body: { error: { code, message: 'A sentence that may quote +44 7400 123456.' } },
  ...(headers && { headers }),
});

/** What the account's webhook is signed by. */
export function signed(body: string, secret: string, at: Date): Readonly<Record<string, string>> {
  const timestamp = `${Math.floor(at.getTime() / 1000)}`;
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { 'content-type': 'application/json', 'pigeon-timestamp': timestamp, 'pigeon-signature': signature };
}

/** An event about a message that was taken. */
export const about = (message: PigeonMessage, type: string, error?: string): PigeonEvent => ({
  id: randomUUID(),
  type,
  time: new Date().toISOString(),
  message_id: message.id,
  reference: message.reference,
  ...(error && { error }),
});

/** Pigeon on this machine: what it takes is in `messages`, and `report` posts to the account's webhook. */
export class PigeonStandIn {
  /** Entered by hand in Pigeon's settings. */
  webhookUrl = '';
  readonly messages: PigeonMessage[];
  readonly http: HttpStandIn;
  readonly #secret: string;

  constructor(http: HttpStandIn, messages: PigeonMessage[], secret: string) {
    this.http = http;
    this.messages = messages;
    this.#secret = secret;
  }

  /** Posts these events in one request. */
  report(events: readonly PigeonEvent[]): Promise<HttpPostAnswer> {
    const body = JSON.stringify({ events });
    return this.http.post({ url: this.webhookUrl, headers: signed(body, this.#secret, new Date()), body });
  }
}

/** Starts Pigeon on the loopback interface; its API is below `/v1` of `http.url`. */
export async function startPigeon({ token, webhookSecret }: PigeonStandInOptions): Promise<PigeonStandIn> {
  const messages: PigeonMessage[] = [];
  const http = await startHttpStandIn({
    authenticate: ({ headers }) =>
      headers.get('authorization') === `Bearer ${token}` ? undefined : refusal(401, 'unauthorized'),
    routes: {
      'GET /v1/account': () => ({ status: 200, body: { name: 'Acme' } }),
      'POST /v1/messages': (call) => {
        const { data } = submission.safeParse(call.json());
        if (!data) return refusal(400, 'invalid_request');
        const id = randomUUID();
        messages.push({ ...data, id });
        return { status: 202, body: { id } };
      },
    },
  });
  return new PigeonStandIn(http, messages, webhookSecret);
}
