import { byChannel } from '../by-channel.ts';

const addresses = (count: number, shown: string) => `${shown} ${count === 1 ? 'address' : 'addresses'}`;
const rows = (count: number, shown: string) => `${shown} ${count === 1 ? 'row' : 'rows'}`;

/** Taking a list over from a file. */
export const enImport = {
  open: 'Import',
  title: 'Import a list',
  hint: byChannel({
    email:
      'A CSV file with the e-mail addresses in a column “email” or “address”, and, where you have them, “reason”, “topic” and “date”. It is looked through first; nothing is added before you say so.',
    sms: 'A CSV file with the numbers in a column “phone” or “address”, and, where you have them, “reason”, “topic” and “date”. It is looked through first; nothing is added before you say so.',
  }),
  limits: (shown: string, megabytes: number) => `At most ${shown} rows and ${megabytes} MB.`,
  never: 'An import takes nobody off the list.',
  choose: 'Choose a file',
  drop: 'or drop it here',
  file: 'File to import',
  reason: 'Reason, where a row says none',
  ignoreReasons: 'Give every row this reason, whatever the file says',
  one: 'One file at a time.',
  tooLarge: (megabytes: number, most: number) => `The file has ${megabytes} MB; at most ${most} MB.`,
  unread: 'The file cannot be read. Choose it again.',
  workbook: 'This is an Excel workbook. Save it as CSV first (File, Save as, “CSV UTF-8”).',
  checking: 'Looking through the file…',
  progress: 'How much of the file is done',
  importing: 'Adding…',
  stop: 'Stop',
  stopped: 'Stopped. What was added until then stays; the same file can be imported again.',
  done: (count: number, shown: string) => `${addresses(count, shown)} added.`,
  found: (count: number, shown: string) => `${rows(count, shown)} looked at`,
  added: (count: number, shown: string) => `${addresses(count, shown)} new`,
  known: (count: number, shown: string) => `${addresses(count, shown)} on the list already`,
  wrong: (count: number, shown: string) => `${rows(count, shown)} cannot be used`,
  start: (count: number, shown: string) => `Add ${addresses(count, shown)}`,
  nothing: 'There is nothing new in this file.',
  problems: 'What is wrong',
  problem: (row: number, words: string) => `Row ${row}: ${words}`,
  more: (_count: number, shown: string) => `And ${shown} more.`,
  faults: {
    columns_unknown: 'no column of addresses is named here',
    csv_broken: 'a quotation mark is not closed; nothing after it was read',
    too_many_rows: 'too many rows; nothing from here on was read',
    address_missing: 'no address',
    address_invalid: 'the address is not valid',
    reason_unknown: 'the reason is not known',
    topic_unknown: 'there is no such topic',
    topic_reason: 'a bounce or complaint concerns everything, not a topic',
    date_invalid: 'the date is not readable: write it like 2026-11-30',
    date_in_future: 'the date is in the future',
  },
};
