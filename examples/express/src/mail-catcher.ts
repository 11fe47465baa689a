import { buffer } from 'node:stream/consumers';
import { type AddressObject, simpleParser } from 'mailparser';
import type { DnsResolver } from 'postern';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { judgeMail, type Verdict } from './mail-verdict.ts';

const maxMails = 500;
const maxBytes = 25_000_000;

/** A mail as it came in over SMTP. */
export interface CaughtMail {
  /** Counts from 1. */
  readonly id: number;
  readonly receivedAt: Date;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Each as it stood in the mail, folded lines included. */
  readonly headers: readonly string[];
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly bytes: number;
  }[];
  readonly verdict: Verdict;
  readonly source: Buffer;
}

/** Stands in for the rest of the world: an SMTP server that takes every mail, shows it, and sends none on. */
export class MailCatcher {
  readonly port: number;
  readonly #server: SMTPServer;
  /** Oldest first; the newest 500 are kept. */
  readonly #mails: CaughtMail[];

  private constructor(server: SMTPServer, port: number, mails: CaughtMail[]) {
    this.#server = server;
    this.port = port;
    this.#mails = mails;
  }

  /** On loopback only. @param port 0 for any free one @param dns where the keys to verify signatures with are looked up */
  static async start(port: number, dns: DnsResolver): Promise<MailCatcher> {
    const mails: CaughtMail[] = [];
    let caught = 0;
    const server = new SMTPServer({
      banner: 'Postern example: caught here, sent nowhere',
      size: maxBytes,
      // No certificate that anybody would trust, and nothing leaves this machine.
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      // Ours are closed by then; nobody else's connection holds the end up.
      closeTimeout: 1000,
      logger: false,
      onData(stream, session, done) {
        buffer(stream)
          .then(async (source) => {
            if (stream.sizeExceeded) throw tooLarge();
            const mail = await readMail(source, session, dns);
            caught += 1;
            mails.push({ id: caught, ...mail });
            if (mails.length > maxMails) mails.shift();
          })
          .then(() => done(), done);
      },
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    // A client that hangs up in the middle is its own affair.
    server.on('error', () => {});
    const address = server.server.address();
    return new MailCatcher(server, typeof address === 'object' && address ? address.port : port, mails);
  }

  /** Newest first. */
  list(): readonly CaughtMail[] {
    return this.#mails.toReversed();
  }

  /** By its number, or `latest`. */
  get(id: string): CaughtMail | undefined {
    return id === 'latest' ? this.#mails.at(-1) : this.#mails.find((mail) => String(mail.id) === id);
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(resolve));
  }
}

async function readMail(
  source: Buffer,
  session: SMTPServerSession,
  dns: DnsResolver,
): Promise<Omit<CaughtMail, 'id'>> {
  const [mail, verdict] = await Promise.all([simpleParser(source), judgeMail(source, dns)]);
  const { mailFrom, rcptTo } = session.envelope;
  const to = rcptTo.map(({ address }) => address);
  return {
    receivedAt: new Date(),
    envelope: { from: mailFrom === false ? '' : mailFrom.address, to },
    from: namesOf(mail.from),
    to: [mail.to].flat().map(namesOf).join(', '),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    ...(typeof mail.html === 'string' ? { html: mail.html } : {}),
    headers: mail.headerLines.map(({ line }) => line),
    attachments: mail.attachments.map(({ filename, contentType, size }) => ({
      filename: filename ?? 'unnamed',
      contentType,
      bytes: size,
    })),
    verdict,
    source,
  };
}

/** As a person reads them, without the quotes that a header needs. */
function namesOf(addresses: AddressObject | undefined): string {
  return (addresses?.value ?? [])
    .map(({ name, address = '' }) => (name ? `${name} <${address}>` : address))
    .join(', ');
}

function tooLarge(): Error {
  return Object.assign(new Error('Too large a mail'), { responseCode: 552 });
}
