import { one } from './one.ts';

/** Acting on many messages of the history. */
export const enMany = {
  bar: 'Selected messages',
  column: 'Selected',
  select: (to: string) => `Select the message to ${to}`,
  shown: (count: string) => `Select all ${count} shown`,
  selected: (count: string) => `${count} selected`,
  all: (count: string) => `Select all ${count} that match`,
  allSelected: (count: string) => `All ${count} that match are selected`,
  actions: { retry: 'Retry', cancel: 'Cancel sending', sendAgain: 'Send again' },
  titles: {
    retry: 'Retry messages',
    cancel: 'Cancel the sending of messages',
    sendAgain: 'Send messages again',
  },
  looking: 'Looking up which messages these are …',
  question: {
    retry: (count: number) => `${one(count, 'message', 'messages')} will be queued once more.`,
    cancel: (count: number) => `${one(count, 'message', 'messages')} will not be sent.`,
    sendAgain: (count: number) => `${one(count, 'message', 'messages')} will be sent once more.`,
  },
  hints: {
    retry: 'One whose status is “Unknown” may arrive twice.',
    cancel: 'What has left already cannot be taken back.',
    sendAgain: 'Each goes out as a new message, with the same words and files, to the address it went to.',
  },
  none: {
    retry: 'None of these messages can be retried.',
    cancel: 'None of these messages can be canceled any more.',
    sendAgain: 'None of these messages can be sent again: they go out by themselves yet.',
  },
  leftOut: 'These are left as they are, because of their status:',
  ofStatus: (status: string, count: string) => `${status}: ${count}`,
  newestOnly: (count: string) => `These are the newest ${count}; do the others afterwards.`,
  confirm: {
    retry: (count: number) => `Retry ${one(count, 'message', 'messages')}`,
    cancel: (count: number) => `Cancel ${one(count, 'message', 'messages')}`,
    sendAgain: (count: number) => `Send ${one(count, 'message', 'messages')} again`,
  },
  /** In place of canceling them. */
  keep: 'Keep them',
  progress: (done: string, total: string) => `${done} of ${total}`,
  waits: 'That was much at once: it goes on in a moment.',
  stop: 'Stop',
  stopped: (left: string) => `Stopped; ${left} not done yet.`,
  goOn: 'Go on',
  done: {
    retry: (count: number) => `${one(count, 'message was', 'messages were')} queued once more.`,
    cancel: (count: number) => `${one(count, 'message was', 'messages were')} canceled.`,
    sendAgain: (count: number) => `${one(count, 'message was', 'messages were')} sent again.`,
  },
  refused: (count: string) => `${count} could not be:`,
  group: (sentence: string, count: string) => `${sentence} (${count})`,
  others: (count: string) => `and ${count} others`,
  statusNow: (status: string) => `The status is “${status}” by now.`,
};
