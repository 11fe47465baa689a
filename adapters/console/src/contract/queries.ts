import { z } from 'zod';
import { auditAction } from './audit.ts';
import {
  channel,
  cursor,
  delimiter,
  exportColumn,
  failureClass,
  heading,
  instant,
  limit,
  origin,
  status,
} from './common.ts';
import { suppressionReason } from './suppressions.ts';

const term = z.string().max(200);

/** One status, or several by commas. */
const statusList = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(status).min(1));

const moment = instant.transform((text) => new Date(text));
const name = z.string().min(1).max(320).optional();

const filters = {
  origin: origin.optional(),
  status: statusList.optional(),
  /** Created then or later, and before. */
  from: moment.optional(),
  to: moment.optional(),
  /** A template's id. */
  template: name,
  /** An address. */
  sender: name,
  actor: name,
  transport: name,
  failure: failureClass.optional(),
  topic: name,
  reference: name,
  batch: name,
};
const historyQuery = { ...filters, cursor, limit };

/** Columns of an export; the core says what it has. */
const columnList = z
  .string()
  .max(500)
  .transform((text) => text.split(','))
  .pipe(z.array(exportColumn).min(1));
const headingList = z
  .string()
  .max(5_000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.array(heading));

/** Which sender is meant, by its key; left out: the one by default. */
export const sender = z.string().max(40).optional();
const ofSender = z.object({ sender });

/** The queries of calls that have one, as text. */
export const queries = {
  emailSender: ofSender,
  createEmailSender: ofSender,
  updateEmailSender: ofSender,
  setSignature: ofSender,
  removeSignature: ofSender,
  deleteEmailSender: ofSender,
  sendCode: ofSender,
  confirmCode: ofSender,
  checkAddress: ofSender,
  domain: ofSender,
  checkDomain: ofSender,
  rotateKeys: ofSender,
  smsSender: ofSender,
  setSmsSender: ofSender,
  deleteSmsSender: ofSender,
  daily: z.object({ days: z.coerce.number().int().min(1).max(366).optional() }),
  statistics: z.object({ by: z.enum(['hour', 'template', 'domain']) }),
  outcomes: z.object({ days: z.coerce.number().int().min(1).max(31).optional() }),
  searchConsumers: z.object({ term, reachableBy: channel.optional(), limit }),
  consumerHistory: z.object({ channel: channel.optional(), ...historyQuery }),
  history: z.object(historyQuery),
  search: z.object({ term, ...filters, limit }),
  count: z.object({ term: term.optional(), ...filters }),
  matching: z.object({ term: term.optional(), ...filters }),
  /**
   * `columns`: of the core's export, by commas. `headings`: what stands above them, in the same order, as a JSON list. `delimiter`: between
   * cells, default a comma.
   */
  exportMessages: z.object({
    term: term.optional(),
    ...filters,
    columns: columnList,
    headings: headingList.optional(),
    delimiter: delimiter.optional(),
  }),
  suppressions: z.object({ reason: suppressionReason.optional(), cursor, limit }),
  exportSuppressions: z.object({ reason: suppressionReason.optional(), delimiter: delimiter.optional() }),
  webhookDeliveries: z.object({ cursor, limit }),
  /** Every one given must fit. */
  audit: z.object({
    actor: z.string().min(1).max(200).optional(),
    action: auditAction.optional(),
    cursor,
    limit,
  }),
  templateVersions: z.object({ cursor, limit }),
  /** The draft that is shown; 409 `conflict` where another is stored by now. */
  discardDraft: z.object({ updatedAt: instant }),
  /** The version that is shown; 409 `conflict` where another is stored by now. */
  deleteTemplate: z.object({ updatedAt: instant }),
  messageHtml: z.object({ images: z.literal('1').optional() }),
} as const;
