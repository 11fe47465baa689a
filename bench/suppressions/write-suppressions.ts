import type pg from 'pg';

/**
 * So many entries of a suppression list, of ten thousand one complained, all of them long ago; a tenth stand there since one moment, as
 * what was imported does. And a tenth as many who opted out of a topic.
 */
export async function writeSuppressions(pool: pg.Pool, site: string, rows: number): Promise<void> {
  await pool.query(
    `insert into postern.suppression (site, channel, address, reason, source, at)
    select $1, 'email', 'someone' || n || '@example.com',
      case when n % 10000 = 1 and n < $2::int / 2 then 'complained' when n % 3 = 0 then 'opted_out' else 'bounced' end, 'provider',
      now() - interval '1 year' + (case when n % 10 = 0 then 0 else n end) * interval '20 seconds'
    from generate_series(1, $2::int) n`,
    [site, rows],
  );
  await pool.query(
    `insert into postern.opt_out (site, channel, address, topic, reason, source, at)
    select $1, 'email', 'someone' || n || '@example.com', 'news', 'opted_out', 'recipient', now() - n * interval '1 minute'
    from generate_series(1, $2::int / 10) n`,
    [site, rows],
  );
  await pool.query('analyze');
}
