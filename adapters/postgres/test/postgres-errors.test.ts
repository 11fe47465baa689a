import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { memoryTransport } from '@postern/memory';
import { drizzle } from 'drizzle-orm/node-postgres';
import knex from 'knex';
import pg from 'pg';
import { Messaging } from 'postern';
import { isMessagingError, type Tx } from 'postern/adapter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseError, databaseError } from '../src/drivers/database-error.ts';
import { fromDrizzle, fromKnex, fromPrisma, type PostgresSource, postgres } from '../src/index.ts';
import { pgliteDatabase, serverDatabase, servers, type TestDatabase } from './support/databases.ts';
import { newMessage } from './support/messages.ts';
import { openPrisma } from './support/prisma-client.ts';

/** What no error may hold, in whatever way it is looked at. */
const told = ['whisper@example.com', 'Wendy Whisper', 'the body of a whisper', 'key-of-a-whisper'];
const whisper = () =>
  newMessage({
    to: { name: 'Wendy Whisper', address: 'whisper@example.com' },
    preview: 'the body of a whisper',
    content: { subject: 'Hello', text: 'the body of a whisper' },
    idempotencyKey: 'key-of-a-whisper',
  });

async function failureOf(work: Promise<unknown>): Promise<Error & { readonly code?: string }> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(failure instanceof Error, 'it fails');
  return failure;
}

function assertSilent(error: Error): void {
  const seen = [
    inspect(error, { depth: 20, showHidden: true, getters: true }),
    JSON.stringify(error),
    JSON.stringify(Object.getOwnPropertyDescriptors(error)),
    String(error.stack),
  ].join('\n');
  for (const words of told) assert.ok(!seen.includes(words), `"${words}" is told by ${error.name}`);
  if (error.cause instanceof Error) assertSilent(error.cause);
}

/** What a database can refuse a message for: each is put in place, and taken away. */
const refusals: Readonly<Record<string, { on: string; off: string; code: string }>> = {
  'a constraint, whose detail is the whole row': {
    on: `alter table postern.message add constraint nobody check (to_address not like 'whisper%')`,
    off: 'alter table postern.message drop constraint nobody',
    code: '23514',
  },
  'a trigger that says what it saw': {
    on: `create function telling() returns trigger language plpgsql as $$ begin
        raise exception 'not to % with %', new.to_address, new.preview using hint = new.to_name;
      end $$;
      create trigger telling before insert on postern.message for each row execute function telling();`,
    off: 'drop trigger telling on postern.message; drop function telling();',
    code: 'P0001',
  },
  'a cast of what was given': {
    on: `create function casting() returns trigger language plpgsql as $$ begin
        perform new.preview::int; return new;
      end $$;
      create trigger casting before insert on postern.message for each row execute function casting();`,
    off: 'drop trigger casting on postern.message; drop function casting();',
    code: '22P02',
  },
  'a statement made of it': {
    on: `create function saying() returns trigger language plpgsql as $$ begin
        execute 'whisper@example.com ' || new.preview; return new;
      end $$;
      create trigger saying before insert on postern.message for each row execute function saying();`,
    off: 'drop trigger saying on postern.message; drop function saying();',
    code: '42601',
  },
};

function suite(open: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  const script = async (text: string) => {
    for (const statement of text.split(/;\s*(?=create trigger|drop function)/))
      await database.query(statement);
  };

  for (const [refusal, { on, off, code }] of Object.entries(refusals)) {
    it(`tells nothing of a message refused by ${refusal}`, async () => {
      const { storage } = postgres(database.source);
      await script(on);
      const alone = await failureOf(storage.messages.insert([whisper()]));
      const inBatch = await failureOf(storage.messages.insert(Array.from({ length: 30 }, whisper)));
      const joined = await failureOf(
        database.transaction((tx) => storage.messages.insert([whisper()], { tx })),
      );
      await script(off);
      for (const failure of [alone, inBatch, joined]) {
        expect(failure.code).toBe(code);
        assertSilent(failure);
      }
    });
  }

  it('says which constraint was violated', async () => {
    const { storage } = postgres(database.source);
    const { idempotencyKey: _, ...message } = whisper();
    await storage.messages.insert([message]);
    const failure = await failureOf(storage.messages.insert([message]));
    // Of the month's partition.
    const table = expect.stringMatching(/^message_\d{4}_\d\d$/);
    const constraint = expect.stringMatching(/^message_\d{4}_\d\d_pkey$/);
    expect(failure).toMatchObject({ code: '23505', constraint, table });
    expect(failure.message).toMatch(/23505.*message_\d{4}_\d\d_pkey/);
    assertSilent(failure);
  });

  it('tells nothing where a table is missing, and still says what to do', async () => {
    const { storage } = postgres(database.source);
    await database.query('alter table postern.message_job rename to away');
    const failure = await failureOf(storage.messages.insert([whisper()]));
    await database.query('alter table postern.away rename to message_job');
    expect(failure).toMatchObject({ code: 'storage_not_ready' });
    assertSilent(failure);
  });

  it('gives the host its own errors whole, in a transaction that it runs through this library', async () => {
    const { transaction } = postgres(database.source);
    const failure = await failureOf(transaction((tx) => tx.query(`select 'abc'::int`)));
    expect(failure).not.toBeInstanceOf(DatabaseError);
    expect(failure.message).toMatch(/abc/);
    class HostFailure extends Error {}
    const own = new HostFailure();
    expect(await failureOf(transaction(async () => Promise.reject(own)))).toBe(own);
  });
}

for (const server of servers) {
  describe(`errors of PostgreSQL, ${server}`, () => suite(() => serverDatabase(server)));
}
describe('errors of PGlite', () => suite(pgliteDatabase));

describe('errors of clients', () => {
  it('of a pool that has ended and of one that reaches nothing tell nothing', async () => {
    const ended = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    const away = new pg.Pool({ connectionString: 'postgres://nobody:key-of-a-whisper@127.0.0.1:1/none' });
    await ended.end();
    for (const [pool, message] of [
      [ended, /after calling end/],
      [away, /ECONNREFUSED/],
    ] as const) {
      const { storage } = postgres({ pool });
      for (const failing of [
        storage.messages.insert([whisper()]),
        storage.messages.move({ ...moving, id: 'whisper@example.com' }),
      ]) {
        const failure = await failureOf(failing);
        expect(failure.message).toMatch(message);
        assertSilent(failure);
      }
    }
  });

  it('of a closed PGlite tell nothing', async () => {
    const pglite = new PGlite();
    await postgres({ pglite }).migrate();
    await pglite.close();
    const failure = await failureOf(postgres({ pglite }).storage.messages.insert([whisper()]));
    expect(failure.message).toMatch(/PGlite is closed/);
    assertSilent(failure);
  });

  it('of Drizzle, Knex and Prisma, which quote the statement and its values, tell nothing', async () => {
    const database = await serverDatabase();
    const connectionString = database.url;
    const [db, trx, prisma] = [
      drizzle({ client: database.pool }),
      knex({ client: 'pg', connection: connectionString }),
      openPrisma(connectionString),
    ];
    const refusing = refusals['a constraint, whose detail is the whole row'];
    await database.query(refusing?.on ?? '');
    const { storage } = postgres(database.source);
    const send = (tx: Tx) => storage.messages.insert([whisper()], { tx });
    for (const work of [
      () => db.transaction((tx) => send(fromDrizzle(tx)).catch(keep)),
      () => trx.transaction((tx) => send(fromKnex(tx)).catch(keep)),
      () => prisma.$transaction((tx) => send(fromPrisma(tx)).catch(keep)),
    ]) {
      await failureOf(work());
      assert.ok(kept);
      expect(kept.code).toBe('23514');
      assertSilent(kept);
    }
    await Promise.all([trx.destroy(), prisma.$disconnect()]);
    await database.close();
  });

  it('of any other kind are told by nothing but their code', () => {
    for (const odd of [
      new TypeError('cannot encode "the body of a whisper"'),
      Object.assign(new Error('whisper@example.com'), { code: '22P02', severity: 'ERROR', params: told }),
      Object.assign(new Error(told.join()), { code: '57P01' }),
      new AggregateError([Object.assign(new Error(told[0]), { code: 'ECONNRESET' })], told[1]),
      'the body of a whisper',
      { message: 'the body of a whisper' },
      undefined,
    ]) {
      const error = databaseError(odd);
      assertSilent(error);
      expect(isMessagingError(error)).toBe(false);
    }
  });
});

describe('a pool of one connection', () => {
  it('is not spent on listening: it polls, says so once, and sends and delivers', async () => {
    const database = await serverDatabase();
    const pool = new pg.Pool({ connectionString: database.url, max: 1 });
    pool.on('error', () => undefined);
    const faults: unknown[] = [];
    const { storage, queue, close } = postgres({ pool, pollMs: 50, onFault: (error) => faults.push(error) });
    const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
    const secret = 'a secret of thirty-two characters';
    const messaging = new Messaging({ site: { id: 'acme', name: 'Acme' }, storage, queue, sms, secret });
    await messaging.start();
    await messaging.sms.send({ to: { address: '+33612345678' }, text: 'Hello' });
    await expect.poll(() => sms.sent.length).toBe(1);
    await messaging.stop();
    await close();
    await pool.end();
    await database.close();
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({
      code: 'invalid_config',
      message: expect.stringMatching(/one connection.*polling/),
    });
  });
});

let kept: (Error & { readonly code?: string }) | undefined;
function keep(error: unknown): never {
  kept = error instanceof Error ? error : undefined;
  throw error;
}

const moving = {
  site: 'acme',
  channel: 'email',
  from: ['queued'],
  to: 'canceled',
  type: 'canceled',
} as const;

/** A PGlite that refuses under a code, and counts how often it is asked anything. */
function failingPglite(code: string): { readonly source: PostgresSource; asked(): number } {
  let asked = 0;
  const query = async () => {
    asked += 1;
    throw Object.assign(
      new Error('could not extend file'),
      code === 'wasm' ? { name: 'RuntimeError' } : { code },
    );
  };
  const tx = { query, exec: query };
  const pglite = {
    ...tx,
    // As PGlite: it rolls back, which is one more statement.
    transaction: async <T>(run: (begun: typeof tx) => Promise<T>) => {
      asked += 1;
      return run(tx).catch(async (error: unknown) => {
        await query().catch(() => undefined);
        throw error;
      });
    },
    listen: async () => async () => undefined,
    close: query,
  };
  return { source: { pglite }, asked: () => asked };
}

describe('a PGlite that has failed', () => {
  const reading = (source: PostgresSource) => postgres(source).storage.messages.counts('acme', 'email');

  it.each(['53100', '53200', '58030', 'XX000', 'XX001', 'wasm', 'ENOSPC'])(
    'with %s is not touched any more, and says so',
    async (code) => {
      const { source, asked } = failingPglite(code);
      const { storage, transaction, close } = postgres(source);
      const waiting = Array.from({ length: 5 }, () => failureOf(storage.messages.counts('acme', 'email')));
      const [first, ...others] = await Promise.all(waiting);
      expect(first).toBeInstanceOf(DatabaseError);
      for (const other of others) expect(other.code).toBe('storage_not_ready');
      expect((await failureOf(transaction(async () => undefined))).code).toBe('storage_not_ready');
      await close();
      expect(asked()).toBe(1);
    },
  );

  it('within a transaction is not rolled back, which would be one more statement', async () => {
    const { source, asked } = failingPglite('53100');
    const { storage, transaction } = postgres(source);
    await failureOf(transaction((tx) => tx.query('select 1')));
    expect(asked()).toBe(2);
    expect(await failureOf(storage.messages.counts('acme', 'email'))).toMatchObject({
      code: 'storage_not_ready',
    });
    expect(asked()).toBe(2);
  });

  it('goes on after a refusal that is none of its own', async () => {
    const { source, asked } = failingPglite('23505');
    for (const _ of [1, 2]) expect((await failureOf(reading(source))).code).toBe('23505');
    expect(asked()).toBe(2);
  });
});
