import { once } from 'node:events';
import { type MemoryTransport, memoryTransport } from '@postern/memory';
import { Messaging } from 'postern';
import { createId } from 'postern/adapter';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { postgres } from '../src/index.ts';
import { pgliteDatabase, serverDatabase, type TestDatabase } from './support/databases.ts';

const mail = { to: { address: 'jo@customer.example' }, subject: 'Hello', text: 'Hello Jo' };
const leaseMs = 1_000;
const site = { id: 'test', name: 'Test' };

/** What a function of a serverless host, or a cron job, is: it opens all anew, and shares the database and the mail server. */
function invocation(database: TestDatabase, email: MemoryTransport<'email'>, clock: () => Date) {
  const { storage, queue, close } = postgres(database.source);
  const secret = 'a secret for tests, long enough to pass';
  return {
    ...{ storage, close },
    messaging: new Messaging({ site, storage, queue, email, secret, clock, delivery: { leaseMs } }),
  };
}

async function setUp(database: TestDatabase) {
  let now = Date.now();
  const begun = new EventTarget();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const email = memoryTransport({
    channel: 'email',
    capabilities: { handOverTimeoutMs: 600_000 },
    latency: () => {
      begun.dispatchEvent(new Event('begun'));
      return held;
    },
  });
  const invoke = () => invocation(database, email, () => new Date(now));
  const first = invoke();
  await first.storage.senders.insert({
    ...{ id: createId('snd', new Date()), site: site.id, channel: 'email', kind: 'address', revision: 1 },
    ...{ key: 'default', byDefault: true },
    ...{ name: 'Test', address: 'hello@sender.example', domain: 'sender.example' },
    ...{ createdAt: new Date(), addressValidatedAt: new Date(), domainValidatedAt: new Date() },
  });
  return {
    ...{ email, first, invoke, release, begun: once(begun, 'begun') },
    pass: (ms: number) => {
      now += ms;
    },
  };
}

const databases = { PostgreSQL: () => serverDatabase(), PGlite: () => pgliteDatabase() };

describe.each(Object.entries(databases))('deliverDue() without start(), on %s', (_, open) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  it('hands a mail over once where calls overlap and the hand-over outlasts the lease, and tidies up', async () => {
    const { email, first, invoke, release, begun, pass } = await setUp(database);
    const renew = vi.spyOn(first.storage.messages, 'renew');
    const { id } = await first.messaging.email.send(mail);
    const round = first.messaging.deliverDue();
    await begun;
    for (let step = 0; step < 3; step += 1) {
      const renewed = renew.mock.calls.length;
      await vi.waitFor(() => expect(renew.mock.calls.length).toBeGreaterThan(renewed), { timeout: 10_000 });
      await vi.waitFor(() => expect(renew.mock.settledResults.length).toBeGreaterThan(renewed));
      pass(leaseMs * 0.7);
      const other = invoke();
      await other.messaging.deliverDue();
      await other.close();
    }
    release();
    await round;
    expect(email.sent).toHaveLength(1);
    expect((await first.messaging.email.get(id)).status).toBe('sent');
    expect(await database.query('select 1 from postern.message_unsearched')).toEqual([]);
    await first.close();
  });
});
