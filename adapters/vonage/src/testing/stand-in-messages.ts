import { randomUUID } from 'node:crypto';
import type { HttpAnswer, HttpCall } from 'postern/testing';
import { z } from 'zod';
import { type VonageRefusal, vonageError } from './stand-in-refusal.ts';

const url = z.url({ protocol: /^https?$/ });

const schema = z.object({
  channel: z.literal('sms'),
  message_type: z.literal('text'),
  to: z.string().regex(/^[1-9]\d{6,14}$/),
  from: z.string().regex(/^(?:[1-9]\d{4,14}|(?=.*[A-Za-z])[A-Za-z0-9]{1,11})$/),
  text: z.string().min(1),
  client_ref: z.string().max(100).exactOptional(),
  webhook_url: url.exactOptional(),
  webhook_version: z.literal('v1').exactOptional(),
  sms: z.object({ encoding_type: z.enum(['auto', 'text', 'unicode']).exactOptional() }).exactOptional(),
});

/** An SMS as it was handed over, by the fields of `POST /v1/messages`. */
export interface StandInMessage extends z.infer<typeof schema> {
  readonly message_uuid: string;
  readonly createdAt: Date;
}

/** Which refusal a field that is wrong leads to; any other: `Invalid params`. */
const titles: Readonly<Record<string, VonageRefusal>> = {
  channel: 'Unsupported channel',
  message_type: 'Invalid message type',
  to: 'Invalid recipient',
  from: 'Invalid sender',
  client_ref: 'Invalid client reference',
};

/** The messages that were taken. */
export class StandInMessages {
  readonly all: StandInMessage[] = [];
  readonly #clock: () => Date;
  readonly #longest: number;

  constructor(clock: () => Date, longest: number) {
    this.#clock = clock;
    this.#longest = longest;
  }

  /** The message, or why it is refused. */
  take(call: HttpCall): StandInMessage | HttpAnswer {
    const json = call.json();
    if (json === undefined) return vonageError('The request body did not contain valid JSON');
    const read = schema.safeParse(json);
    if (!read.success) return refusalOf(read.error.issues[0]?.path[0], json);
    if (read.data.text.length > this.#longest) return vonageError('Invalid params', { parameter: 'text' });
    const message = { ...read.data, message_uuid: randomUUID(), createdAt: this.#clock() };
    this.all.push(message);
    return message;
  }
}

function refusalOf(field: PropertyKey | undefined, json: unknown): HttpAnswer {
  const name = String(field ?? 'body');
  const missing = typeof json !== 'object' || json === null || !(name in json);
  const title = missing ? undefined : titles[name];
  return title === undefined ? vonageError('Invalid params', { parameter: name }) : vonageError(title);
}
