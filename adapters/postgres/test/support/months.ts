import type { Database } from '../../src/drivers/database.ts';
import { migrate } from '../../src/postgres-migrate.ts';
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
  for (const { name } of await database.query('select name from postern.parted_tables()'))
    await database.query(`alter table postern.${name} validate constraint before_months`);
  await database.query(`select postern.part_messages(${ends})`);
  await database.query(`delete from postern.message where id = $1::text`, [id]);
}
