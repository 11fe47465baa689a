import pg from 'pg';
import type { Claimed, Settlement } from 'postern/adapter';
import { describe, expect, it, onTestFinished } from 'vitest';
import { postgres } from '../src/index.ts';
import { serverDatabase, servers } from './support/databases.ts';
import { newMessage } from './support/messages.ts';

const preview = 'Dear Jo, your invoice of this month is ready. '.repeat(4);
/** What has an index of its own, and a template. */
const told = {
  preview,
  reference: 'order/1',
  batch: 'b-1',
  actor: 'ada',
  template: { id: 'invoice', name: 'Invoice' },
};
const settled = ({ id, token }: Claimed): Settlement => ({
  ...{ id, token, to: 'sent', transport: 'smtp', providerId: `<${id}@acme.example>` },
  detail: '250 2.0.0 Ok: queued as 4bVxKq2Zs1z9vNJ',
});

for (const server of servers) {
  describe(`sending many on PostgreSQL, ${server}`, () => {
    it('writes no index again: every update is HOT', async () => {
      const { url, close } = await serverDatabase(server);
      onTestFinished(close);
      // One connection, whose counts are complete once it says so.
      const pool = new pg.Pool({ connectionString: url, max: 1 });
      onTestFinished(() => pool.end());
      const { messages } = postgres({ pool }).storage;
      for (let batch = 0; batch < 4; batch += 1)
        await messages.insert(Array.from({ length: 500 }, () => newMessage(told)));
      const wanted = { channel: 'email', quarantined: false, limit: 500, leaseMs: 60_000 } as const;
      for (
        let claims = await messages.claim(wanted);
        claims.length > 0;
        claims = await messages.claim(wanted)
      )
        await messages.settle(claims.map(settled));
      await pool.query('select pg_stat_force_next_flush()');
      const { rows } = await pool.query(
        `select regexp_replace(relname, '_\\d{4}_\\d\\d$', '') as table, n_tup_upd::int as updates, n_tup_hot_upd::int as hot from pg_stat_user_tables
        where schemaname = 'postern' and n_tup_upd > 0 order by 1`,
      );
      expect(rows).toEqual([
        { table: 'message', updates: 2_000, hot: 2_000 },
        { table: 'message_job', updates: 2_000, hot: 2_000 },
      ]);
    });
  });
}
