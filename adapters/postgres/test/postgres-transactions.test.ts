import assert from 'node:assert/strict';
import { memoryTransport } from '@postern/memory';
import pg from 'pg';
import { Messaging } from 'postern';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type PostgresOptions, postgres } from '../src/index.ts';
import { pgliteDatabase, serverDatabase, servers, type TestDatabase } from './support/databases.ts';

class HostFailure extends Error {}

function transactionalSend(openDatabase: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  const running: { stop(): Promise<void> }[] = [];
  beforeAll(async () => {
    database = await openDatabase();
    await database.query('create table invoice (id text primary key)');
  });
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
    await database.empty();
    await database.query('delete from invoice');
  });
  afterAll(() => database.close());

  async function host(options: PostgresOptions = {}) {
    const { storage, queue, close } = postgres({ ...database.source, ...options });
    const sms = memoryTransport({ channel: 'sms' });
    const messaging = new Messaging({
      ...{ site: { id: 'acme', name: 'Acme' }, storage, queue, sms },
      secret: 'a secret of thirty-two characters',
    });
    running.push({
      stop: async () => {
        await messaging.stop();
        await close();
      },
    });
    await messaging.sms.sender.set('Acme');
    return { messaging, sms };
  }

  const invoices = () => database.query('select id from invoice');

  it('hands a message over once the host commits, beside the host’s own row', async () => {
    const { messaging, sms } = await host();
    await messaging.start();
    await database.transaction(async (tx) => {
      await (tx as { query(text: string): Promise<unknown> }).query(`insert into invoice values ('i-1')`);
      await messaging.sms.send({ to: { address: '+33612345678' }, text: 'Paid' }, { tx });
      expect(sms.sent).toEqual([]);
    });
    await expect.poll(() => sms.sent.length).toBe(1);
    expect(await invoices()).toEqual([{ id: 'i-1' }]);
  });

  it('leaves no row, no wake-up and no hand-over where the host rolls back', async () => {
    const { messaging, sms } = await host({ notifyInTransaction: true });
    await messaging.start();
    const rolledBack = database.transaction(async (tx) => {
      await (tx as { query(text: string): Promise<unknown> }).query(`insert into invoice values ('i-1')`);
      await messaging.sms.send({ to: { address: '+33612345678' }, text: 'Paid' }, { tx });
      throw new HostFailure();
    });
    await assert.rejects(rolledBack, HostFailure);
    // What is sent after it goes out; had the first left anything, it would have gone before.
    await messaging.sms.send({ to: { address: '+33612345678' }, text: 'Second' });
    await expect.poll(() => sms.sent.map(({ text }) => text)).toEqual(['Acme: Second']);
    expect(await invoices()).toEqual([]);
    expect((await messaging.sms.history()).items).toHaveLength(1);
  });

  it('sends many in one transaction', async () => {
    const { messaging, sms } = await host();
    await messaging.start();
    await database.transaction(async (tx) => {
      const inputs = Array.from({ length: 25 }, (_, index) => ({
        to: { address: '+33612345678' },
        text: `Number ${index}`,
      }));
      const { accepted } = await messaging.sms.sendMany(inputs, { tx, batchSize: 10 });
      expect(accepted).toBe(25);
    });
    await expect.poll(() => sms.sent.length).toBe(25);
  });

  it('refuses a transaction it cannot use', async () => {
    const { messaging } = await host();
    const send = messaging.sms.send({ to: { address: '+33612345678' }, text: 'Paid' }, { tx: {} });
    await assert.rejects(send, { code: 'invalid_argument' });
  });
}

for (const server of servers) {
  describe(`on PostgreSQL, ${server}`, () => transactionalSend(() => serverDatabase(server)));
}

describe('on a pool with as many transactions as connections', () => {
  it('sends in each of them', async () => {
    const database = await serverDatabase();
    const pool = new pg.Pool({ connectionString: database.url, max: 2 });
    const { storage, queue, close } = postgres({ pool });
    const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
    const site = { id: 'acme', name: 'Acme' };
    const messaging = new Messaging({
      site,
      storage,
      queue,
      sms,
      secret: 'a secret of thirty-two characters',
    });
    const clients = await Promise.all([pool.connect(), pool.connect()]);
    await Promise.all(
      clients.map(async (tx) => {
        await tx.query('begin');
        await messaging.sms.send({ to: { address: '+33612345678' }, text: 'Paid' }, { tx });
        await tx.query('commit');
        tx.release();
      }),
    );
    expect((await messaging.sms.history()).items).toHaveLength(2);
    await close();
    await pool.end();
    await database.close();
  });
});

describe('on PGlite', () => transactionalSend(pgliteDatabase));
