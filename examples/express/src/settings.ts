import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';

export interface Settings {
  /** Of the pages and the API; 0 for any free one. */
  readonly port: number;
  readonly site: { readonly id: string; readonly name: string; readonly country: string };
  readonly secret: string;
  readonly mail:
    | { readonly kind: 'catcher'; readonly port: number }
    | { readonly kind: 'smtp'; readonly url: string };
  readonly dns:
    | { readonly kind: 'local'; readonly port: number }
    | { readonly kind: 'system' }
    | { readonly kind: 'servers'; readonly servers: readonly string[] };
}

const port = z.coerce.number('must be a number').int('must be whole').min(0).max(65_535);

const environment = z.object({
  PORT: port.default(3000),
  MAIL_PORT: port.default(0),
  DNS_PORT: port.default(0),
  SITE_NAME: z.string().trim().min(1).max(60).default('Acme'),
  SITE_COUNTRY: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters, such as US')
    .default('US'),
  // The storage is in memory: what was sealed by an earlier start's key is gone with it.
  POSTERN_SECRET: z
    .string()
    .min(32, 'must have at least 32 random characters: openssl rand -base64 32')
    .default(() => randomBytes(32).toString('base64')),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must be smtp://host:587 or smtps://user:password@host:465')
    .optional(),
  DNS: z.enum(['local', 'system'], 'must be local or system').optional(),
  DNS_SERVERS: z
    .string()
    .transform((text) => text.split(',').map((server) => server.trim()))
    .refine((servers) => servers.every(isServer), 'must be IP addresses, each with :port where it is not 53')
    .optional(),
});

/** `9.9.9.9`, `9.9.9.9:53`, `2620:fe::fe` or `[2620:fe::fe]:53`. */
function isServer(text: string): boolean {
  const [, bracketed] = /^\[(.+)\](?::\d+)?$/.exec(text) ?? [];
  return [text, bracketed, text.replace(/:\d+$/, '')].some((address) => isIP(address ?? '') !== 0);
}

/** Reads the environment variables; one that is empty counts as left out. @throws Error naming each wrong one, never its value */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new Error(`The settings cannot be used:\n  ${faults.join('\n  ')}`);
  }
  const { PORT, MAIL_PORT, DNS_PORT, SITE_NAME, SITE_COUNTRY, POSTERN_SECRET, SMTP_URL, DNS, DNS_SERVERS } =
    parsed.data;
  if (DNS && DNS_SERVERS) throw new Error('Give DNS or DNS_SERVERS, not both.');
  return {
    port: PORT,
    site: { id: 'example', name: SITE_NAME, country: SITE_COUNTRY },
    secret: POSTERN_SECRET,
    mail: SMTP_URL ? { kind: 'smtp', url: SMTP_URL } : { kind: 'catcher', port: MAIL_PORT },
    dns: DNS_SERVERS
      ? { kind: 'servers', servers: DNS_SERVERS }
      : DNS === 'system'
        ? { kind: 'system' }
        : { kind: 'local', port: DNS_PORT },
  };
}
