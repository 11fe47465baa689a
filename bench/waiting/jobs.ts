import type pg from 'pg';

/** How a lot may wait. */
export const situations = {
  /** All due, for an hour at most. */
  due: 'due',
  /** A tenth of it is being handed over: what was due first. */
  leased: 'due, a tenth under leases',
  /** All of it scheduled. */
  scheduled: 'scheduled for tomorrow',
} as const;

/** The jobs alone: what is asked here reads no message. What was written is vacuumed, as it would be in time. */
export async function fillJobs(pool: pg.Pool, jobs: number, sites: number): Promise<void> {
  await pool.query('alter table postern.message_job set (autovacuum_enabled = false)');
  await pool.query(
    `insert into postern.message_job (message_id, site, lane, status, day, due_at)
    select 'msg_' || lpad(i::text, 24, '0'), 'site-' || (i % $2::int), 'email', 'queued', current_date,
      now() - interval '1 hour' + i * interval '1 millisecond'
    from generate_series(1, $1::int) i`,
    [jobs, sites],
  );
  await pool.query('vacuum analyze postern.message_job');
}

/** Brings all jobs into a situation. */
export async function arrangeJobs(
  pool: pg.Pool,
  situation: keyof typeof situations,
  jobs: number,
): Promise<void> {
  if (situation === 'leased')
    await pool.query(
      `update postern.message_job set lease_token = gen_random_uuid(), lease_until = now() + interval '1 day', claimed_at = now(), attempts = 1
      where message_id <= 'msg_' || lpad($1::text, 24, '0')`,
      [String(Math.floor(jobs / 10))],
    );
  if (situation === 'scheduled') {
    await pool.query(
      `update postern.message_job set lease_token = null, lease_until = null, claimed_at = null, attempts = 0,
        status = 'scheduled', lane = 'email/later', due_at = due_at + interval '1 day'`,
    );
    await pool.query('vacuum full postern.message_job');
  }
  await pool.query('vacuum analyze postern.message_job');
}
