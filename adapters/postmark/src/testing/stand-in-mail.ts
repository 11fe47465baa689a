import { randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import type { HttpAnswer, HttpCall, HttpRoutes } from 'postern/testing';
import { z } from 'zod';
import { bodyOf, pageOf, Refusal } from './stand-in-refusal.ts';

/** https://postmarkapp.com/developer/user-guide/send-email-with-api#forbidden-file-types, of which these are some. */
const forbidden = new Set(
  'vbs exe bin bat chm com cpl crt hlp hta inf ins isp jse lnk mdb pcd pif reg scr sct shs vbe vba wsf wsh wsl msc msi msp mst'.split(
    ' ',
  ),
);

const mailSchema = z.object({
  From: z.string().min(1),
  To: z.string().min(1),
  Cc: z.string().exactOptional(),
  Bcc: z.string().exactOptional(),
  ReplyTo: z.string().exactOptional(),
  Subject: z.string().exactOptional(),
  Tag: z.string().max(1_000).exactOptional(),
  HtmlBody: z.string().exactOptional(),
  TextBody: z.string().exactOptional(),
  Headers: z.array(z.object({ Name: z.string().min(1), Value: z.string() })).default([]),
  Metadata: z
    .record(z.string().min(1).max(20), z.string().max(80))
    .refine((fields) => Object.keys(fields).length <= 10)
    .default({}),
  Attachments: z
    .array(
      z.object({
        Name: z.string().min(1),
        Content: z.base64(),
        ContentType: z.string().min(1),
        ContentID: z.string().nullable().exactOptional(),
      }),
    )
    .default([]),
  TrackOpens: z.boolean().exactOptional(),
  TrackLinks: z.enum(['None', 'HtmlAndText', 'HtmlOnly', 'TextOnly']).exactOptional(),
  MessageStream: z.string().default('outbound'),
});

/** A mail as it was handed over, by the fields of `POST /email`. */
export interface StandInMail extends z.infer<typeof mailSchema> {
  readonly MessageID: string;
  /** The address in `To`, without its name. */
  readonly recipient: string;
  readonly receivedAt: Date;
}

interface Settings {
  readonly clock: () => Date;
  readonly streams: readonly string[];
  readonly inactive: readonly string[];
  /** Whether mails from this address are taken. */
  readonly maySend: (address: string) => boolean;
  readonly onTaken: (mail: StandInMail) => void;
}

/** The mails of one server. */
export class StandInMails {
  readonly all: StandInMail[] = [];
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  get routes(): HttpRoutes {
    return {
      'POST /email': (call) => this.#take(call),
      'GET /messages/outbound': (call) => this.#search(call),
    };
  }

  #take(call: HttpCall): HttpAnswer {
    const { clock, streams, inactive, maySend, onTaken } = this.#settings;
    const body = bodyOf(mailSchema, call, 300);
    const [from, to] = [mailboxIn(body.From), mailboxIn(body.To)];
    if (body.HtmlBody === undefined && body.TextBody === undefined) {
      throw new Refusal(300, 'Provide either email TextBody or HtmlBody or both.');
    }
    if (!streams.includes(body.MessageStream)) {
      throw new Refusal(1235, `The 'MessageStream' provided does not exist on this server.`);
    }
    const extension = body.Attachments.map(({ Name }) => extname(Name).slice(1).toLowerCase());
    if (extension.some((one) => forbidden.has(one))) {
      throw new Refusal(411, 'Your message contains a file type that is not allowed.');
    }
    if (!maySend(from.Email)) {
      throw new Refusal(
        400,
        `The 'From' address you supplied (${from.Email}) is not a Sender Signature on your account.`,
      );
    }
    if (inactive.includes(to.Email)) {
      throw new Refusal(
        406,
        `You tried to send to recipient(s) that have been marked as inactive. Found inactive addresses: ${to.Email}. Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual suppression.`,
      );
    }
    const receivedAt = clock();
    const mail = { ...body, MessageID: randomUUID(), recipient: to.Email, receivedAt };
    this.all.push(mail);
    onTaken(mail);
    const answer = {
      To: body.To,
      SubmittedAt: receivedAt.toISOString(),
      MessageID: mail.MessageID,
      ErrorCode: 0,
      Message: 'OK',
    };
    return { status: 200, body: answer };
  }

  /** Newest first. */
  #search(call: HttpCall): HttpAnswer {
    const { query } = call;
    const wanted = [...query].flatMap(([name, value]) =>
      name.startsWith('metadata_') ? [[name.slice('metadata_'.length), value] as const] : [],
    );
    const stream = query.get('messagestream') ?? 'outbound';
    const recipient = query.get('recipient');
    const found = this.all
      .toReversed()
      .filter(
        (mail) =>
          mail.MessageStream === stream &&
          (recipient === null || mail.recipient === recipient) &&
          wanted.every(([name, value]) => mail.Metadata[name] === value),
      );
    const Messages = pageOf(found, call, 700).map(listed);
    return { status: 200, body: { TotalCount: found.length, Messages } };
  }
}

function listed(mail: StandInMail): object {
  return {
    Tag: mail.Tag ?? '',
    MessageID: mail.MessageID,
    To: [mailboxIn(mail.To)],
    Cc: [],
    Bcc: [],
    Recipients: [mail.recipient],
    ReceivedAt: mail.receivedAt.toISOString(),
    From: mail.From,
    Subject: mail.Subject ?? '',
    Attachments: [],
    Status: 'Sent',
    TrackOpens: mail.TrackOpens ?? false,
    TrackLinks: mail.TrackLinks ?? 'None',
    Metadata: mail.Metadata,
    Sandboxed: false,
    MessageStream: mail.MessageStream,
  };
}

/** As Postmark says that it reads addresses: https://postmarkapp.com/support/article/1180-what-does-errorcode-300-mean. */
const address = /^[a-z0-9.!#$%&'`*+\-/=^_{}|~]+@(?:\.?[a-z0-9-])+$/i;

/** One mailbox; a name that is not quoted holds no punctuation. @throws Refusal */
function mailboxIn(text: string): { readonly Email: string; readonly Name: string } {
  const named = /^(?:"((?:[^"\\]|\\.)*)"|([^",.;:<>@()[\]\\]*)) *<([^<>]+)>$/u.exec(text);
  const Email = named?.[3] ?? text;
  if (!address.test(Email)) throw new Refusal(300, 'Error parsing an address: Illegal email address.');
  return { Email, Name: (named?.[1]?.replace(/\\(.)/g, '$1') ?? named?.[2] ?? '').trim() };
}
