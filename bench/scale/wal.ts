import type pg from 'pg';

/** What was written ahead, in bytes; whole pages apart, which the first change of a page after a checkpoint writes. */
export interface Wal {
  readonly bytes: number;
  /** Of these: images of pages. */
  readonly images: number;
}

/** Lets WAL be read after a checkpoint as well. For superusers. */
export async function keepWal(pool: pg.Pool): Promise<void> {
  await pool.query('create extension if not exists pg_walinspect');
  await pool.query(`alter system set wal_keep_size = '2GB'`);
  await pool.query('select pg_reload_conf()');
}

/** Runs, and tells what the whole server wrote ahead meanwhile. */
export async function withWal<T>(
  pool: pg.Pool,
  run: () => Promise<T>,
): Promise<{ readonly result: T; readonly wal: Wal }> {
  const before = await position(pool);
  const result = await run();
  const after = await position(pool);
  const { rows } = await pool.query<{ bytes: number; images: number }>(
    `select pg_wal_lsn_diff($2, $1)::float8 as bytes,
      (select coalesce(sum(fpi_size), 0)::float8 from pg_get_wal_stats($1, $2, false)) as images`,
    [before, after],
  );
  const [{ bytes = 0, images = 0 } = {}] = rows;
  return { result, wal: { bytes, images } };
}

async function position(pool: pg.Pool): Promise<string> {
  // All that was written, and on the disk: only that can be read.
  const { rows } = await pool.query<{ lsn: string }>('select pg_current_wal_flush_lsn()::text as lsn');
  return rows[0]?.lsn ?? '0/0';
}
