import type { Work } from '../shared/worker-side.ts';

/** One mail, as every way of sending gets it. */
export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Where a way of sending works: all that its processes are told. */
export interface Place {
  readonly databaseUrl: string;
  readonly smtpPort: number;
  /** Of Redis, where there is one. */
  readonly redisPort: number;
  /** RSA keys in PEM, for those that sign with what they are given. */
  readonly keys: readonly string[];
}

/** What falls to one process. */
export interface Share {
  readonly count: number;
  readonly kilobytes: number;
}

/** One way of sending mails. */
export interface Mailing {
  /** Makes its tables, its sender. */
  prepare(): Promise<void>;
  /** Records what is to be sent; sends nothing yet. */
  enqueue(mails: readonly Mail[]): Promise<void>;
  /** Sends in this process what waits, or its share where nothing is recorded. */
  work(share: Share): Work;
  close(): Promise<void>;
}

/** A domain of nobody's, and who sends. */
export const domain = 'acme.example';
export const from = { name: 'Acme', address: `hello@${domain}` };
/** As Postern's default. */
export const connections = 5;
/** Mails under way at once: a connection always has its next. */
export const atOnce = 20;

const line = 'Guten Tag, this is a line of a mail as services write them, in 72 signs\n';
let made = 0;

/** Mails of about so many kB. */
export function mailsOf(count: number, kilobytes: number): Mail[] {
  const text = line.repeat(Math.ceil((kilobytes * 1_000) / line.length));
  return Array.from({ length: count }, () => {
    made += 1;
    const id = `msg_${String(made).padStart(25, '0')}`;
    return { id, to: `user${made}@example.org`, subject: `Your order ${made}`, text };
  });
}

/** Does something for each, so many at once. */
export async function each<T>(
  all: Iterable<T>,
  atOnce: number,
  run: (one: T) => Promise<unknown>,
): Promise<void> {
  const left = all[Symbol.iterator]();
  const lane = async () => {
    for (let next = left.next(); !next.done; next = left.next()) await run(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
