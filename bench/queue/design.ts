import type pg from 'pg';
import type { Work } from '../shared/worker-side.ts';

/** A message as every design stores it: one history row, and something that hands it over. */
export interface BenchMessage {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

/** One way to record messages and hand them over, as a host would wire it. */
export interface Design {
  readonly name: string;
  /** Makes its tables in an empty database; `rows`: how many its history holds, where it has one to begin with. */
  prepare(rows: number): Promise<void>;
  /** Empties its tables between two measurements, but for the history that it began with. */
  reset(): Promise<void>;
  /** Records one message, committed when it resolves. */
  send(message: BenchMessage): Promise<unknown>;
  /** Records one message in the host's transaction. */
  sendWithin(client: pg.PoolClient, message: BenchMessage): Promise<unknown>;
  /** Records many at once. */
  sendBulk(messages: readonly BenchMessage[]): Promise<unknown>;
  /** Records many that wait for a worker, where `sendBulk` leaves the jobs out. */
  fill?(messages: readonly BenchMessage[]): Promise<unknown>;
  /** Of how many the search documents are yet to be written, where there is a search. */
  unsearched?(): Promise<number>;
  /** Hands over in this process. */
  readonly work: Work;
  close(): Promise<void>;
}

/** What the engines' designs record: the columns and indexes of a history like Postern's. */
export const historyTable = `create table history (
    id text primary key, site text not null, channel text not null, origin text not null, status text not null,
    to_address text not null, consumer_id text, sender_address text not null, subject text, preview text not null, body text not null,
    created_at timestamptz not null default now(), sent_at timestamptz, attempts int not null default 0, provider_id text
  ) with (fillfactor = 70);
  create index history_page on history (site, channel, origin, created_at, id);
  create index history_of_consumer on history (site, consumer_id, created_at, id);`;

const columns =
  'id, site, channel, origin, status, to_address, consumer_id, sender_address, subject, preview, body';
const constants = `'acme', 'email', 'sys', 'queued'`;

/** One row, without its ending: what else is written goes with it in one statement. */
export const insertHistory = `insert into history (${columns})
  values ($1, ${constants}, $2, $2, 'hello@acme.example', $3, left($4, 200), $4)`;

const insertHistoryBulk = `insert into history (${columns})
  select id, ${constants}, recipient, recipient, 'hello@acme.example', subject, left(body, 200), body
  from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as m(id, recipient, subject, body)`;

const markSentText = `update history set status = 'sent', sent_at = now(), attempts = attempts + 1 where id = any ($1::text[])`;

/** Statements are prepared once for each connection, as a host does where it minds the time. */
export function rowQuery(
  name: string,
  text: string,
  { id, to, subject, body }: BenchMessage,
): pg.QueryConfig {
  return { name, text, values: [id, to, subject, body] };
}

export function historyBulk(messages: readonly BenchMessage[], text = insertHistoryBulk): pg.QueryConfig {
  const values = [
    messages.map(({ id }) => id),
    messages.map(({ to }) => to),
    messages.map(({ subject }) => subject),
    messages.map(({ body }) => body),
  ];
  return { name: `history-${text.length}`, text, values };
}

export function markSent(ids: readonly string[]): pg.QueryConfig {
  return { name: 'mark-sent', text: markSentText, values: [ids] };
}

export async function inTransaction<T>(
  pool: pg.Pool,
  run: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await run(client);
    await client.query('commit');
    return result;
  } finally {
    client.release();
  }
}

/** Writes what ends at the same time together, as the fairest host would for an engine that ends jobs one by one. */
export function gathered(write: (ids: readonly string[]) => Promise<unknown>): (id: string) => Promise<void> {
  let waiting: string[] = [];
  let next: Promise<void> | undefined;
  return (id) => {
    waiting.push(id);
    next ??= new Promise((resolve) => setImmediate(resolve)).then(async () => {
      const ids = waiting;
      waiting = [];
      next = undefined;
      await write(ids);
    });
    return next;
  };
}
