import { Readable } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection';
import type { SmtpSettings } from '../smtp-settings.ts';
import { faultOf, forPeople, type Situation, SmtpError } from './fault.ts';
import { loginOf } from './login.ts';
import { nodemailer } from './nodemailer.ts';
import type { SmtpFault } from './outcome.ts';

/** A mail as it leaves: one sender, one recipient, every byte. */
export interface SignedMail {
  readonly from: string;
  readonly to: string;
  readonly bytes: Buffer;
}

/** The server took the mail. */
export interface Taken {
  readonly response: string;
  /** The server's own Message-ID, from servers that name it. */
  readonly providerId?: string;
}

interface Step<T> {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** `hold` ends the time-out: from there nodemailer's own, for silence, is the limit. */
  readonly run: (done: (error?: unknown, value?: T) => void, hold: () => void) => void;
  readonly situation: () => Omit<Situation, 'secrets'>;
}

const pieceBytes = 65_536;

/**
 * One connection, greeted and logged in, for one mail at a time. Built on nodemailer's `SMTPConnection`, not on its pool: a
 * hand-over there cannot be cut off, and its end does not tell how far the mail had gone.
 */
export class SmtpSession {
  readonly #connection: SMTPConnection;
  readonly #commandMs: number;
  readonly #secrets: string[] = [];
  #ended = false;
  #mails = 0;

  private constructor(connection: SMTPConnection, { commandMs }: SmtpSettings) {
    this.#commandMs = commandMs;
    this.#connection = connection;
    // A connection may fail while nobody waits for it; without a listener that would end the process.
    this.#connection.on('error', () => {});
    this.#connection.once('end', () => {
      this.#ended = true;
    });
  }

  /** Connects and logs in. @throws SmtpError */
  static async open(settings: SmtpSettings, signal: AbortSignal): Promise<SmtpSession> {
    const { SMTPConnection, XOAuth2 } = await nodemailer();
    const connection = new SMTPConnection(settings.connection);
    const session = new SmtpSession(connection, settings);
    const { auth, commandMs, connectMs } = settings;
    await session.#step({
      signal,
      timeoutMs: connectMs,
      situation: () => ({ stage: 'greeting', body: 'untouched' }),
      run: (done) => connection.connect(done),
    });
    // As nodemailer does: a server that offers no AUTH is not asked for it. One that needs it says so (530).
    if (auth && connection.allowsAuth) {
      const login = loginOf(auth, { XOAuth2 }, (secret) => session.#secrets.push(secret));
      await session.#step({
        signal,
        timeoutMs: commandMs,
        situation: () => ({ stage: 'auth', body: 'untouched' }),
        run: (done) => connection.login(login, done),
      });
    }
    return session;
  }

  /** Mails taken so far. */
  get mails(): number {
    return this.#mails;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Hands one mail over. A session that failed is closed: only a mail it took shows that it can be used again. @throws SmtpError */
  async send(mail: SignedMail, signal: AbortSignal): Promise<Taken> {
    const progress: { body: SmtpFault['body'] } = { body: 'untouched' };
    const info = await this.#step<SMTPConnectionSendInfo>({
      signal,
      timeoutMs: this.#commandMs,
      situation: () => ({ stage: progress.body === 'untouched' ? 'data' : 'content', ...progress }),
      run: (done, hold) => {
        const begin = () => {
          progress.body = 'begun';
          hold();
        };
        const stream = Readable.from(pieces(mail.bytes, begin), { objectMode: false });
        // Comes just before nodemailer adds the final dot, and not at all where the connection ends earlier.
        stream.once('end', () => {
          progress.body = 'handed_over';
        });
        this.#connection.send({ from: mail.from, to: [mail.to], size: mail.bytes.length }, stream, done);
      },
    });
    // A server that says yes before it has the whole mail cannot mean this one.
    if (progress.body !== 'handed_over') {
      this.#connection.close();
      throw new SmtpError({ code: 'EPROTOCOL', ...progress });
    }
    this.#mails += 1;
    const response = forPeople(info?.response ?? '', this.#secrets);
    return info?.serverMessageId === undefined
      ? { response }
      : { response, providerId: info.serverMessageId };
  }

  /** Says QUIT and resolves when the connection is closed, by us where the server takes longer than `graceMs`. */
  async quit(graceMs = 1000): Promise<void> {
    if (this.#ended) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => this.#connection.close(), graceMs);
      this.#connection.once('end', () => {
        clearTimeout(timer);
        resolve();
      });
      this.#connection.quit();
    });
  }

  /** One exchange with the server. It ends with nodemailer's answer, the connection, the time-out or the signal, whichever comes first. */
  #step<T>({ signal, timeoutMs, run, situation }: Step<T>): Promise<T | undefined> {
    const connection = this.#connection;
    return new Promise((resolve, reject) => {
      let open = true;
      const close = () => {
        open = false;
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        connection.off('error', fail);
        connection.off('end', onEnd);
      };
      const fail = (error: unknown) => {
        if (!open) return;
        close();
        const fault = faultOf(error, { ...situation(), secrets: this.#secrets });
        connection.close();
        reject(new SmtpError(fault));
      };
      const onAbort = () => fail({ code: 'EABORT' });
      // nodemailer closes before it reports a 421; its report, in the same tick, says more.
      const onEnd = () => queueMicrotask(() => fail({ code: 'ECONNECTION' }));
      const timer = setTimeout(() => fail({ code: 'ETIMEDOUT' }), timeoutMs);
      if (signal.aborted) return onAbort();
      signal.addEventListener('abort', onAbort);
      connection.on('error', fail);
      connection.on('end', onEnd);
      const done = (error?: unknown, value?: T) => {
        if (error) return fail(error);
        if (!open) return;
        close();
        resolve(value);
      };
      run(done, () => clearTimeout(timer));
    });
  }
}

function* pieces(bytes: Buffer, begin: () => void): Generator<Buffer> {
  begin();
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}
