import { X509Certificate } from 'node:crypto';
import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import {
  hasControls,
  isAddrSpec,
  limitOptions,
  type Mailbox,
  optionFaults,
  present,
  type Rate,
  readOptions,
} from 'postern/adapter';
import { z } from 'zod';
import { maxReturnPathLocal } from './bounces/return-path.ts';
import { type DkimSettings, readDkim } from './dkim/option.ts';
import { type ReplyRule, replyClasses, replyRules, smtpStages } from './sending/outcome.ts';
import type { SmtpAuth, SmtpOptions } from './smtp-options.ts';
import { invalidOption, serverOf } from './smtp-url.ts';

/** The options, checked and with every default filled in. Holds the credentials: never logged, never part of an error. */
export interface SmtpSettings {
  readonly name: string;
  readonly rate?: Rate;
  readonly maxConcurrent?: number;
  readonly connection: SMTPConnectionOptions;
  readonly auth?: SmtpAuth;
  readonly maxConnections: number;
  readonly maxMessages: number;
  readonly idleMs: number;
  readonly connectMs: number;
  readonly commandMs: number;
  readonly handOverTimeoutMs: number;
  readonly codeSender?: Mailbox;
  readonly returnPath?: string;
  readonly dkim: DkimSettings;
  readonly dmarc: string;
  readonly replies: readonly ReplyRule[];
}

const ms = z.int().min(1).max(3_600_000);
const line = z
  .string()
  .min(1)
  .refine((text) => !hasControls(text), 'must be one line');
const authority = z
  .union([z.string(), z.instanceof(Buffer)])
  .refine(isCertificate, 'must be certificates in PEM');
const token = z.custom<() => Promise<string>>((value) => typeof value === 'function', 'must be a function');

const emailAddress = z.string().refine(isAddrSpec, 'must be an e-mail address');

const rule = z.strictObject({
  stages: z.array(z.enum(smtpStages)).exactOptional(),
  reply: z
    .string()
    .regex(/^[45]\d{0,2}$/, 'must be the first digits of a refusal')
    .exactOptional(),
  status: z
    .array(z.string().regex(/^[45](\.\d{1,3}){0,2}$/, 'must be the first parts of a status code'))
    .exactOptional(),
  says: z.instanceof(RegExp).exactOptional(),
  outcome: z.enum(['rejected', 'retry', 'paused']),
  class: z.enum(replyClasses),
  unclear: z.literal(true).exactOptional(),
});

const schema = z.strictObject({
  url: z.string().optional(),
  host: line.optional(),
  port: z.int().min(1).max(65_535).optional(),
  secure: z.boolean().optional(),
  auth: z
    .union([
      z.strictObject({ user: line, pass: z.string().min(1) }),
      z.strictObject({ user: line, accessToken: token }),
    ])
    .optional(),
  requireTls: z.boolean().optional(),
  tls: z
    .strictObject({
      rejectUnauthorized: z.boolean().default(true),
      servername: line.exactOptional(),
      minVersion: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2'),
      ca: z.union([authority, z.array(authority)]).exactOptional(),
    })
    .prefault({}),
  name: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'must have 1 to 64 letters, digits, "_", "." or "-"')
    .default('smtp'),
  ...limitOptions(),
  ehloName: z
    .string()
    .regex(/^[\w.:[\]-]+$/, 'must be a host name or an address literal')
    .exactOptional(),
  maxConnections: z.int().min(1).max(1000).default(5),
  maxMessages: z.int().min(1).max(1_000_000).default(100),
  idleMs: ms.optional(),
  timeouts: z
    .strictObject({
      connectionMs: ms.default(60_000),
      greetingMs: ms.default(30_000),
      commandMs: ms.default(60_000),
      dataMs: ms.default(600_000),
    })
    .prefault({}),
  codeSender: z
    .strictObject({
      name: line.exactOptional(),
      address: emailAddress,
    })
    .exactOptional(),
  returnPath: emailAddress
    .refine(
      (address) => address.lastIndexOf('@') <= maxReturnPathLocal,
      `must have at most ${maxReturnPathLocal} characters before the @`,
    )
    .exactOptional(),
  dkim: z.unknown().optional(),
  dmarc: z
    .string()
    .regex(/^v=DMARC1; *p=(none|quarantine|reject)(;[ -~]*)?$/, 'must begin "v=DMARC1; p=…"')
    .default('v=DMARC1; p=none;'),
  replies: z.array(rule).default([]),
});

/** @throws MessagingError `invalid_config`, which names the option and never repeats its value. */
export function readSettings(options: SmtpOptions): SmtpSettings {
  return readOptions('@postern/smtp', options, () => settingsOf(options));
}

function settingsOf(options: SmtpOptions): SmtpSettings {
  const result = schema.safeParse(options);
  if (!result.success) {
    throw invalidOption(optionFaults(result.error.issues));
  }
  const { timeouts, tls, ...rest } = result.data;
  const { auth, ...server } = serverOf(rest);
  const dkim = readDkim(rest.dkim);
  if (dkim.signs === 'nobody' && rest.codeSender)
    throw invalidOption(
      'codeSender: with dkim "relay" and without records the code comes from the sender itself',
    );
  return present({
    connection: present({
      ...server,
      requireTLS: rest.requireTls ?? auth !== undefined,
      tls,
      connectionTimeout: timeouts.connectionMs,
      greetingTimeout: timeouts.greetingMs,
      socketTimeout: timeouts.dataMs,
      // A connection that is cut off is gone at once; nodemailer would wait 5 s for the other side to close as well.
      socketCloseTimeout: 0,
      name: rest.ehloName,
    }),
    name: rest.name,
    rate: rest.rate,
    maxConcurrent: rest.maxConcurrent,
    auth,
    maxConnections: rest.maxConnections,
    maxMessages: rest.maxMessages,
    idleMs: rest.idleMs ?? (rest.maxConcurrent === undefined ? 60_000 : 100),
    connectMs: timeouts.connectionMs,
    commandMs: timeouts.commandMs,
    // Connecting, logging in, the envelope, then the longest silence allowed: the abort comes after every time-out of ours.
    handOverTimeoutMs: timeouts.connectionMs + 2 * timeouts.commandMs + timeouts.dataMs,
    codeSender: rest.codeSender,
    returnPath: rest.returnPath,
    dkim,
    dmarc: rest.dmarc,
    replies: [...rest.replies, ...replyRules],
  });
}

/** Node takes anything for `ca` and then trusts nobody; better to hear of it at once. */
function isCertificate(pem: string | Buffer): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}
