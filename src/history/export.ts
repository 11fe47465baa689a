import { z } from 'zod';
import { checkArgument, listOf, text } from '../model/arguments.ts';
import { type CsvStyle, csvStream, csvStyleShapes } from '../model/csv.ts';
import type { Message } from '../model/message.ts';
import { type Looked, type MatchOptions, matchShapes, pagesOf } from './each.ts';
import type { HistoryScope } from './history.ts';

/** What an export may hold, each a column. Times are ISO 8601 in UTC. */
export const exportColumns = [
  'createdAt',
  'status',
  'to',
  'toName',
  'consumerId',
  'subject',
  'preview',
  'sender',
  'senderName',
  'template',
  'origin',
  'actor',
  'topic',
  'reference',
  'batch',
  'scheduledAt',
  'sentAt',
  'attempts',
  'transport',
  'failure',
  'failureCode',
  'failureMessage',
  'messageId',
  'id',
] as const;
/** One of {@link exportColumns}. */
export type ExportColumn = (typeof exportColumns)[number];

const cells: Readonly<Record<ExportColumn, (message: Message) => string | number | Date | undefined>> = {
  createdAt: ({ createdAt }) => createdAt,
  status: ({ status }) => status,
  to: ({ to }) => to.address,
  toName: ({ to }) => to.name,
  consumerId: ({ to }) => to.consumerId,
  subject: ({ subject }) => subject,
  preview: ({ preview }) => preview,
  sender: ({ sender }) => sender.address,
  senderName: ({ sender }) => sender.name,
  template: ({ template }) => template?.name,
  origin: ({ origin }) => origin,
  actor: ({ actor }) => actor,
  topic: ({ topic }) => topic,
  reference: ({ reference }) => reference,
  batch: ({ batch }) => batch,
  scheduledAt: ({ scheduledAt }) => scheduledAt,
  sentAt: ({ sentAt }) => sentAt,
  attempts: ({ attempts }) => attempts,
  transport: ({ transport }) => transport,
  failure: ({ failure }) => failure?.class,
  failureCode: ({ failure }) => failure?.code,
  failureMessage: ({ failure }) => failure?.message,
  messageId: ({ messageId }) => messageId,
  id: ({ id }) => id,
};

/** What is exported, and how it is written. */
export interface ExportOptions extends MatchOptions, CsvStyle {
  /** Which columns, in this order, each once. Default: all of `exportColumns`. */
  readonly columns?: readonly ExportColumn[] | undefined;
  /** What stands above a column, 100 characters at most. Default: its name here. */
  readonly headings?: Readonly<Partial<Record<ExportColumn, string>>> | undefined;
}

const column = z.enum(exportColumns);
const exportOptions = z.strictObject({
  ...matchShapes,
  columns: listOf(column, exportColumns.length)
    .refine((all) => all.length > 0, 'is empty')
    .refine((all) => new Set(all).size === all.length, 'names a column twice')
    .optional(),
  headings: z.partialRecord(column, text(100)).optional(),
  ...csvStyleShapes,
});

/** @throws MessagingError `invalid_argument` at once, before anything is read */
export function exportMessages(scope: HistoryScope, options: ExportOptions): ReadableStream<Uint8Array> {
  checkArgument(exportOptions, options, { name: 'options' });
  const { columns = exportColumns, headings = {}, delimiter, bom, ...match } = options;
  const chosen = [...columns];
  const head = chosen.map((name) => headings[name] ?? name);
  return csvStream(head, rowsOf(pagesOf(scope, match), chosen), { delimiter, bom });
}

async function* rowsOf(
  pages: AsyncIterable<Looked>,
  columns: readonly ExportColumn[],
): AsyncGenerator<readonly (readonly string[])[], void, undefined> {
  for await (const { items } of pages)
    yield items.map((message) => columns.map((name) => textOf(cells[name](message))));
}

function textOf(value: string | number | Date | undefined): string {
  if (value === undefined) return '';
  return value instanceof Date ? value.toISOString() : String(value);
}
