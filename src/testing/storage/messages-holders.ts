import assert from 'node:assert/strict';
import type { Storage } from '../../interfaces/storage/storage.ts';
import type { MessageId } from '../../model/message.ts';
import { bring, claimOne, hour, insertOne, newReport, sorted, start } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

export function holderTests(test: StorageTest): void {
  const key = (site: string) =>
    ({ channel: 'email', transport: 'fixture', providerId: `p-${site}` }) as const;

  async function sent({ messages, ...rest }: Storage, site: string, of = site): Promise<MessageId> {
    const id = await insertOne({ messages, ...rest }, site);
    const { transport, providerId } = key(of);
    const claimed = await claimOne(messages, id);
    await messages.settle([{ ...claimed, to: 'sent', transport, providerId, findable: true }], {
      now: start,
    });
    return id;
  }

  test('a message says whose it is, to whoever knows its id', async ({ storage, site }) => {
    const id = await insertOne(storage, site);
    const others = await insertOne(storage, `${site}.2`);
    assert.equal(await storage.messages.siteOf(id), site);
    assert.equal(await storage.messages.siteOf(others), `${site}.2`);
    assert.equal(await storage.messages.siteOf('msg_of_nobody'), undefined);
  });

  test('what was sent is found by the provider’s id, of whatever site', async ({ storage, site }) => {
    const ids = [await sent(storage, site), await sent(storage, `${site}.2`, site)];
    await sent(storage, site, 'another');
    assert.deepEqual(sorted(await storage.messages.holdersOf(key(site))), sorted(ids));
    assert.deepEqual(await storage.messages.holdersOf({ ...key(site), providerId: 'p-none' }), []);
  });

  test('another transport’s and another channel’s id is another', async ({ storage, site }) => {
    await sent(storage, site);
    const { messages } = storage;
    assert.deepEqual(await messages.holdersOf({ ...key(site), transport: 'other' }), []);
    assert.deepEqual(await messages.holdersOf({ ...key(site), channel: 'sms' }), []);
  });

  test('what was reported is found too, by its transport or where that is not known', async ({
    storage,
    site,
  }) => {
    const { transport, providerId } = key(site);
    const { messages } = storage;
    const known = await bring(storage, site, 'unknown');
    await messages.report(newReport(site, known.id, { providerId, transport }));
    const unnamed = await bring(storage, site, 'unknown');
    await messages.report(newReport(site, unnamed.id, { providerId }));
    assert.deepEqual(sorted(await messages.holdersOf(key(site))), sorted([known.id, unnamed.id]));
    assert.deepEqual(await messages.holdersOf({ ...key(site), transport: 'other' }), [unnamed.id]);
    assert.equal((await messages.find({ site, id: known.id }))?.transport, transport);
  });

  test('a report that is only recorded gives no provider’s id', async ({ storage, site }) => {
    const { id } = await bring(storage, site, 'delivered');
    await storage.messages.report(
      newReport(site, id, { type: 'opened', from: [], ...key(site), dedupeKey: 'opened' }),
    );
    assert.deepEqual(await storage.messages.holdersOf(key(site)), []);
  });

  test('a message sent again under another id is found by that alone, one that was removed not at all', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const id = await sent(storage, site);
    const again = `${site}.again`;
    const { transport, providerId } = key(again);
    await messages.report(
      newReport(site, id, { to: 'undelivered', from: ['sent'], providerId, transport, dedupeKey: 'again' }),
    );
    assert.deepEqual(await messages.holdersOf(key(site)), []);
    assert.deepEqual(await messages.holdersOf(key(again)), [id]);
    await messages.prune({ site, createdBefore: new Date(start.getTime() + hour), limit: 10 });
    assert.deepEqual(await messages.holdersOf(key(again)), []);
  });
}
