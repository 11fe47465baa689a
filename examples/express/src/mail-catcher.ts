import { buffer } from 'node:stream/consumers';
import type { DnsResolver } from 'postern';
import { SMTPServer } from 'smtp-server';
import type { CaughtMails } from './caught-mails.ts';
import { judgeMail } from './mail-verdict.ts';

const maxBytes = 25_000_000;

/** Stands in for the rest of the world: an SMTP server that takes every mail and sends none on. */
export class MailCatcher {
  readonly port: number;
  readonly mails: CaughtMails;
  readonly #server: SMTPServer;

  private constructor(server: SMTPServer, port: number, mails: CaughtMails) {
    this.#server = server;
    this.port = port;
    this.mails = mails;
  }

  /** On loopback only. @param port 0 for any free one @param dns where the keys to verify signatures with are looked up */
  static async start(port: number, mails: CaughtMails, dns: DnsResolver): Promise<MailCatcher> {
    const server = new SMTPServer({
      banner: 'Postern example: caught here, sent nowhere',
      size: maxBytes,
      // No certificate that anybody would trust, and nothing leaves this machine.
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      // Ours are closed by then; nobody else's connection holds the end up.
      closeTimeout: 1000,
      logger: false,
      onData(stream, { envelope: { mailFrom, rcptTo } }, done) {
        const from = mailFrom === false ? '' : mailFrom.address;
        const to = rcptTo.map(({ address }) => address);
        buffer(stream)
          .then(async (source) => {
            if (stream.sizeExceeded) throw tooLarge();
            const verdict = await judgeMail(source, dns);
            await mails.add({ receivedAt: new Date(), envelope: { from, to }, verdict, source });
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

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(resolve));
  }
}

function tooLarge(): Error {
  return Object.assign(new Error('Too large a mail'), { responseCode: 552 });
}
