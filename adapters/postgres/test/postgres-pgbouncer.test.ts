import { queueSuite, storageSuite } from 'postern/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { postgres } from '../src/index.ts';
import { type Cleanups, runChaos } from './support/chaos.ts';
import { serverDatabase, serverUrl } from './support/databases.ts';
import { type TestBouncer, withBouncer } from './support/pgbouncer.ts';

const runner = { describe, it };

withBouncer('PostgreSQL behind PgBouncer in transaction mode', (start) => {
  let bouncer: TestBouncer;
  let database: Awaited<ReturnType<typeof serverDatabase>>;
  beforeAll(async () => {
    bouncer = await start(await serverUrl());
    database = await serverDatabase('embedded', bouncer.through);
  });
  afterAll(async () => {
    await database.close();
    await bouncer.close();
  });

  it('gives two statements of one client to different connections of the server', async () => {
    const pids = async () =>
      (await database.query('select pg_backend_pid() as pid from pg_sleep(0.05)'))[0]?.pid;
    const seen = new Set(await Promise.all(Array.from({ length: 20 }, pids)));
    expect(seen.size).toBeGreaterThan(1);
    expect(seen.size).toBeLessThanOrEqual(6);
  });

  storageSuite(runner, async () => {
    await database.empty();
    const { storage, close } = postgres({ ...database.source, listen: false });
    return { storage, transaction: (run) => database.transaction(run), close };
  });

  queueSuite(runner, async () => {
    const { queue, close } = postgres({ ...database.source, listen: false, pollMs: 200 });
    return { queue, transaction: (run) => database.transaction(run), close };
  });
});

withBouncer('chaos behind PgBouncer in transaction mode', (start) => {
  const cleanups: Cleanups = [];
  afterEach(async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean();
  });

  it('ends every accepted message, and sends none twice without saying so', {
    timeout: 600_000,
  }, async () => {
    let bouncer: TestBouncer | undefined;
    await runChaos(cleanups, {
      reach: async (server, cleaning) => {
        const started = await start(server.url);
        bouncer = started;
        cleaning.push(() => started.close());
        return { url: started.through(server.url), listen: false };
      },
      more: [{ times: 3, run: async () => bouncer?.restart() }],
    });
  });
});
