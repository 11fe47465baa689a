import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgres } from '../src/index.ts';
import { serverDatabase, servers, type TestDatabase } from './support/databases.ts';
import { newMessage } from './support/messages.ts';

const holder = '00000000-0000-4000-8000-000000000001';
const messages = 400;

for (const server of servers)
  describe(`an inbox on PostgreSQL, ${server}`, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await serverDatabase(server);
    });
    afterAll(() => database.close());

    it('gives a message’s events in their order also where they become due while it is looked through', async () => {
      const { storage, close } = postgres(database.source);
      const { subscriptions } = storage;
      await subscriptions.open({ name: 'crm' });
      await storage.messages.insert(Array.from({ length: messages }, () => newMessage()));
      await database.query(`insert into postern.event_due (subscription, message_id, at, type, status, attempt, due_at)
        select e.subscription, e.message_id, e.at, 'sending', 'sending', n, e.due_at
        from postern.event_due e, generate_series(1, 9) n order by e.message_id, n`);
      const take = () =>
        subscriptions.take({ name: 'crm', holder, leaseMs: 60_000, limit: 10 * messages, except: [] });
      for (let round = 0; round < 20; round += 1) {
        await database.query(`update postern.event_due set due_at = now() + interval '60 ms'`);
        for (let found = 0; found < 10 * messages; ) {
          const { events = [] } = (await take()) ?? {};
          found = events.length;
          const first = new Map<string, number>();
          for (const { message, event } of events)
            if (!first.has(message.id)) first.set(message.id, event.attempt);
          expect([...first.values()].filter((attempt) => attempt > 0)).toEqual([]);
        }
      }
      await close();
    });
  });
