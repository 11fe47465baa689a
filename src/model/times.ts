/** The time to act at. Left out, it is the storage's own clock, so that processes sharing it agree on leases. */
export interface Timed {
  readonly now?: Date;
}
