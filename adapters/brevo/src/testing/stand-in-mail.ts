import { extname } from 'node:path';
import type { HttpCall } from 'postern/testing';
import { z } from 'zod';
import { bodyOf, email, Refusal } from './stand-in-refusal.ts';

/** https://developers.brevo.com/reference/send-transac-email. */
const extensions = new Set(
  (
    'xlsx xls ods docx docm doc csv pdf txt gif jpg jpeg png tif tiff rtf bmp cgm css shtml html htm zip xml ppt pptx tar ez ' +
    'ics mobi msg pub eps odt mp3 m4a m4v wma ogg flac wav aif aifc aiff mp4 mov avi mkv mpeg mpg wmv pkpass xlsm'
  ).split(' '),
);

const mailbox = z.object({ email, name: z.string().max(70).exactOptional() });
const mailSchema = z.object({
  sender: mailbox,
  to: z.array(mailbox).min(1).max(99),
  cc: z.array(mailbox).exactOptional(),
  bcc: z.array(mailbox).exactOptional(),
  replyTo: mailbox.exactOptional(),
  subject: z.string().min(1),
  htmlContent: z.string().min(1).exactOptional(),
  textContent: z.string().min(1).exactOptional(),
  headers: z.record(z.string(), z.string()).exactOptional(),
  tags: z.array(z.string()).exactOptional(),
  attachment: z
    .array(
      z.object({
        name: z.string().refine((name) => extensions.has(extname(name).slice(1).toLowerCase())),
        content: z.base64(),
      }),
    )
    .exactOptional(),
});

/** A mail as it was handed over, by the fields of `POST /smtp/email`. */
export interface StandInMail extends z.infer<typeof mailSchema> {
  readonly kind: 'mail';
  /** `<…@smtp-relay.mailin.fr>`. */
  readonly messageId: string;
  readonly createdAt: Date;
}

/** So long Brevo refuses a key that it has seen; its documents say 15 minutes, or 30. */
const keyMs = 15 * 60_000;

/** The mails that were taken, and the keys they came with. */
export class StandInMails {
  readonly all: StandInMail[] = [];
  readonly #keys = new Map<string, number>();
  readonly #clock: () => Date;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** @throws Refusal */
  take(call: HttpCall): StandInMail {
    const body = bodyOf(mailSchema, call);
    if (body.htmlContent === undefined && body.textContent === undefined) {
      throw new Refusal(
        400,
        'missing_parameter',
        'Either of htmlContent, textContent or templateId is missing',
      );
    }
    const createdAt = this.#clock();
    // By that spelling and place alone: https://github.com/getbrevo/brevo-node/issues/94.
    const key = body.headers?.idempotencyKey;
    if (key !== undefined) {
      if (createdAt.getTime() - (this.#keys.get(key) ?? Number.NEGATIVE_INFINITY) < keyMs) {
        throw new Refusal(
          400,
          'duplicate_parameter',
          'Email for the idempotency key has already been processed',
        );
      }
      this.#keys.set(key, createdAt.getTime());
    }
    const stamp = createdAt.toISOString().replace(/\D/g, '').slice(0, 12);
    const messageId = `<${stamp}.${10_000_000_000 + this.all.length}@smtp-relay.mailin.fr>`;
    const mail: StandInMail = { ...body, kind: 'mail', messageId, createdAt };
    this.all.push(mail);
    return mail;
  }
}
