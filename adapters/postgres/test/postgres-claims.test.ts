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
  });
}
