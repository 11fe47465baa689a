import { z } from 'zod';
import { inlineImageType } from '../inline-images.ts';
import { delimiter, eventType, exportColumn, heading, instant, priority } from './common.ts';
import { manyAction, mostOfMany } from './many.ts';
import { sender } from './queries.ts';
import { suppressionReason } from './suppressions.ts';

// The core checks contents and says what is wrong with each in its own words; here stand forms and the sizes that keep requests small.

const long = z.string().max(1_000_000);
const messageId = z.string().min(1).max(255);
const topic = z.string().max(40).optional();
const data = z.record(z.string(), z.unknown());
const texts = { subject: z.string().max(10_000).optional(), text: long.optional(), html: long.optional() };
const language = z.string().max(50).optional();
const source = z.strictObject({ ...texts, language });
const templateInput = source.extend({
  name: z.string().max(200),
  /** By the codes of the languages, beside that of the template's own texts; 20 at most. */
  translations: z.record(z.string().max(50), z.strictObject(texts)).optional(),
  sample: data.optional(),
  /** A layout or partial, which others use by its id. What is in use keeps its kind where this is left out. */
  kind: z.enum(['layout', 'partial']).optional(),
  priority: priority.optional(),
  sender,
  topic,
});

const content = {
  /** A stored or coded template's id: fills what is not given here. With every field given it is only named in the record. */
  template: z.string().max(64).optional(),
  data: data.optional(),
  /** In which the template is wanted; left out: what the recipient reads. */
  language,
};
const emailContent = {
  ...content,
  subject: z.string().max(1000).optional(),
  text: long.optional(),
  html: long.optional(),
};
const smsContent = { ...content, text: z.string().max(10_000).optional() };

const to = z.union([
  z.strictObject({ consumerId: z.string().min(1).max(255) }),
  z.strictObject({ address: z.string().max(320), name: z.string().max(200).optional() }),
]);
const rowsAtMost = 100;
/** Bytes of files of one call to many: its rows times what goes with each, who keeps a copy of it. */
export const batchFileBytes = 50_000_000;
/** To many, each row one of them; its `data` stands in place of what the form says of all. */
const many = {
  sender,
  topic,
  rows: z
    .array(z.strictObject({ to, data: data.optional() }))
    .min(1)
    .max(rowsAtMost),
};
const sendMany = {
  ...many,
  /** Made once for each filled form: a person gets what it sends once, however often it is sent, and whatever it says by then. */
  key: z.string().min(1).max(100),
  scheduledAt: instant.optional(),
  /** Without `scheduledAt`: each waits for `limits.undoMs` first, in which cancelling the batch takes it back. */
  undo: z.boolean().optional(),
};

const send = {
  to,
  /** A sender's key. */
  sender,
  /** What it is about; left out: what the template is. */
  topic,
  scheduledAt: instant.optional(),
  /** Without `scheduledAt`: it waits for `limits.undoMs` first, in which cancelling takes it back. */
  undo: z.boolean().optional(),
  /** Made once for each filled form, so that sending it twice is sending it once. */
  idempotencyKey: z.string().min(1).max(100).optional(),
};
/**
 * `content`: base64. `contentId`: it is an image that the HTML shows by `cid:`, a PNG, JPEG, GIF or WebP by its content, which also says its
 * type. The core weighs them all together, and says what is wrong with a name.
 */
const attachments = z
  .array(
    z
      .strictObject({
        filename: z.string().max(1_000),
        contentType: z.string().max(255).optional(),
        contentId: z.string().max(100).optional(),
        content: z.string().transform((text, context) => {
          const bytes = Buffer.from(text, 'base64');
          if (bytes.toString('base64') === text) return bytes;
          context.addIssue({ code: 'custom', message: 'is not base64' });
          return z.NEVER;
        }),
      })
      .transform((file, context) => {
        if (file.contentId === undefined) return file;
        const contentType = inlineImageType(file.content);
        if (contentType !== undefined) return { ...file, contentType };
        const message = 'is no PNG, JPEG, GIF or WebP image';
        context.addIssue({ code: 'custom', message, path: ['content'] });
        return z.NEVER;
      }),
  )
  .optional();
/** In bytes. */
export const weigh = (files: readonly { readonly content: Uint8Array }[]): number =>
  files.reduce((sum, { content }) => sum + content.length, 0);
/** What a copy of a mail has of it besides words and files. `calendarOf`: the id of the message whose invitation goes along. */
const copied = {
  replyTo: z.strictObject({ address: z.string().max(320), name: z.string().max(200).optional() }).optional(),
  calendarOf: messageId.optional(),
};
const optOuts = { unsubscribe: z.boolean().optional(), essential: z.boolean().optional() };
/** Instead of `template`: a template's text that is not saved yet. */
const unsaved = { source: source.optional() };

/** Which of the channel's transports is meant; left out: the first. */
const ofTransport = { transport: z.string().max(200).optional() };

/** The JSON bodies of calls that have one. */
export const bodies = {
  createEmailSender: z.strictObject({ name: z.string().max(1000), address: z.string().max(1000) }),
  updateEmailSender: z.strictObject({
    name: z.string().max(1000).optional(),
    address: z.string().max(1000).optional(),
  }),
  /** 20,000 characters each; without `text` it is made of `html`. */
  setSignature: z.strictObject({ html: z.string().optional(), text: z.string().optional() }),
  sendCode: z.strictObject(ofTransport),
  confirmCode: z.strictObject({ code: z.string().max(100), ...ofTransport }),
  checkAddress: z.strictObject(ofTransport),
  setSmsSender: z.strictObject({ value: z.string().max(200) }),
  createTemplate: templateInput.extend({ id: z.string().max(64).optional() }),
  /** `replaces`: the `updatedAt` of the version that was changed; 409 `conflict` where another is stored by now. */
  saveTemplate: templateInput.extend({ replaces: instant }),
  createDraft: templateInput.extend({ id: z.string().max(64).optional() }),
  /** `replaces`: the `updatedAt` of the draft that was changed, `null` where there was none; `basedOn`: the version that was seen beside it, or 0. */
  saveDraft: templateInput.extend({ replaces: instant.nullable(), basedOn: z.int().min(0) }),
  /** The `updatedAt` of the draft, and of the version that it `replaces`, as they were seen; `null`: there is none. */
  publishDraft: z.strictObject({ draft: instant, replaces: instant.nullable() }),
  /** `replaces`: the `updatedAt` of the version that stands; 409 `conflict` where another does by now. */
  restoreTemplate: z.strictObject({ replaces: instant }),
  renderTemplate: z.strictObject({ data: data.optional(), language }),
  /** `topic` and opt-outs as it will be sent with: what it would lack. */
  previewEmail: z.strictObject({ ...emailContent, ...unsaved, ...optOuts, topic }),
  previewSms: z.strictObject({ ...smsContent, ...unsaved }),
  /** `unsubscribe`: left out, it is there where the words show the link. `essential`: it passes opt-outs; not both. */
  sendEmail: z.strictObject({ ...emailContent, ...optOuts, ...send, ...copied, attachments }),
  testEmail: z.strictObject({
    ...emailContent,
    ...unsaved,
    ...optOuts,
    sender,
    topic,
    ...copied,
    attachments,
  }),
  sendSms: z.strictObject({ ...smsContent, ...send }),
  checkEmails: z.strictObject({ ...emailContent, ...optOuts, ...many }),
  checkTexts: z.strictObject({ ...smsContent, ...many }),
  sendEmails: z
    .strictObject({ ...emailContent, ...optOuts, ...copied, attachments, ...sendMany })
    .refine(({ rows, attachments = [] }) => rows.length * weigh(attachments) <= batchFileBytes, {
      path: ['attachments'],
      error: `are at most ${batchFileBytes / 1e6} MB for all rows of a call together`,
    }),
  sendTexts: z.strictObject({ ...smsContent, ...sendMany }),
  /** `now`: as soon as possible, whatever the browser's clock says. */
  reschedule: z.strictObject({ at: z.union([instant, z.literal('now')]) }),
  /** `to` left out: whom it went to, where it went to. `samePerson`: another address of theirs, so that the copy is theirs too. */
  sendAgain: z.strictObject({
    to: z
      .union([
        z.strictObject({ consumerId: z.string().min(1).max(255) }),
        z.strictObject({ address: z.string().max(320), samePerson: z.boolean().optional() }),
      ])
      .optional(),
    idempotencyKey: z.string().min(1).max(100).optional(),
  }),
  /** As `exportMessages` has it, by lists. */
  exportChosen: z.strictObject({
    ids: z.array(messageId).min(1).max(10_000),
    columns: z.array(exportColumn).min(1),
    headings: z.array(heading).optional(),
    delimiter: delimiter.optional(),
  }),
  /** `key`: made once for each click; a copy of a message is sent once under it. */
  many: z.strictObject({
    action: manyAction,
    ids: z.array(messageId).min(1).max(mostOfMany),
    key: z.string().min(1).max(50),
  }),
  /** `optedOut`: of everything. `topics`: whether they get each; what is left out stays. */
  setPreferences: z.strictObject({
    optedOut: z.boolean().optional(),
    topics: z.record(z.string().max(40), z.boolean()).optional(),
  }),
  addSuppression: z.strictObject({ address: z.string().max(320), topic }),
  /** `csv`: the whole file. `reason`: of rows that say none, or with `ignoreReasons` of all. `from`: `next` of the call before. */
  importSuppressions: z.strictObject({
    csv: z.string().max(10_000_000),
    dryRun: z.boolean().optional(),
    reason: suppressionReason.optional(),
    ignoreReasons: z.boolean().optional(),
    from: z.number().int().min(1).optional(),
  }),
  findSuppression: z.strictObject({ address: z.string().max(320) }),
  suppressionHistory: z.strictObject({ address: z.string().max(320) }),
  /** `reason`: that entry alone; an opt-out and another may stand beside each other. */
  deleteSuppression: z.strictObject({
    address: z.string().max(320),
    topic,
    reason: suppressionReason.optional(),
  }),
  /** `types`: which events; left out: all. */
  createWebhook: z.strictObject({
    url: z.string().max(10_000),
    types: z.array(eventType).optional(),
    description: z.string().max(1_000).optional(),
  }),
  /** What is left out stays. `types: null`: all; an empty `description`: none. */
  updateWebhook: z.strictObject({
    url: z.string().max(10_000).optional(),
    types: z.array(eventType).nullish(),
    description: z.string().max(1_000).optional(),
  }),
} as const;
