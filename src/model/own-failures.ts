import type { Failure } from './message.ts';
import { noteText } from './notes.ts';

/** Of a message whose worker ended, or was cut off, in the middle of its hand-over. */
export const lostFailure: Failure = {
  class: 'lost',
  message: noteText({ code: 'lost' }),
};

/** Of a message that was not handed over in time. */
export const expiredFailure: Failure = {
  class: 'expired',
  message: noteText({ code: 'expired' }),
};
