import { isMessagingError, MessagingError } from 'postern/adapter';

/** Words of Redis that speak of who may do what: trying again is no use. */
const refusals: ReadonlySet<string> = new Set(['WRONGPASS', 'NOAUTH', 'NOPERM']);

/** During what something fails. */
export type During = 'reaching Redis' | 'sending a wake-up' | 'waiting for wake-ups' | 'keeping a limit';

/** Tells each kind of fault once, until what failed goes well again: a Redis that is away for an hour is one fault. */
export class Faults {
  readonly #tell: (error: MessagingError, during: During) => void;
  readonly #open = new Set<During>();

  constructor(tell: (error: MessagingError, during: During) => void) {
    this.#tell = tell;
  }

  has(during: During): boolean {
    return this.#open.has(during);
  }

  failed(error: unknown, during: During): void {
    // What fails while Redis is away fails because it is.
    if (this.#open.has(during) || this.#open.has('reaching Redis')) return;
    this.#open.add(during);
    this.#tell(isMessagingError(error) ? error : redisFault(error), during);
  }

  wentWell(during: During): void {
    this.#open.delete(during);
  }
}

/** What may be said of an error of the client: its code. It carries the command, password and all. */
function redisFault(error: unknown): MessagingError {
  const reason = reasonOf(error);
  const details = { reason };
  if (refusals.has(reason))
    return new MessagingError(
      'invalid_config',
      `Redis refuses (${reason}): check the user and password of "connection", and what that user may do.`,
      { details },
    );
  return new MessagingError(
    'storage_not_ready',
    `Redis cannot be used (${reason}): until it can, workers find what is due by polling, and the storage keeps the limits.`,
    { details },
  );
}

/** The system's code, or the word that an answer of Redis begins with. */
function reasonOf(error: unknown): string {
  const { code, message, name } = Object(error);
  if (typeof code === 'string' && /^[A-Z]\w{2,30}$/.test(code)) return code;
  const [word] = /^[A-Z]{3,16}\b/.exec(String(message)) ?? [];
  return word ?? (typeof name === 'string' && /^\w{1,40}$/.test(name) ? name : 'no reason given');
}
