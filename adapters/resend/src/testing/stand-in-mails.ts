import { randomUUID } from 'node:crypto';
import type { HttpAnswer, HttpRoutes } from 'postern/testing';
import { z } from 'zod';
import { bodyOf, resendError } from './stand-in-refusal.ts';

const word = z.string().regex(/^[\w-]{1,256}$/);
const sent = z.object({
  from: z.string().min(3),
  to: z.union([z.string(), z.array(z.string()).min(1).max(50)]).transform((to) => [to].flat()),
  subject: z.string(),
  reply_to: z.union([z.string(), z.array(z.string())]).exactOptional(),
  text: z.string().exactOptional(),
  html: z.string().exactOptional(),
  headers: z.record(z.string(), z.string()).exactOptional(),
  tags: z.array(z.object({ name: word, value: word })).exactOptional(),
  attachments: z
    .array(
      z.object({
        filename: z.string().exactOptional(),
        content: z.base64(),
        content_type: z.string().exactOptional(),
        content_id: z.string().exactOptional(),
      }),
    )
    .exactOptional(),
});

/** A mail that was taken, by Resend's own names. */
export interface StandInMail extends z.infer<typeof sent> {
  readonly id: string;
  readonly createdAt: Date;
}

interface Kept {
  readonly body: string;
  readonly id: string;
  readonly until: number;
}

const dayMs = 86_400_000;

/** The mails that were taken. */
export class StandInMails {
  readonly #mails: StandInMail[] = [];
  readonly #keys = new Map<string, Kept>();
  readonly #taken: (mail: StandInMail) => void;
  readonly #clock: () => Date;

  /** `taken` is told of each. */
  constructor(taken: (mail: StandInMail) => void, clock: () => Date) {
    this.#taken = taken;
    this.#clock = clock;
  }

  get all(): readonly StandInMail[] {
    return this.#mails;
  }

  get routes(): HttpRoutes {
    return {
      'POST /emails': (call) => {
        const key = call.headers.get('idempotency-key') ?? undefined;
        if (key !== undefined && (key === '' || key.length > 256))
          return resendError(400, 'invalid_idempotency_key');
        const text = call.body.toString();
        const known = key === undefined ? undefined : this.#keys.get(key);
        if (known && known.until > this.#clock().getTime())
          return known.body === text ? answer(known.id) : resendError(409, 'invalid_idempotent_request');
        const body = bodyOf(sent, call);
        if (!body.text && !body.html) return resendError(422, 'missing_required_field');
        const mail: StandInMail = { ...body, id: randomUUID(), createdAt: this.#clock() };
        this.#mails.push(mail);
        if (key !== undefined)
          this.#keys.set(key, { body: text, id: mail.id, until: mail.createdAt.getTime() + dayMs });
        this.#taken(mail);
        return answer(mail.id);
      },
    };
  }
}

function answer(id: string): HttpAnswer {
  return { status: 200, body: { id } };
}
