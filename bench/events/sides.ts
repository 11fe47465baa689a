/** What a side is asked to do. */
export interface Asked {
  readonly phase:
    | 'recorded, 16 callers'
    | 'recorded, 1 caller'
    | 'handed over, 1 at a time'
    | 'handed over, 100 at a time'
    | 'handed out';
  readonly count: number;
}

/** What it took, in µs of Node's CPU. */
export interface Told {
  readonly node: number;
}
