/*
 * How one mail is handed over. `mail.ts` composes it, the same bytes at each attempt (`words.ts` and `address.ts` keep what people
 * wrote one line, or one token). `pool.ts` gives it a session, new or kept; `session.ts` is one connection to the server, with
 * nodemailer's `SMTPConnection` inside, and knows how far the mail had gone (`login.ts`: the credentials); `nodemailer.ts` loads its parts with the first mail. What goes wrong becomes
 * a fault (`fault.ts`): codes, and whether the body had left. `outcome.ts` says what a fault means, by the table of replies;
 * what a refusal is about stands in `refusal.ts`, the same for bounces.
 */
import type { SmtpSettings } from '../smtp-settings.ts';
import { SmtpError } from './fault.ts';
import { type SignedMail, SmtpSession, type Taken } from './session.ts';

interface Idle {
  readonly session: SmtpSession;
  readonly timer: NodeJS.Timeout;
}

/** At most `maxConnections` sessions at a time, kept for `idleMs` after a mail and for `maxMessages` mails. */
export class SmtpPool {
  readonly #settings: SmtpSettings;
  readonly #idle: Idle[] = [];
  readonly #waiting: (() => void)[] = [];
  #free: number;
  #era = 0;

  constructor(settings: SmtpSettings) {
    this.#settings = settings;
    this.#free = settings.maxConnections;
  }

  /** Hands one mail over, waiting for a free connection where need be. @throws SmtpError */
  async handOver(mail: SignedMail, signal: AbortSignal): Promise<Taken> {
    await this.#slot(signal);
    try {
      const kept = this.#takeIdle();
      if (kept) {
        try {
          return await this.#send(kept, mail, signal);
        } catch (error) {
          if (!isStale(error)) throw error;
          // The server has ended one idle connection; the others are most likely as old.
          void this.#dropIdle();
        }
      }
      return await this.#send(await SmtpSession.open(this.#settings, signal), mail, signal);
    } finally {
      this.#release();
    }
  }

  /** Ends what is idle; what is in use ends after its mail. Later mails open new connections. */
  async close(): Promise<void> {
    this.#era += 1;
    await this.#dropIdle();
  }

  async #send(session: SmtpSession, mail: SignedMail, signal: AbortSignal): Promise<Taken> {
    const era = this.#era;
    const taken = await session.send(mail, signal);
    if (era === this.#era && session.mails < this.#settings.maxMessages && !session.ended)
      this.#keep(session);
    else void session.quit();
    return taken;
  }

  #keep(session: SmtpSession): void {
    const timer = setTimeout(() => {
      this.#idle.splice(this.#idle.indexOf(idle), 1);
      void session.quit();
    }, this.#settings.idleMs);
    const idle = { session, timer };
    this.#idle.push(idle);
  }

  /** The one used last, so that the others can grow old and go; without those that the server has ended. */
  #takeIdle(): SmtpSession | undefined {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      clearTimeout(idle.timer);
      if (!idle.session.ended) return idle.session;
    }
    return undefined;
  }

  async #dropIdle(): Promise<void> {
    const dropped = this.#idle.splice(0);
    for (const { timer } of dropped) clearTimeout(timer);
    await Promise.all(dropped.map(({ session }) => session.quit()));
  }

  async #slot(signal: AbortSignal): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1);
        reject(new SmtpError({ code: 'EABORT', body: 'untouched' }));
      };
      const take = () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      if (signal.aborted) return reject(new SmtpError({ code: 'EABORT', body: 'untouched' }));
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(take);
    });
  }

  /** Hands the slot to the one that waits longest, or gives it back. */
  #release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}

/**
 * Whether a connection was found closed, as servers do after a while: nothing of the mail was read, so it can go over
 * another connection without being a second attempt.
 */
function isStale(error: unknown): boolean {
  if (!(error instanceof SmtpError) || error.fault.body !== 'untouched') return false;
  const { code, reply } = error.fault;
  return reply ? reply.text.startsWith('421') : code === 'ECONNECTION' || code === 'ESOCKET';
}
