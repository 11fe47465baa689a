import { byChannel } from '../by-channel.ts';
import { one } from './one.ts';

const wrongKinds: Readonly<Record<string, string>> = {
  url: 'is not a link: it begins with https://',
  email: 'is not an e-mail address',
  number: 'is not a number',
  date: 'is not a date',
  datetime: 'is not a time',
};

/** What stands where a message is written. */
export const enCompose = {
  title: byChannel({ email: 'Compose an e-mail', sms: 'Compose an SMS' }),
  notReady: 'You cannot send yet',
  notReadyHint: 'You can write already: the draft is kept on this device.',
  toSetUp: 'To the sender set-up',
  to: 'To',
  toHint: byChannel({
    email: 'Type a name or an e-mail address.',
    sms: 'Type a name or a number. Only people with a phone number can be picked.',
  }),
  toPlaceholder: 'Search people',
  toNothing: 'Nobody found.',
  toType: 'Type to search.',
  toTyped: (address: string) => `Send to ${address}`,
  noAddress: byChannel({ email: 'no e-mail address', sms: 'no phone number' }),
  clearTo: 'Pick someone else',
  sender: 'Sender',
  template: 'Template',
  templateNone: 'Without a template',
  templateHint: byChannel({
    email: 'Fills in subject and message; you can change both afterwards.',
    sms: 'Fills in the message; you can change it afterwards.',
  }),
  variables: 'Values for the template',
  variableWrong: (name: string, kind: string, message: string) =>
    `“${name}” ${wrongKinds[kind] ?? `does not fit: ${message}`}.`,
  variableMissing: (name: string) => `The template needs a value for “${name}”.`,
  keepHtml: 'This message is formatted; the preview shows it. To change its words, make it plain text.',
  editText: 'Edit as plain text',
  subject: 'Subject',
  message: 'Message',
  replyTo: 'Answers go to',
  replyToSender: 'Let answers go to the sender',
  schedule: 'When',
  scheduleNow: 'As soon as possible',
  scheduleLater: 'Later',
  scheduleAt: 'Send at',
  scheduleHint: (zone: string) => `In your time zone (${zone}).`,
  preview: 'Preview',
  previewEmpty: 'The preview appears as you write.',
  previewFrom: 'From',
  previewTo: 'To',
  previewSubject: 'Subject',
  previewFrame: 'Preview of the formatted message',
  segments: (count: number) => one(count, 'segment', 'segments'),
  characters: (count: number) => one(count, 'character', 'characters'),
  charactersLeft: (count: number) => `${count} left in this segment`,
  encoding: { 'GSM-7': 'Standard alphabet (GSM-7)', 'UCS-2': 'Unicode (UCS-2)' },
  encodingHint: 'Carriers charge by the segment.',
  send: byChannel({ email: 'Send e-mail', sms: 'Send SMS' }),
  sendLater: byChannel({ email: 'Schedule e-mail', sms: 'Schedule SMS' }),
  queued: (to: string) => `The message to ${to} is queued.`,
  scheduled: (to: string, at: string) => `The message to ${to} is scheduled for ${at}.`,
  suppressed: (to: string) => `Not sent: ${to} is on the suppression list.`,
  test: 'Send me a test',
  testTo: (address: string) => `Goes to ${address}, with “[Test]” in its subject.`,
  tested: (address: string) => `A test is on its way to ${address}.`,
  testNoAnswer: 'The server did not answer: the test may be on its way, or not.',
  files: {
    label: 'Files',
    hint: (count: number, megabytes: number) =>
      `Up to ${count} files, ${megabytes} MB together. Pictures in the text count too. They are kept only while this page is open.`,
    add: 'Add files',
    drop: 'or drop them here',
    remove: (name: string) => `Remove ${name}`,
    progress: 'Being sent',
    lost: (count: number, names: string) =>
      `${one(count, 'file has', 'files have')} to be added again: ${names}`,
    comes: 'being fetched',
    missing: 'not there',
    notBrought: 'Files of the message could not be fetched',
    awaited: (names: string) => `Not there yet: ${names}. Try again, or take off what you do not need.`,
    tooLarge: (megabytes: number, most: number) =>
      `Not added: that would be ${megabytes} MB, and ${most} MB is the most for one message.`,
    tooMany: (most: number) => `Not added: a message has at most ${most} files.`,
    unread: (names: string) => `Not added, because it could not be read: ${names}. Folders cannot be sent.`,
  },
  againGone: {
    missing: 'The message that you want to send again is no longer there.',
    erased:
      'The content of the message that you want to send again was erased, and its files with it. Write it anew.',
    confidential:
      'The content of the message that you want to send again is confidential and does not go out a second time. Write it anew.',
  },
  leaves: (to: string, seconds: number) =>
    `The message to ${to} leaves in ${one(seconds, 'second', 'seconds')}.`,
  undone: 'Taken back: nothing was sent. The draft is here again.',
  undoLate: 'Too late: the message was on its way already.',
  undoLost: 'The server did not answer: whether the message was taken back shows in the history.',
  look: 'Look at it',
  discard: 'Discard draft',
  draftKept: 'Draft kept on this device',
  draftElsewhere: 'A draft of another tab',
  draftNobody: 'Nobody picked yet',
  draftTake: 'Continue this draft',
  offline: 'No connection: not sent, the draft is kept.',
  noAnswer:
    'The server did not answer. The draft is kept: send it once more, it goes only once whatever became of the first try.',
  templateGone: 'The template of this draft was deleted. What it said is kept.',
  draftDiscarded: 'Draft discarded',
  undo: 'Undo',
  isSuppressed: (address: string) => `Nothing is sent to ${address}: it is on the suppression list`,
  isSuppressedOf: (address: string, topic: string) =>
    `Nothing about “${topic}” is sent to ${address}: it is on the suppression list`,
  toSuppressions: 'To the suppressions',
  prefixHint: (prefix: string) => `“${prefix}” is put before it by itself: it tells who writes.`,
  toUnread: byChannel({
    email: (typed: string) => `“${typed}” is no e-mail address, and nobody was picked from the list.`,
    sms: (typed: string) => `“${typed}” is no phone number, and nobody was picked from the list.`,
  }),
  toMissing: 'Pick who it goes to.',
  subjectMissing: 'An e-mail needs a subject.',
  textMissing: 'Write a message.',
  timeMissing: 'Choose a day and a time.',
  timePast: (at: string) => `${at} has passed already. Choose a later time.`,
  timeFar: (latest: string) =>
    `That is too far ahead: a message can wait until ${latest} at the latest. Choose an earlier time.`,
  timeSkipped: (time: string, meant: string) =>
    `There is no ${time} on this day: the clocks are put forward. The message leaves at ${meant}.`,
  timeTwice: (time: string, first: string, second: string) =>
    `${time} comes twice on this day: the clocks are put back. The message leaves the first time, at ${first}, not at ${second}.`,
};
