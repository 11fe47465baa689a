/** Names the queue of BullMQ. */
export const queueName = 'wake';

/** What a wake-up says: when something is due, in ms. */
export interface Word {
  readonly at: number;
}

/** A wake-up as BullMQ takes it. */
export interface WordJob {
  readonly name: typeof queueName;
  readonly data: Word;
  readonly opts: { readonly jobId: string; readonly delay: number };
}

/** For so many messages that are due one worker more is woken; the others find the rest when they look. */
const messagesPerWord = 10;
const mostWords = 8;

/** As many workers as have to do, each by a job of its own: of one name there is one at a time, however often it is sent. */
export function wordsNow(messages: number): readonly WordJob[] {
  const count = Math.min(Math.ceil(messages / messagesPerWord), mostWords);
  return Array.from({ length: count }, (_, n) => wordOf(`now-${n}`, 0, 0));
}

/**
 * Comes a little early, with the time. The further ahead, the wider the span that shares a wake-up, from 1/16 to 1/32 of the way:
 * so there are never more than about a thousand, whatever is scheduled, and whoever is woken early asks the storage what is next.
 */
export function wordLater(at: number, now: number): WordJob {
  const width = 2 ** Math.max(Math.floor(Math.log2(at - now)) - 4, 4);
  const begin = Math.floor(at / width) * width;
  return wordOf(`at-${begin}-${width}`, at, Math.max(begin - now, 0));
}

function wordOf(jobId: string, at: number, delay: number): WordJob {
  return { name: queueName, data: { at }, opts: { jobId, delay } };
}
