import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryTransport } from '@postern/memory';
import { Messaging } from 'postern';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PostgresSource, postgres } from '../src/index.ts';
import { serverDatabase } from './support/databases.ts';

class HostFailure extends Error {}

/** A host that reaches its database through this library alone. */
function ownTransaction(open: () => Promise<{ source: PostgresSource; remove(): Promise<void> }>): void {
  let remove: () => Promise<void>;
  let database: ReturnType<typeof postgres>;
  let messaging: Messaging;
  const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
  beforeAll(async () => {
    const opened = await open();
    remove = opened.remove;
    database = postgres(opened.source);
    await database.migrate();
    await database.transaction((tx) =>
      tx.query('create table invoice (id text primary key, cents int not null, due timestamptz)'),
    );
    const { storage, queue } = database;
    const secret = 'a secret of thirty-two characters';
    messaging = new Messaging({ site: { id: 'acme', name: 'Acme' }, storage, queue, sms, secret });
    await messaging.start();
  });
  afterAll(async () => {
    await messaging.stop();
    await database.close();
    await remove();
  });

  const pay = (id: string, failure?: Error) =>
    database.transaction(async (tx) => {
      await tx.query('insert into invoice values ($1, $2, $3)', [id, '1050', null]);
      await messaging.sms.send({ to: { address: '+33612345678' }, text: `Paid ${id}` }, { tx });
      if (failure) throw failure;
      return id;
    });
  const invoices = async () => (await database.transaction((tx) => tx.query('select * from invoice'))).rows;

  it('commits the host’s row and the message together, or neither', async () => {
    await assert.rejects(pay('i-1', new HostFailure()), HostFailure);
    expect(await pay('i-2')).toBe('i-2');
    await expect.poll(() => sms.sent.map(({ text }) => text)).toEqual(['Acme: Paid i-2']);
    expect(await invoices()).toEqual([{ id: 'i-2', cents: 1050, due: null }]);
    expect((await messaging.sms.history()).items).toHaveLength(1);
  });
}

describe('in a directory', () =>
  ownTransaction(async () => {
    const directory = await mkdtemp(join(tmpdir(), 'postern-own-'));
    return { source: { directory }, remove: () => rm(directory, { recursive: true, force: true }) };
  }));

describe('on a server named by its connection string', () =>
  ownTransaction(async () => {
    const { url, close } = await serverDatabase();
    return { source: { connectionString: url }, remove: close };
  }));
