import { randomBytes, randomUUID } from 'node:crypto';
import { present } from 'postern/adapter';
import type { HttpRoutes } from 'postern/testing';
import { z } from 'zod';
import { bodyOf, sesError } from './stand-in-refusal.ts';

const word = z.string().regex(/^[\w-]{1,256}$/);
const addresses = z.array(z.string().regex(/@/)).max(50).default([]);
const sent = z.object({
  FromEmailAddress: z.string().regex(/@/).exactOptional(),
  Destination: z
    .object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses })
    .prefault({}),
  Content: z.object({ Raw: z.object({ Data: z.base64().min(1) }) }),
  EmailTags: z.array(z.object({ Name: word, Value: word })).default([]),
  ConfigurationSetName: z.string().exactOptional(),
});

/** A mail that was taken. */
export interface StandInMail {
  readonly messageId: string;
  readonly from: string;
  readonly to: readonly string[];
  /** The mail as it was handed over. */
  readonly raw: Buffer;
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet?: string;
  readonly takenAt: Date;
}

/** What the stand-in has to know of the account. */
interface MailSettings {
  readonly configurationSet: string;
  readonly clock: () => Date;
  /** Is told of each. */
  readonly taken: (mail: StandInMail) => void;
}

/** The mails that were taken. */
export class StandInMails {
  readonly #mails: StandInMail[] = [];
  readonly #settings: MailSettings;

  constructor(settings: MailSettings) {
    this.#settings = settings;
  }

  get all(): readonly StandInMail[] {
    return this.#mails;
  }

  get routes(): HttpRoutes {
    return {
      'POST /v2/email/outbound-emails': (call) => {
        const { configurationSet, clock, taken } = this.#settings;
        const body = bodyOf(sent, call);
        const { Destination, Content, EmailTags, ConfigurationSetName, ...rest } = body;
        const raw = Buffer.from(Content.Raw.Data, 'base64');
        const from = rest.FromEmailAddress ?? /^From: (.*)$/im.exec(raw.toString())?.[1];
        const to = Object.values(Destination).flat();
        if (!/\r?\n\r?\n/.test(raw.toString('latin1')) || from === undefined || to.length === 0)
          return sesError(400, 'BadRequestException');
        if (ConfigurationSetName !== undefined && ConfigurationSetName !== configurationSet)
          return sesError(404, 'NotFoundException');
        const mail: StandInMail = present({
          messageId: `0102${randomBytes(6).toString('hex')}-${randomUUID()}-000000`,
          from,
          to,
          raw,
          tags: Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, Value])),
          configurationSet: ConfigurationSetName,
          takenAt: clock(),
        });
        this.#mails.push(mail);
        taken(mail);
        return { status: 200, body: { MessageId: mail.messageId } };
      },
    };
  }
}
