import pg from 'pg';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { postgres } from '../src/index.ts';
import { serverDatabase, servers } from './support/databases.ts';
import { newMessage } from './support/messages.ts';

const wanted = { channel: 'email', quarantined: false, limit: 10, leaseMs: 60_000 } as const;

for (const server of servers) {
  describe(`claims on PostgreSQL, ${server}`, () => {
    it('hand out a message that is committed while they look', async () => {
      const { url, close } = await serverDatabase(server);
      onTestFinished(close);
      // One connection, which has claimed before: what it waits for is no plan, but the jobs themselves.
      const pool = new pg.Pool({ connectionString: url, max: 1 });
      const host = new pg.Pool({ connectionString: url, max: 2 });
      onTestFinished(async () => void (await Promise.all([pool.end(), host.end()])));
      const { messages } = postgres({ pool }).storage;
      for (let times = 0; times < 3; times += 1) {
        await messages.insert([newMessage()]);
        expect(await messages.claim(wanted)).toHaveLength(1);
      }

      const message = newMessage({ dueAt: new Date(Date.now() - 1_000) });
      const tx = await host.connect();
      await tx.query('begin; lock table postern.message_job in access exclusive mode');
      const claiming = messages.claim(wanted);
      await vi.waitFor(async () => {
        const waiting = `select from pg_stat_activity
          where wait_event_type = 'Lock' and query like 'select m.id%' and datname = current_database()`;
        expect((await host.query(waiting)).rowCount).toBe(1);
      });
      await messages.insert([message], { tx });
      await tx.query('commit');
      tx.release();
      const claims = await claiming;
      expect(claims.map(({ id, content }) => ({ id, content }))).toEqual([
        { id: message.id, content: message.content },
      ]);
    });

    it('tell of addresses in ASCII whether they are suppressed', async () => {
      const { url, close } = await serverDatabase(server);
      onTestFinished(close);
      const { storage, close: end } = postgres({ connectionString: url });
      onTestFinished(end);
      const [listed, other] = ['Jo@Customer.example', 'mi@customer.example'];
      const entry = { channel: 'email', reason: 'complained', source: 'test', at: new Date() } as const;
      await storage.suppressions.add({ ...entry, site: newMessage().site, address: listed.toLowerCase() });
      const to = [listed, other, 'jö@customer.example'].map((address) => ({ address }));
      await storage.messages.insert(to.map((one) => newMessage({ to: one })));
      const claims = await storage.messages.claim(wanted);
      const told = new Map(claims.map(({ message, suppressed }) => [message.to.address, suppressed]));
      expect(told).toEqual(
        new Map([
          [listed, true],
          [other, false],
          ['jö@customer.example', undefined],
        ]),
      );
    });

    it('are looked for again without a look at each site that has something due', async () => {
      const { url, close } = await serverDatabase(server);
      onTestFinished(close);
      const pool = new pg.Pool({ connectionString: url, max: 1 });
      onTestFinished(() => pool.end());
      const { messages } = postgres({ pool }).storage;
      const due = Array.from({ length: 200 }, (_, n) => newMessage({ site: `site-${n}` }));
      await messages.insert(due);
      const looks = async () => {
        await pool.query('select pg_stat_force_next_flush()');
        const { rows } = await pool.query(
          `select idx_scan::int as looks from pg_stat_user_indexes where indexrelname = 'message_job_turn'`,
        );
        return rows[0].looks;
      };
      const before = await looks();
      const enough = new Date(Date.now() + 60_000);
      expect(await messages.nextDue(['email'], { quarantined: false, enough })).toBeInstanceOf(Date);
      expect((await looks()) - before).toBeLessThan(5);
      await messages.nextDue(['email'], { quarantined: false });
      expect((await looks()) - before).toBeGreaterThan(200);
    });
  });
}
