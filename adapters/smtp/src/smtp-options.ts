import type { Mailbox, Rate } from 'postern/adapter';
import type { RelayRecords } from './dkim/relay.ts';
import type { ReplyRule } from './sending/outcome.ts';

/** Where the mail server is: `url`, or `host` and the rest. */
export interface SmtpOptions {
  /** `smtps://user:password@host:465` or `smtp://…:587`; user and password percent-encoded. Instead of host, port, secure and auth. */
  readonly url?: string;
  /** The server's name or address, where there is no `url`. */
  readonly host?: string;
  /** Default 465 with `secure`, else 587. */
  readonly port?: number;
  /** TLS from the first byte. Default: only on port 465; on others STARTTLS is used where offered. */
  readonly secure?: boolean;
  /** How to log in. Default: not at all. */
  readonly auth?: SmtpAuth;
  /** Refuse to go on without TLS. Default: `true` with credentials, so that nobody in between can strip STARTTLS and read them. */
  readonly requireTls?: boolean;
  /** How the server's certificate is judged. Default: as Node does. */
  readonly tls?: SmtpTls;
  /** What messages name as their transport. Default `smtp`; two in one channel need names of their own. */
  readonly name?: string;
  /** What the server allows, held by all processes together. Default: no limit. */
  readonly rate?: Rate;
  /**
   * Mails handed over at a time, by all processes together, where the server takes no more connections than that in all; 1 to 10,000.
   * Default: no limit.
   */
  readonly maxConcurrent?: number;
  /** Our own name in EHLO. Default: the machine's full name, or `[127.0.0.1]`. */
  readonly ehloName?: string;
  /** Connections of this process at a time. Default 5. */
  readonly maxConnections?: number;
  /** Mails on one connection before it is replaced. Default 100. */
  readonly maxMessages?: number;
  /**
   * How long an unused connection is kept, in ms. Default 60 000; with `maxConcurrent` 100, since the server counts it although
   * nothing is handed over by it, and another process may open one 100 ms later.
   */
  readonly idleMs?: number;
  /** How long each step may take. Default: see each. */
  readonly timeouts?: SmtpTimeouts;
  /** Who the one-time code comes from. Default: the sender being validated. */
  readonly codeSender?: Mailbox;
  /**
   * Where bounces come back to: with `bounce@acme.example` each mail's envelope sender is `bounce+<id>.<tag>@acme.example`, so the
   * mail server of that domain must deliver such addresses (sub-addressing, RFC 5233). Default: the sender's own address, and
   * bounces cannot be told apart.
   */
  readonly returnPath?: string;
  /**
   * Who signs. Default: this adapter, with keys that it makes. `'relay'`: the server behind it (Amazon SES, Postmark, Resend,
   * Brevo, a company's relay) or nobody (a mail catcher); then nothing is signed here and a domain needs no records. With
   * `{ relay: records }` it needs those of the relay, and DMARC.
   */
  readonly dkim?: OwnDkim | 'relay' | { readonly relay: RelayRecords };
  /** The DMARC record suggested to a domain that has none. Default `v=DMARC1; p=none;`. */
  readonly dmarc?: string;
  /** Replies of this server that mean something else than usual; looked at before the built-in table. */
  readonly replies?: readonly ReplyRule[];
}

/** Keys of our own. */
export interface OwnDkim {
  /** What the two selectors begin with: `postern` (the default) gives `postern1-k3f9x2` and `postern2-k3f9x2`. */
  readonly selectorPrefix?: string;
  /**
   * What the second of the two keys is. Default `rsa`, as the first always is. `ed25519` (RFC 8463): a twentieth of the time to sign and a
   * record of 70 characters, but receivers that do not know it see the RSA signature alone. Counts for keys that are made from then on:
   * a sender that has two RSA keys keeps them until `rotateKeys()`.
   */
  readonly second?: 'rsa' | 'ed25519';
}

/** How to log in. */
export type SmtpAuth =
  | { readonly user: string; readonly pass: string }
  /** XOAUTH2. */
  | {
      readonly user: string;
      /** Asked for each new connection. */
      readonly accessToken: () => Promise<string>;
    };

/** As Node's `tls` takes it. */
export interface SmtpTls {
  /** Default `true`. */
  readonly rejectUnauthorized?: boolean;
  /** The name the certificate must be for. Default: the host. */
  readonly servername?: string;
  /** Default `TLSv1.2`. */
  readonly minVersion?: 'TLSv1.2' | 'TLSv1.3';
  /** Certificate authorities in PEM to trust instead of Node's own. */
  readonly ca?: string | Buffer | readonly (string | Buffer)[];
}

/** In ms. */
export interface SmtpTimeouts {
  /** To connect, with name look-up, greeting and TLS. Default 60 000. */
  readonly connectionMs?: number;
  /** For the greeting within that. Default 30 000. */
  readonly greetingMs?: number;
  /**
   * To log in, and for MAIL, RCPT and DATA together. Default 60 000: less than RFC 5321 §4.5.3.2 grants, since until then
   * another attempt is harmless, and a crashed worker's messages wait as long as all time-outs together.
   */
  readonly commandMs?: number;
  /** Silence while the mail is sent and after it. Default 600 000 (RFC 5321 §4.5.3.2.6: less makes duplicates). */
  readonly dataMs?: number;
}
