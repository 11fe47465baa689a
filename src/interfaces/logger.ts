/**
 * Where lines about what happens go, in pino's shape: facts, then a sentence that is always the same. The facts are ids, classes, counts
 * and names of transports; never an address, content, a code or a secret.
 */
export interface Logger {
  /** What happens to each message, each callback. */
  debug(facts: object, message: string): unknown;
  /** Started, stopped, resumed; changes of senders. */
  info(facts: object, message: string): unknown;
  /** What somebody should look at: a transport that pauses, a domain that was lost, a message that is held. */
  warn(facts: object, message: string): unknown;
  /** A fault in the background. */
  error(facts: object, message: string): unknown;
}
