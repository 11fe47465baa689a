import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { type Claimed, type Message, type NewMessage, present, type Settlement } from 'postern/adapter';
import { onTestFinished } from 'vitest';
import { Database } from '../../src/drivers/database.ts';
import { pgliteDriver } from '../../src/drivers/pglite.ts';
import { poolDriver } from '../../src/drivers/pool.ts';
import { postgres } from '../../src/index.ts';
import { migrate } from '../../src/postgres-migrate.ts';
import { createDatabase, serverUrl } from './databases.ts';
import { newMessage } from './messages.ts';

/** Noon of the second day of the month that began so many months ago. */
export function inMonth(ago: number, now = new Date()): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - ago, 2, 12));
}

/** Migrates an empty database so that it has been partitioned for so many months. */
export async function migrateMonthsAgo(database: Database, months: number): Promise<void> {
  await migrate(database, { upTo: 13 });
  // What is not empty is left as it is.
  const { id, createdAt } = newMessage({ createdAt: inMonth(months + 1) });
  await database.query(
    `insert into postern.message (id, site, channel, origin, status, to_address, sender_address, preview, created_at, confidential,
      fingerprint, recorded_at, recorded_as)
    values ($1::text, 'nobody', 'email', 'sys', 'sent', '', '', '', $2::text::timestamptz, false, '', now(), 'queued')`,
    [id, createdAt.toISOString()],
  );
  await migrate(database);
  const ends = `postern.month_of('${inMonth(months).toISOString()}')`;
  await database.query(`select postern.bound_messages(${ends})`);
  await database.query('select postern.check_messages()');
  await database.query(`select postern.part_messages(${ends})`);
  await database.query(`delete from postern.message where id = $1::text`, [id]);
}

export async function onServer() {
  const { url, drop } = await createDatabase(await serverUrl());
  onTestFinished(drop);
  const pool = new pg.Pool({ connectionString: url });
  onTestFinished(() => pool.end());
  const database = new Database(poolDriver(async () => pool, { listen: false, owned: false }));
  const { storage, ...rest } = postgres({ pool });
  return { url, database, store: storage.messages, ...rest };
}

export async function onPGlite() {
  const pglite = await PGlite.create();
  onTestFinished(() => pglite.close());
  const database = new Database(pgliteDriver(async () => pglite, { onClose: async () => {} }));
  const { storage, ...rest } = postgres({ pglite });
  return { database, store: storage.messages, ...rest };
}

export type Opened = Pick<Awaited<ReturnType<typeof onServer>>, 'database' | 'store'>;

export const sent = ({ id, token }: Claimed): Settlement => ({ id, token, to: 'sent', transport: 'smtp' });

export async function sendAll({ store }: Opened): Promise<readonly Message[]> {
  const settled: Message[] = [];
  for (;;) {
    const claims = await store.claim({ channel: 'email', quarantined: false, limit: 100, leaseMs: 60_000 });
    if (claims.length === 0) return settled;
    settled.push(...(await store.settle(claims.map(sent))));
  }
}

/** Six messages of each of these months, sent; each under a key of its own where one is given. */
export async function fill(opened: Opened, months: readonly number[], of: Partial<NewMessage> = {}) {
  const messages = months.flatMap((ago) =>
    Array.from({ length: 6 }, (_, index) =>
      newMessage({
        createdAt: new Date(inMonth(ago).getTime() + index),
        origin: index % 2 === 0 ? 'web' : 'sys',
        ...of,
        ...present({ idempotencyKey: of.idempotencyKey && `${of.idempotencyKey} ${ago} ${index}` }),
      }),
    ),
  );
  await opened.store.insert(messages);
  await sendAll(opened);
  return messages;
}

export async function partOf({ database }: Opened, id: string): Promise<unknown> {
  const [row] = await database.query(
    'select tableoid::regclass::text as part from postern.message where id = $1::text',
    [id],
  );
  return row?.part;
}

export async function partsOf({ database }: Opened): Promise<readonly unknown[]> {
  const rows = await database.query(
    `select inhrelid::regclass::text as part from pg_inherits where inhparent = 'postern.message'::regclass order by 1`,
  );
  return rows.map(({ part }) => part);
}

export const named = (date: Date) => `postern.message_${date.toISOString().slice(0, 7).replace('-', '_')}`;
