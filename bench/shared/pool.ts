import pg from 'pg';

/** A pool whose broken connections end nothing: the bench breaks those of a phase that overran. */
export function openPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** A pool for as long as `run` takes. */
export async function withPool<T>(
  connectionString: string,
  run: (pool: pg.Pool) => Promise<T>,
  max = 16,
): Promise<T> {
  const pool = openPool(connectionString, max);
  try {
    return await run(pool);
  } finally {
    await pool.end();
  }
}
