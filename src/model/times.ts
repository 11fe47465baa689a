/** The time to act at. Left out, it is the storage's own clock, so that processes sharing it agree on leases. */
export interface Timed {
  readonly now?: Date;
}

/** What a timer of Node's can wait at most; a longer one would fire at once. */
export const longestTimerMs = 2 ** 31 - 1;
