import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgres } from '../src/index.ts';
import { pgliteDatabase, serverDatabase, servers, type TestDatabase } from './support/databases.ts';
import { newMessage } from './support/messages.ts';

function suite(open: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  it('erases what an earlier release stored, though the server cannot read it as text', async () => {
    const { storage } = postgres(database.source);
    const to = { consumerId: 'c-1', name: 'Jo', address: 'jo@example.com' };
    const { id, ...message } = newMessage({ to });
    await storage.messages.insert([{ id, ...message }]);
    const cancel = { from: ['queued'], to: 'canceled', type: 'canceled' } as const;
    await storage.messages.move({ site: 'acme', channel: 'email', id, ...cancel });
    const stored = `{"class": "recipient", "message": "Jo \\ud83d \\u0000", "code": "\\ude00"}`;
    await database.query('update postern.message set failure = $1::text::json where id = $2', [stored, id]);
    expect(await storage.messages.erase({ site: 'acme', consumerId: 'c-1', limit: 10 })).toEqual({
      ...{ erased: 1, underWay: 0, canceled: [] },
    });
    expect((await storage.messages.find({ site: 'acme', id }))?.failure).toMatchObject({
      class: 'recipient',
      message: '',
    });
  });
}

for (const server of servers) {
  describe(`erasing on PostgreSQL, ${server}`, () => suite(() => serverDatabase(server)));
}
describe('erasing on PGlite', () => suite(pgliteDatabase));
