import { one } from './one.ts';

/** What became of many messages that were sent together. */
export const enBatches = {
  title: 'Batch',
  /** Number, time, who. */
  head: (total: string, at: string) => `${total} messages, the first on ${at}`,
  headBy: (head: string, actor: string) => `${head}, by ${actor}`,
  gone: 'There is no such batch here',
  goneHint: 'It may belong to another site, its messages may have been removed, or the link is wrong.',
  more: (count: string) => `It has more than ${count} messages: the newest so many are counted here.`,
  progress: 'How much is done',
  done: (done: string, total: string) => `${done} of ${total} are done`,
  allDone: 'All are done: nothing waits any more.',
  statuses: 'By status',
  failures: 'Why messages did not get through',
  reason: 'Reason',
  status: 'Status',
  count: 'Messages',
  showAll: 'Show all messages',
  id: 'Batch id',
  stop: 'Stop what waits',
  stopTitle: 'Stop this batch?',
  stopBody: (waiting: number) =>
    `${one(waiting, 'message waits', 'messages wait')} still. They are canceled; what was sent stays sent.`,
  /** Where more than are counted may wait. */
  stopMore: (waiting: number) =>
    `At least ${one(waiting, 'message waits', 'messages wait')} still. All that wait are canceled; what was sent stays sent.`,
  stopKeep: 'Let them go',
  stoppingTitle: 'Stopping this batch',
  stopping: (count: number) => `${one(count, 'message is', 'messages are')} canceled so far.`,
  stoppingStays: 'It goes on when this is closed, as long as the console stays open.',
  stopped: (count: number) =>
    count === 0
      ? 'Nothing waited any more: nothing was canceled.'
      : `${one(count, 'message is', 'messages are')} canceled.`,
};
