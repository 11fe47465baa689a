import { invalidOption as invalidOptionOf, type MessagingError, present } from 'postern/adapter';
import type { SmtpAuth, SmtpOptions } from './smtp-options.ts';

/** Where to connect, with every default filled in. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly auth?: SmtpAuth;
}

type Given = { readonly [K in 'url' | 'host' | 'port' | 'secure' | 'auth']: SmtpOptions[K] | undefined };

/** @throws MessagingError `invalid_config` */
export function serverOf({ url, host, port, secure, auth }: Partial<Given>): SmtpServer {
  if (url !== undefined) {
    if ([host, port, secure, auth].some((one) => one !== undefined)) {
      throw invalidOption('url: it says host, port, secure and auth itself, leave them out');
    }
    return serverOfUrl(url);
  }
  if (host === undefined) throw invalidOption('url or host: one of them is needed');
  const secured = secure ?? port === 465;
  return present({ host, port: port ?? (secured ? 465 : 587), secure: secured, auth });
}

function serverOfUrl(text: string): SmtpServer {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url?.hostname || !['smtp:', 'smtps:'].includes(url.protocol)) {
    throw invalidOption(
      'url: must be "smtp://host:587" or "smtps://host:465", with "user:password@" percent-encoded',
    );
  }
  if (!['', '/'].includes(url.pathname) || url.search || url.hash) {
    throw invalidOption(
      'url: holds the server and the credentials only; everything else is an option of its own',
    );
  }
  const secure = url.protocol === 'smtps:' || url.port === '465';
  const user = decoded(url.username);
  const pass = decoded(url.password);
  if (!user !== !pass) throw invalidOption('url: holds a user without a password, or the reverse');
  return present({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : secure ? 465 : 587,
    secure,
    auth: user && pass ? { user, pass } : undefined,
  });
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalidOption('url: user and password must be percent-encoded');
  }
}

/** Says which option and what it must be, never what it was: a value may be a secret. */
export function invalidOption(what: string): MessagingError {
  return invalidOptionOf('@postern/smtp', what);
}
