import { byChannel } from '../by-channel.ts';
import { one } from './one.ts';

/** Writing to several people at once. */
export const enMany = {
  several: 'Write to several people',
  one: 'Write to one person',
  legend: 'To several people',
  hint: 'Each gets a message of their own and sees nobody else. The list is kept only while this page is open.',
  count: (count: number, shown: string) => (count === 1 ? `${shown} person` : `${shown} people`),
  others: (count: string) => `and ${count} more`,
  remove: (name: string) => `Take off ${name}`,
  clear: 'Take all off',
  pasteOpen: 'Paste a list',
  paste: 'A list, one person a line',
  pasteHint: byChannel({
    email: 'An address alone, or with a name: Jo Smith <jo@acme.example>, or Jo Smith; jo@acme.example.',
    sms: 'A number alone, or with a name: Jo Smith; +44 7400 123456.',
  }),
  add: 'Add to the list',
  file: 'Choose a CSV file',
  fileLabel: 'A file with the list',
  fileDrop: 'or drop one here: CSV, 10,000 people at most',
  fileBroken: (name: string) => `${name} could not be read as CSV.`,
  fileEmpty: (name: string) => `Nothing stands in ${name}.`,
  columnsOf: (name: string) => `What the columns of ${name} hold`,
  column: (place: number) => `Column ${place}`,
  noColumn: 'None',
  addressColumn: byChannel({ email: 'E-mail address', sms: 'Number' }),
  nameColumn: 'Name of the person',
  variableColumn: (variable: string) => `Value for “${variable}”`,
  hasHead: 'The first line names the columns',
  found: (people: number, wrong: number) =>
    wrong === 0
      ? `${one(people, 'person', 'people')} found.`
      : `${one(people, 'person', 'people')} found; ${one(wrong, 'line has', 'lines have')} no address.`,
  added: (count: number) => (count === 0 ? 'Nobody was added.' : `${one(count, 'person', 'people')} added.`),
  doubled: (count: number) =>
    count === 1 ? '1 was on the list already.' : `${count} were on the list already.`,
  unread: (count: number, lines: string, more: boolean) =>
    `${one(count, 'line was', 'lines were')} left out, because no address stands there: ${lines}${more ? ', …' : '.'}`,
  tooMany: (most: string, over: number) => `A list has at most ${most} people: ${over} were left out.`,
  missing: 'Add who it goes to.',
  filesTooMuch: (size: number, most: string) =>
    `Each person gets a copy of the files, ${size} MB. That goes to ${most} people at a time at most: write to fewer, or put a link in place of the files.`,
  sendMany: 'Check and send …',
  title: byChannel({ email: 'Send to several people', sms: 'Send an SMS to several people' }),
  checking: 'Checking',
  sending: 'Sending',
  progress: (what: string, done: string, total: string) => `${what}: ${done} of ${total}`,
  sendable: (good: string, all: string) => `${good} of ${all} will get it.`,
  segments: (count: number, shown: string) =>
    count === 1 ? `${shown} segment in all.` : `${shown} segments in all.`,
  lacksLanguage: (wanted: string, count: number, shown: string, got: string) =>
    `The template has no ${wanted}: ${shown} ${count === 1 ? 'gets' : 'get'} ${got}.`,
  reason: (reason: string, count: number) => `${reason} (${count})`,
  isDoubled: 'Is on the list twice: goes there once',
  isSuppressed: 'Is on the suppression list',
  optedOutOf: (topic: string) => `Gets nothing about “${topic}”: opted out`,
  send: (count: number, shown: string) => (count === 1 ? `Send ${shown} message` : `Send ${shown} messages`),
  stayOpen: 'Keep this page open until it is through.',
  stop: 'Stop',
  stopped: (done: string, total: string) => `Stopped: ${done} of ${total} are handed over for sending.`,
  cutOff: (done: string, total: string) =>
    `${done} of ${total} are handed over for sending. Going on sends nobody anything twice.`,
  goOn: 'Go on',
  look: 'What became of them',
  sent: (count: number, shown: string) =>
    count === 1 ? `${shown} message is on its way.` : `${shown} messages are on their way.`,
  sentBut: (sent: string, rejected: number) => `${sent} ${one(rejected, 'was', 'were')} refused.`,
};
