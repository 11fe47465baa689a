import { randomBytes } from 'node:crypto';
import { isOwnHeader, readEmailAddress } from 'postern/adapter';
import type { HttpCall } from 'postern/testing';
import { z } from 'zod';
import { bodyOf, Refusal } from './stand-in-refusal.ts';

const email = z
  .string()
  .refine((address) => readEmailAddress(address).ok, 'Does not contain a valid address.');
const mailbox = z.object({ email, name: z.string().exactOptional() });
const headers = z.record(z.string(), z.string());

/** https://www.twilio.com/docs/sendgrid/api-reference/mail-send. */
const mailSchema = z.object({
  personalizations: z
    .array(
      z.object({
        to: z.array(mailbox).min(1),
        subject: z.string().min(1).exactOptional(),
        headers: headers.exactOptional(),
        custom_args: z.record(z.string(), z.string()).exactOptional(),
      }),
    )
    .min(1)
    .max(1000),
  from: mailbox,
  reply_to: mailbox.exactOptional(),
  subject: z.string().min(1).exactOptional(),
  content: z.array(z.object({ type: z.string().min(1), value: z.string().min(1) })).min(1),
  headers: headers.exactOptional(),
  custom_args: z.record(z.string(), z.string()).exactOptional(),
  attachments: z
    .array(
      z.object({
        content: z.base64().min(1),
        filename: z.string().min(1),
        type: z
          .string()
          .regex(/^[^;\r\n]+$/, "The attachment type cannot contain ';', or CRLF characters.")
          .exactOptional(),
        disposition: z.enum(['inline', 'attachment']).exactOptional(),
        content_id: z.string().exactOptional(),
      }),
    )
    .exactOptional(),
});

/** A mail as it was handed over, by the fields of `POST /mail/send`. */
export interface StandInMail extends z.infer<typeof mailSchema> {
  /** `X-Message-Id` of the answer; events name it longer. */
  readonly messageId: string;
  readonly createdAt: Date;
}

/** Mails with what belongs to them are to have less. */
const maxBytes = 30_000_000;

/** The mails that were taken. */
export class StandInMails {
  readonly all: StandInMail[] = [];
  readonly #clock: () => Date;
  readonly #isIdentity: (address: string) => boolean;

  constructor(clock: () => Date, isIdentity: (address: string) => boolean) {
    this.#clock = clock;
    this.#isIdentity = isIdentity;
  }

  /** @throws Refusal */
  take(call: HttpCall): StandInMail {
    if (call.body.length > maxBytes) throw new Refusal(413, 'content too large');
    const body = bodyOf(mailSchema, call);
    const { personalizations, subject, content, from } = body;
    if (subject === undefined && personalizations.some((one) => one.subject === undefined))
      throw new Refusal(400, 'The subject is required.', 'subject');
    if (content.findIndex(({ type }) => type === 'text/plain') > 0)
      throw new Refusal(400, 'If present, text/plain must be first.', 'content');
    for (const name of Object.keys(body.headers ?? {})) {
      if (name.toLowerCase() !== 'message-id' && isOwnHeader(name))
        throw new Refusal(400, 'The header is reserved.', `headers.${name}`);
    }
    if (!this.#isIdentity(from.email)) {
      throw new Refusal(403, 'The from address does not match a verified Sender Identity.', 'from');
    }
    const messageId = randomBytes(16).toString('base64url');
    const mail: StandInMail = { ...body, messageId, createdAt: this.#clock() };
    this.all.push(mail);
    return mail;
  }
}
