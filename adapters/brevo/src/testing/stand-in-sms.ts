import type { HttpCall } from 'postern/testing';
import { z } from 'zod';
import { bodyOf } from './stand-in-refusal.ts';

/** https://developers.brevo.com/reference/send-async-transactional-sms. */
const smsSchema = z.object({
  sender: z.string().regex(/^(?:[A-Za-z0-9]{1,11}|\d{12,15})$/),
  recipient: z.string().regex(/^\+?\d{6,15}$/),
  content: z.string().min(1),
  type: z.enum(['transactional', 'marketing']).default('transactional'),
  tag: z.union([z.string().min(1), z.array(z.string().min(1)).max(10)]).exactOptional(),
  unicodeEnabled: z.boolean().exactOptional(),
  webUrl: z.url().exactOptional(),
});

/** An SMS as it was handed over, by the fields of `POST /transactionalSMS/send`. */
export interface StandInSms extends z.infer<typeof smsSchema> {
  readonly kind: 'sms';
  readonly messageId: number;
  readonly createdAt: Date;
}

/** The SMS that were taken. Brevo knows no key for them: a repetition is another SMS. */
export class StandInTexts {
  readonly all: StandInSms[] = [];
  readonly #clock: () => Date;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** @throws Refusal */
  take(call: HttpCall): StandInSms {
    const body = bodyOf(smsSchema, call);
    const sms: StandInSms = {
      ...body,
      kind: 'sms',
      messageId: 1_511_882_900_176_220 + this.all.length,
      createdAt: this.#clock(),
    };
    this.all.push(sms);
    return sms;
  }
}
