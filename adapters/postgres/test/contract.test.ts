import { queueSuite, storageSuite } from 'postern/testing';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { postgres } from '../src/index.ts';
import { pgliteDatabase, serverDatabase, servers, type TestDatabase } from './support/databases.ts';

const runner = { describe, it };

/** The published suites over one database, emptied for each test. */
function suites(open: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  storageSuite(runner, async () => {
    await database.empty();
    const { storage, close } = postgres(database.source);
    return { storage, transaction: (run) => database.transaction(run), close };
  });

  queueSuite(runner, async () => {
    const { queue, close } = postgres({ ...database.source, pollMs: 200 });
    return { queue, transaction: (run) => database.transaction(run), close };
  });
}

for (const server of servers) describe(`PostgreSQL, ${server}`, () => suites(() => serverDatabase(server)));
describe('PGlite', () => suites(pgliteDatabase));
