import { type Messaging, MessagingError, type Site } from 'postern';
import { optionFaults, readOptions } from 'postern/adapter';
import { z } from 'zod';
import type { Permission } from './contract.ts';

/** Who asks, and what they may do: what `authorize` answers. */
export interface Authority {
  /**
   * `id` is recorded with what they send by hand (200 characters at most, on one line); `name` is shown to themselves; a test of what
   * they write goes to `email`, and without one there are no tests.
   */
  readonly user: { readonly id: string; readonly name: string; readonly email?: string | undefined };
  /** The site they see: an id that `sites` of the `Messaging` knows, list or function, or a site; default: the one `messaging` was made for. */
  readonly site?: string | Site | undefined;
  /** Where they may choose: all their sites. `site` is then where they begin, by default the first. */
  readonly sites?: readonly (string | Site)[] | undefined;
  /** What is left out they may not. `view` is needed for everything. */
  readonly can: Readonly<Partial<Record<Permission, boolean>>>;
  /** Their language, such as `de-CH`; default: what the browser asks for. */
  readonly locale?: string | undefined;
}

/** A value, at once or later. */
export type MaybePromise<T> = T | Promise<T>;

/** `Asker` is what the host's server has for a request: Express's `req` under `messagingConsole`, a `Request` under `consoleHandler`. */
export interface ConsoleOptions<Asker> {
  /** Asked for every request, pages and files included. Nothing: nobody is signed in. */
  readonly authorize: (request: Asker) => MaybePromise<Authority | null | undefined>;
  /**
   * The path it is mounted at, such as `/messaging`. Express and Connect tell it by themselves; other servers do not.
   * Default: the root.
   */
  readonly basePath?: string | undefined;
  /**
   * The path of its mount as the browser sees it, such as `/office/messaging`, where a proxy takes a prefix away or puts another in
   * its place: what the page, its files and its calls go by. Default: the path it is mounted at.
   */
  readonly publicPath?: string | undefined;
  /**
   * At least 32 random characters, the same in all processes: signs the tokens that keep other sites from acting in a user's name.
   * Default: random at each start, which serves one process, or several where each user stays with one.
   */
  readonly secret?: string | undefined;
  /**
   * Where people sign in: a path of the same host, such as `/login`, or an https URL. A page whose session has ended links there, in
   * the same tab. Default: it says only that nobody is signed in.
   */
  readonly signInUrl?: string | undefined;
  /** Where the browser sees the console, such as `https://app.example`, where the server's `Host` header says something else. */
  readonly origin?: string | undefined;
  /** Origins whose pages may show a consumer's history (`<mount>/embed/…`) in a frame; the console's own always may. */
  readonly frameAncestors?: readonly string[] | undefined;
  /** Calls by one user, in each process; searching, sending and checking a domain count several times. Default 600. */
  readonly requestsPerMinute?: number | undefined;
  /** How long what is sent from the compose form waits and can be taken back there, in ms; at most 60,000, 0: not at all. Default 10,000. */
  readonly undoMs?: number | undefined;
  /** Bounds of the streams of live changes. Default: see each. */
  readonly streams?: StreamOptions | undefined;
  /** Told of what should not happen; the browser learns only that something did. Default: a process warning without its text. */
  readonly onError?: ((error: unknown, context: ErrorContext) => void) | undefined;
  /** Where the built pages are, for hosts that bundle this package; default: within the package. */
  readonly appFolder?: string | undefined;
}

/** The streams of live changes. */
export interface StreamOptions {
  /** At once by one user, in each process. Default 6. */
  readonly perUser?: number | undefined;
  /** Of all users. Default 1000. */
  readonly total?: number | undefined;
  /** How often a sign of life is sent, in ms. Default 20,000. */
  readonly heartbeatMs?: number | undefined;
  /** After this a stream ends, and the browser asks (and is authorised) anew, in ms. Default 600,000. */
  readonly lifetimeMs?: number | undefined;
}

/** Where it happened; never what the request held. */
export interface ErrorContext {
  readonly method: string;
  /** The endpoint's name, or `page`. */
  readonly endpoint: string;
}

const whole = (min: number, max: number) => z.number().int().min(min).max(max);
const origin = z
  .string()
  .refine((text) => URL.canParse(text) && new URL(text).origin === text, 'is like https://app.example');

const path = z
  .string()
  .regex(/^(?![/\\]{2})(\/.*)?$/, 'begins with one slash')
  .transform((text) => text.replace(/\/+$/, ''));

/** A link to it must not lead to another scheme, nor by `//` or `/\\` to another host than it seems. */
const signInUrl = z
  .string()
  .max(2_000)
  .refine(
    (text) =>
      /^(\/(?![/\\])|https:\/\/)[^\s\\\p{C}]*$/u.test(text) && URL.canParse(text, 'https://host.invalid'),
    'is a path such as /login, or like https://app.example/login',
  );

const settings = z.strictObject({
  basePath: path.optional(),
  publicPath: path.optional(),
  secret: z.string().min(32, 'has at least 32 characters').optional(),
  signInUrl: signInUrl.optional(),
  origin: origin.optional(),
  frameAncestors: z.array(origin).default([]),
  requestsPerMinute: whole(10, 1_000_000).default(600),
  undoMs: whole(0, 60_000).default(10_000),
  streams: z
    .strictObject({
      perUser: whole(1, 1000).default(6),
      total: whole(1, 100_000).default(1000),
      heartbeatMs: whole(1, 600_000).default(20_000),
      lifetimeMs: whole(1, 86_400_000).default(600_000),
    })
    .prefault({}),
  appFolder: z.string().optional(),
});

/** The options, checked, with their defaults. */
export interface Settings extends z.output<typeof settings> {
  readonly messaging: Messaging;
  readonly onError: (error: unknown, context: ErrorContext) => void;
}

type Given = Omit<ConsoleOptions<never>, 'authorize'> & { readonly authorize: unknown };

/** @throws MessagingError `invalid_config`, naming the option that cannot be used */
export function readSettings(messaging: Messaging, options: Given): Settings {
  return readOptions('console', options, () => settingsOf(messaging, options));
}

function settingsOf(messaging: Messaging, options: Given): Settings {
  if (typeof messaging?.forSite !== 'function') throw invalid('the first argument is a Messaging');
  if (typeof options !== 'object' || options === null)
    throw invalid('the second argument is { authorize, … }');
  const { authorize, onError = warn, ...rest } = options;
  if (typeof onError !== 'function') throw invalid('"onError" is a function');
  if (typeof authorize !== 'function') throw invalid('"authorize" is a function');
  const parsed = settings.safeParse(rest);
  if (parsed.success) return { ...parsed.data, messaging, onError };
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') throw invalid(optionFaults([issue]));
  const path = issue?.path.join('.');
  throw invalid(path ? `"${path}" ${issue?.message}` : `${issue?.message}`);
}

function invalid(what: string): MessagingError {
  return new MessagingError('invalid_config', `console: ${what}.`);
}

function warn(error: unknown, { endpoint }: ErrorContext): void {
  const kind = error instanceof Error ? error.name : typeof error;
  process.emitWarning(
    `A fault of the console in "${endpoint}" (${kind}). Pass "onError" to see it.`,
    'PosternWarning',
  );
}
