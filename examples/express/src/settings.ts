import { isIP } from 'node:net';
import { present } from 'postern/adapter';
import { parsePhone } from 'postern/phone';
import { z } from 'zod';
import { emailProviders, smsProviders } from './providers/providers.ts';

export interface Settings {
  /** Of the pages and the API; 0 for any free one. */
  readonly port: number;
  /** Where the world reaches this example, where that is not 127.0.0.1: a tunnel's address. */
  readonly publicUrl?: string;
  readonly site: { readonly id: string; readonly name: string; readonly country: string };
  /** Without it one is made; see `secret.ts`. */
  readonly secret?: string;
  /** Where everything is kept: PGlite, and what belongs to this example. Without it all is in memory. */
  readonly dataDir?: string;
  /** A PostgreSQL server in place of PGlite. */
  readonly databaseUrl?: string;
  readonly mail:
    | { readonly kind: 'catcher'; readonly port: number }
    | { readonly kind: 'smtp'; readonly url: string }
    | { readonly kind: 'provider'; readonly provider: keyof typeof emailProviders };
  /** Where bounces come back to. */
  readonly returnPath?: string;
  readonly sms:
    | { readonly kind: 'stand-in'; readonly provider: keyof typeof smsProviders }
    | ({ readonly kind: 'twilio' } & TwilioAccount);
  /** Everything goes to these instead of its recipients; a channel without one sends nothing. */
  readonly safeMode?: { readonly redirectTo: { readonly email?: string; readonly sms?: string } };
  /** Prints OpenTelemetry's spans and metrics. */
  readonly telemetry?: 'console';
  /** The pause before each report that a stand-in makes of what became of a message. */
  readonly paceMs: number;
  readonly dns:
    | { readonly kind: 'local'; readonly port: number }
    | { readonly kind: 'system' }
    | { readonly kind: 'servers'; readonly servers: readonly string[] };
}

interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
  readonly sender: string;
  /** Another region's API. */
  readonly baseUrl?: string;
}

const namesIn = <Name extends string>(table: Readonly<Record<Name, unknown>>) =>
  z.enum(Object.keys(table) as Name[], `must be one of: ${Object.keys(table).join(', ')}`);
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
  PUBLIC_URL: z
    .string()
    .regex(/^https?:\/\/[^/?#@]+$/, 'must be an address without a path, such as https://abc.example')
    .optional(),
  STORAGE: z.enum(['pglite', 'memory'], 'must be pglite or memory').optional(),
  DATA_DIR: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be postgres://user:password@host:5432/database')
    .optional(),
  POSTERN_SECRET: z
    .string()
    .min(32, 'must have at least 32 random characters: openssl rand -base64 32')
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must be smtp://host:587 or smtps://user:password@host:465')
    .optional(),
  RETURN_PATH: z.email('must be an e-mail address').optional(),
  POSTERN_EMAIL: namesIn(emailProviders).optional(),
  POSTERN_SMS: namesIn(smsProviders).optional(),
  PACE_MS: z.coerce.number('must be a number').int('must be whole').min(0).max(60_000).default(2_000),
  TWILIO_ACCOUNT_SID: z.string().optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_SENDER: z.string().optional(),
  TWILIO_BASE_URL: z.string().optional(),
  POSTERN_SAFE_MODE: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .refine(
      (given) =>
        [isEmail, isNumber].every((is) => given.filter(is).length <= 1) &&
        given.every((one) => isEmail(one) || isNumber(one)),
      'must be an e-mail address, a number with its +, or one of each: qa@acme.example,+12025550199',
    )
    .optional(),
  POSTERN_OTEL: z.enum(['console'], 'must be console').optional(),
  DNS: z.enum(['local', 'system'], 'must be local or system').optional(),
  DNS_SERVERS: z
    .string()
    .transform((text) => text.split(',').map((server) => server.trim()))
    .refine((servers) => servers.every(isServer), 'must be IP addresses, each with :port where it is not 53')
    .optional(),
});

const isEmail = (text: string) => z.email().safeParse(text).success;

function isNumber(text: string): boolean {
  try {
    return parsePhone(text).number === text;
  } catch {
    return false;
  }
}

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
  const set = parsed.data;
  return {
    port: set.PORT,
    ...present({
      publicUrl: set.PUBLIC_URL || undefined,
      secret: set.POSTERN_SECRET || undefined,
      // The catcher bounces at the press of a button, whatever the address.
      returnPath: set.RETURN_PATH ?? (set.SMTP_URL ? undefined : 'bounce@acme.example'),
      safeMode: safeModeOf(set),
      telemetry: set.POSTERN_OTEL,
    }),
    site: { id: 'example', name: set.SITE_NAME, country: set.SITE_COUNTRY },
    ...storageOf(set),
    mail: mailOf(set),
    sms: smsOf(set),
    paceMs: set.PACE_MS,
    dns: dnsOf(set),
  };
}

type Environment = z.infer<typeof environment>;

function safeModeOf({ POSTERN_SAFE_MODE: given }: Environment): Settings['safeMode'] {
  return given && { redirectTo: present({ email: given.find(isEmail), sms: given.find(isNumber) }) };
}

function storageOf(set: Environment): Pick<Settings, 'dataDir' | 'databaseUrl'> {
  const { STORAGE, DATABASE_URL, DATA_DIR, POSTERN_EMAIL } = set;
  if (STORAGE && DATABASE_URL) throw new Error('Give STORAGE or DATABASE_URL, not both.');
  if (STORAGE === 'memory') return {};
  // The account at the stand-in ends with the process: a sender that is kept would be of an account that is not there any more.
  if (POSTERN_EMAIL && !(STORAGE || DATABASE_URL || DATA_DIR)) return {};
  return present({ dataDir: DATA_DIR ?? '.postern', databaseUrl: DATABASE_URL || undefined });
}

function mailOf({ POSTERN_EMAIL, SMTP_URL, MAIL_PORT, DNS, DNS_SERVERS }: Environment): Settings['mail'] {
  if (!POSTERN_EMAIL) {
    return SMTP_URL ? { kind: 'smtp', url: SMTP_URL } : { kind: 'catcher', port: MAIL_PORT };
  }
  if (SMTP_URL) throw new Error('Give POSTERN_EMAIL or SMTP_URL, not both.');
  if (DNS === 'system' || DNS_SERVERS) {
    throw new Error('POSTERN_EMAIL goes with the local DNS: the real one has no records of a stand-in.');
  }
  return { kind: 'provider', provider: POSTERN_EMAIL };
}

function smsOf(set: Environment): Settings['sms'] {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_SENDER: sender } = set;
  const { TWILIO_BASE_URL: baseUrl, POSTERN_SMS: provider = 'twilio' } = set;
  if (provider !== 'twilio' && (accountSid || authToken || sender)) {
    throw new Error('Give POSTERN_SMS or TWILIO_ACCOUNT_SID, not both.');
  }
  if (accountSid && authToken && sender) {
    return present({ kind: 'twilio', accountSid, authToken, sender, baseUrl: baseUrl || undefined });
  }
  if (!(accountSid || authToken || sender)) return { kind: 'stand-in', provider };
  throw new Error('TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_SENDER go together.');
}

function dnsOf({ DNS, DNS_SERVERS, DNS_PORT }: Environment): Settings['dns'] {
  if (DNS && DNS_SERVERS) throw new Error('Give DNS or DNS_SERVERS, not both.');
  if (DNS_SERVERS) return { kind: 'servers', servers: DNS_SERVERS };
  return DNS === 'system' ? { kind: 'system' } : { kind: 'local', port: DNS_PORT };
}
