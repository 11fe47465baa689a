import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
}

export interface MailServerOptions {
  /** Only these may log in; without, nobody needs to. */
  readonly account?: { readonly user: string; readonly pass?: string; readonly accessToken?: string };
  /** TLS with the certificate for `localhost` from this folder: from the first byte, or by STARTTLS. */
  readonly tls?: 'secure' | 'starttls';
}

export interface MailServer {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** The mechanism of each log-in tried. */
  readonly logins: readonly string[];
  close(): Promise<void>;
}

const pem = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

/** Self-signed, for `localhost`, made for these tests only. */
export const certificate = pem('localhost-cert.pem');

/** A real, well-behaved SMTP server that keeps what it gets. */
export async function startMailServer({ account, tls }: MailServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const logins: string[] = [];
  const server = new SMTPServer({
    key: pem('localhost-key.pem'),
    cert: certificate,
    secure: tls === 'secure',
    disabledCommands: [...(tls === 'starttls' ? [] : ['STARTTLS']), ...(account ? [] : ['AUTH'])],
    authMethods: account?.accessToken ? ['XOAUTH2'] : ['PLAIN'],
    allowInsecureAuth: tls === undefined,
    disableReverseLookup: true,
    onAuth(auth, _session, callback) {
      logins.push(auth.method);
      const known = account?.accessToken
        ? auth.accessToken === account.accessToken
        : auth.password === account?.pass;
      if (known && auth.username === account?.user) callback(null, { user: auth.username });
      else callback(Object.assign(new Error('5.7.8 Unknown user or wrong password'), { responseCode: 535 }));
    },
    onData(stream, session, callback) {
      void buffer(stream).then((raw) => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), raw });
        callback(null);
      });
    },
  });
  // A client that refuses our certificate ends the connection: expected here.
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    logins,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
