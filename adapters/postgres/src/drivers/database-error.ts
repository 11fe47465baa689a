import { MessagingError } from 'postern/adapter';

/** Names of the schema and of the server's code: none of them is a value that somebody gave. */
const facts = [
  'severity',
  'schema',
  'table',
  'column',
  'dataType',
  'constraint',
  'routine',
  'syscall',
] as const;

/**
 * What the server says under these codes names objects, limits and states, never a value: no relation, no rights, no
 * connection, no room. Under others (a malformed value, a trigger's own words, a syntax error) it may quote what was given.
 */
const plainlySaid = /^(08|25|28|3D|3F|40|53|54|55|57|58)|^(42501|42P01|42P07|42703|42704|42710|42883|42P06)$/;

/** What clients say by themselves, word for word; anything else might quote a value. */
const clientSays: readonly RegExp[] = [
  /^Cannot use a pool after calling end on the pool$/,
  /^timeout exceeded when trying to connect$/,
  /^(Connection|Query read) (terminated|timeout)[\w ]*$/,
  /^Client (has encountered a connection error|was closed) and is not queryable$/,
  /^PGlite is (closed|closing)$/,
  /^The connection (that listens has ended|that listens does not answer|is lost)\.$/,
];

/** What is kept of an error of the database: its code and the names it concerns; no statement, no value, no row. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  /** The SQLSTATE, or the system's code where there was no answer. */
  readonly code?: string;
  readonly severity?: string;
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly dataType?: string;
  readonly constraint?: string;
  readonly routine?: string;
  readonly syscall?: string;
}

/**
 * The one way by which an error of a client comes out of this package. Clients put the statement and its values on their
 * errors (PGlite, Drizzle, Knex), servers the row (`detail`): bodies and addresses of messages, in a batch those of others.
 */
export function databaseError(error: unknown): Error {
  if (error instanceof DatabaseError || error instanceof MessagingError) return error;
  const source = telling(error);
  const code = codeOf(source);
  const named = facts.flatMap((fact) => {
    const value = textOf(source, fact);
    return value === undefined ? [] : [[fact, value] as const];
  });
  const about = [
    code,
    ...named.filter(([fact]) => inSentence.has(fact)).map(([fact, name]) => `${fact} ${name}`),
  ];
  const known = about.filter((part) => part !== undefined).join(', ');
  const said = saidPlainly(source, code);
  const sentence =
    said ?? `The database refused a statement, or could not be asked${known ? ` (${known})` : ''}.`;
  const kept = new DatabaseError(sentence);
  return Object.assign(kept, Object.fromEntries(named), code === undefined ? {} : { code });
}

const inSentence: ReadonlySet<string> = new Set(['constraint', 'table', 'column', 'syscall']);

/** Of an error and its causes the first that has a code: wrappers (Drizzle, Prisma) keep the client's own within theirs. */
function telling(error: unknown): object {
  let last: object = {};
  let current = error;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
    // Prisma's own codes (P2010) stand above the server's.
    if (!/^P2\d{3}$/.test(codeOf(current) ?? 'P2000')) return current;
    // Node's own, for a host name with several addresses.
    const [first] = current instanceof AggregateError ? current.errors : [];
    last = current;
    const within = ['cause', 'meta', 'driverAdapterError'].map((name) => Reflect.get(last, name));
    current = first ?? within.find((one) => one !== undefined);
  }
  return last;
}

function codeOf(source: object): string | undefined {
  return textOf(source, 'code') ?? textOf(source, 'originalCode');
}

function saidPlainly(source: object, code: string | undefined): string | undefined {
  const message = textOf(source, 'message', 300);
  if (message === undefined) return undefined;
  if (code === undefined) return clientSays.some((known) => known.test(message)) ? message : undefined;
  return code.length === 5 && plainlySaid.test(code) && textOf(source, 'severity') !== undefined
    ? message
    : undefined;
}

/** A short text on an error; values of other kinds, and long ones, are nobody's name. */
function textOf(source: object, field: string, longest = 120): string | undefined {
  const value: unknown = Reflect.get(source, field);
  return typeof value === 'string' && value !== '' && value.length <= longest ? value : undefined;
}
