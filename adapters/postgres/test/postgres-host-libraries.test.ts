import assert from 'node:assert/strict';
import { PGlite } from '@electric-sql/pglite';
import { memoryTransport } from '@postern/memory';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import knex from 'knex';
import { Kysely, sql as kyselySql, PostgresDialect } from 'kysely';
import pg from 'pg';
import { Messaging } from 'postern';
import type { Tx } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import {
  fromDrizzle,
  fromKnex,
  fromKysely,
  fromPrisma,
  type PostgresSource,
  postgres,
} from '../src/index.ts';
import { serverDatabase } from './support/databases.ts';
import { openPrisma } from './support/prisma-client.ts';

class HostFailure extends Error {}

interface HostLibrary {
  readonly source: PostgresSource;
  /** Inserts an invoice, lets `send` send in the same transaction, commits when that resolves. */
  pay(invoice: string, send: (tx: Tx) => Promise<unknown>): Promise<unknown>;
  invoices(): Promise<number>;
  close(): Promise<unknown>;
}

const createInvoices = 'create table invoice (id text primary key)';

async function onServer(
  use: (url: string) => Omit<HostLibrary, 'source' | 'invoices'>,
): Promise<HostLibrary> {
  const database = await serverDatabase();
  await database.query(createInvoices);
  const library = use(database.url);
  return {
    ...library,
    source: database.source,
    invoices: async () => (await database.query('select id from invoice')).length,
    close: async () => {
      await library.close();
      await database.close();
    },
  };
}

const libraries: Readonly<Record<string, () => Promise<HostLibrary>>> = {
  'Drizzle on pg': () =>
    onServer((connectionString) => {
      const pool = new pg.Pool({ connectionString });
      const db = drizzle({ client: pool });
      return {
        pay: (invoice, send) =>
          db.transaction(async (tx) => {
            await tx.execute(sql`insert into invoice values (${invoice})`);
            await send(fromDrizzle(tx));
          }),
        close: () => pool.end(),
      };
    }),
  'Drizzle on PGlite': async () => {
    const pglite = new PGlite();
    const db = drizzlePglite({ client: pglite });
    await postgres({ pglite }).migrate();
    await pglite.exec(createInvoices);
    return {
      source: { pglite },
      pay: (invoice, send) =>
        db.transaction(async (tx) => {
          await tx.execute(sql`insert into invoice values (${invoice})`);
          await send(fromDrizzle(tx));
        }),
      invoices: async () => (await pglite.query('select id from invoice')).rows.length,
      close: () => pglite.close(),
    };
  },
  Kysely: () =>
    onServer((connectionString) => {
      const db = new Kysely<unknown>({
        dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString }) }),
      });
      return {
        pay: (invoice, send) =>
          db.transaction().execute(async (trx) => {
            await kyselySql`insert into invoice values (${invoice})`.execute(trx);
            await send(fromKysely(trx));
          }),
        close: () => db.destroy(),
      };
    }),
  Knex: () =>
    onServer((connection) => {
      const db = knex({ client: 'pg', connection });
      return {
        pay: (invoice, send) =>
          db.transaction(async (trx) => {
            await trx('invoice').insert({ id: invoice });
            await send(fromKnex(trx));
          }),
        close: () => db.destroy(),
      };
    }),
  Prisma: () =>
    onServer((url) => {
      const prisma = openPrisma(url);
      return {
        pay: (invoice, send) =>
          prisma.$transaction(async (tx) => {
            await tx.$executeRawUnsafe('insert into invoice values ($1)', invoice);
            await send(fromPrisma(tx));
          }),
        close: () => prisma.$disconnect(),
      };
    }),
};

describe('what is no transaction is refused, for a message in it would not be either', () => {
  it('of pg: a pool, a client before begin or after commit, and one released', async () => {
    const database = await serverDatabase();
    const { storage, transaction } = postgres(database.source);
    const client = await database.pool.connect();
    const refusedAs = (tx: Tx, message: RegExp) =>
      assert.rejects(async () => storage.within?.(tx, () => storage.messages.counts('acme', 'email')), {
        code: 'invalid_argument',
        message,
      });
    await refusedAs(database.pool, /pool/);
    await client.query('select 1');
    await refusedAs(client, /begin/);
    await client.query('begin');
    await storage.within?.(client, () => storage.messages.counts('acme', 'email'));
    await client.query('commit');
    await refusedAs(client, /begin/);
    client.release();
    await refusedAs(client, /begin/);
    let kept: Tx = {};
    await transaction(async (tx) => {
      kept = tx;
    });
    await refusedAs(kept, /ended/);
    await refusedAs({ text: 'Hello' }, /no query/);
    await database.close();
  });

  it('of PGlite: the database itself, and a transaction that has ended', async () => {
    const pglite = new PGlite();
    const { storage } = postgres({ pglite });
    let kept: Tx = {};
    await pglite.transaction(async (tx) => {
      kept = tx;
    });
    for (const tx of [pglite, kept]) {
      await assert.rejects(async () => storage.within?.(tx, async () => undefined), {
        code: 'invalid_argument',
      });
    }
    await pglite.close();
  });

  it('of Drizzle, Knex, Kysely and Prisma: the database', async () => {
    const pool = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    const [db, kysely, knexed] = [
      drizzle({ client: pool }),
      new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }),
      knex({ client: 'pg', connection: {} }),
    ];
    const prisma = openPrisma('postgres://nobody@127.0.0.1:1/none');
    const error = { code: 'invalid_argument', message: /transaction/ };
    assert.throws(() => fromDrizzle(db), error);
    assert.throws(() => fromKysely(kysely), error);
    assert.throws(() => fromKnex(knexed), error);
    assert.throws(() => fromPrisma(prisma), error);
    await Promise.all([prisma.$disconnect(), knexed.destroy(), kysely.destroy()]);
  });
});

describe('an object of the host’s own', () => {
  it.each<[string, (result: pg.QueryResult) => unknown]>([
    // `manager.query` of TypeORM, for what changes rows.
    ['rows and their number as rows', ({ rows, rowCount }) => ({ rows: [rows, rowCount] })],
    ['rows as lists of values', ({ rows }) => ({ rows: rows.map((row) => Object.values(row)) })],
    // `query` of Sequelize, as it comes, and `unsafe` of postgres.js.
    ['a list', ({ rows }) => rows],
    ['nothing', () => undefined],
  ])('is refused where it answers %s, rather than believed', async (_what, answer) => {
    const database = await serverDatabase();
    const { storage } = postgres(database.source);
    const client = await database.pool.connect();
    await client.query('begin');
    const tx = { query: async (text: string, values: string[]) => answer(await client.query(text, values)) };
    const entry = { site: 'acme', channel: 'sms', address: '+33612345678', reason: 'manual' } as const;
    await assert.rejects(
      async () =>
        storage.within?.(tx, () => storage.suppressions.add({ ...entry, source: 'host', at: new Date() })),
      { code: 'invalid_argument', message: /\{ rows \}/ },
    );
    await client.query('rollback');
    client.release();
    await database.close();
  });
});

for (const [name, open] of Object.entries(libraries)) {
  describe(`a transaction of ${name}`, () => {
    it('carries messages along, or takes them back', async () => {
      const library = await open();
      const { storage, queue, close } = postgres(library.source);
      const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
      const site = { id: 'acme', name: 'Acme' };
      const messaging = new Messaging({
        site,
        storage,
        queue,
        sms,
        secret: 'a secret of thirty-two characters',
      });
      await messaging.start();
      const to = { address: '+33612345678' };

      const rolledBack = library.pay('i-1', async (tx) => {
        await messaging.sms.send({ to, text: 'Never', idempotencyKey: 'i-1' }, { tx });
        throw new HostFailure();
      });
      await assert.rejects(rolledBack, HostFailure);
      expect(await library.invoices()).toBe(0);

      const text = `Paid: 100% of $1, "quoted" \\ ? and ?? {braces} 'it''s'`;
      await library.pay('i-1', async (tx) => {
        await messaging.sms.send({ to, text }, { tx });
        await messaging.sms.send({ to, text: 'Keyed', idempotencyKey: 'i-1' }, { tx });
        const again = await messaging.sms.send({ to, text: 'Keyed', idempotencyKey: 'i-1' }, { tx });
        expect(again.repeated).toBe(true);
      });
      await expect.poll(() => sms.sent.length).toBe(2);
      expect(new Set(sms.sent.map((one) => one.text))).toEqual(new Set([`Acme: ${text}`, 'Acme: Keyed']));
      expect(await library.invoices()).toBe(1);

      await messaging.stop();
      await close();
      await library.close();
    });
  });
}
