import assert from 'node:assert/strict';
import { at, claimOne, failure, hour, insertOne, minute, newReport, policyOf, start } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

export function unresolvedTests(test: StorageTest): void {
  const query = { channel: 'email', since: start, until: at(hour), limit: 10 } as const;

  test('what is unknown is found with its content and the time it became so, oldest first', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const made: string[] = [];
    for (const minutes of [3, 1, 2]) {
      const id = await insertOne(storage, site);
      const claimed = await claimOne(messages, id);
      await messages.settle([{ ...claimed, to: 'unknown', failure }], { now: at(minutes * minute) });
      made.push(id);
    }
    const [third, first, second] = made;
    const found = await messages.unresolved(query);
    assert.deepEqual(
      found.map(({ message, at: since }) => [message.id, since]),
      [
        [first, at(minute)],
        [second, at(2 * minute)],
        [third, at(3 * minute)],
      ],
    );
    assert.deepEqual(found[0]?.content, { subject: '[Acme] Hello', text: 'Hello Jo' });
    assert.equal(found[0]?.message.status, 'unknown');
    assert.equal((await messages.unresolved({ ...query, limit: 2 })).length, 2);
    const within = await messages.unresolved({ ...query, since: at(2 * minute), until: at(2 * minute) });
    assert.deepEqual(
      within.map(({ message }) => message.id),
      [second],
    );
  });

  test('what is not unknown, or no longer, or of another channel is left out', async ({ storage, site }) => {
    const { messages } = storage;
    await insertOne(storage, site, { status: 'suppressed' });
    const id = await insertOne(storage, site);
    const claimed = await claimOne(messages, id);
    await messages.settle([{ ...claimed, to: 'unknown', failure }], { now: at(minute) });
    assert.deepEqual(await messages.unresolved({ ...query, channel: 'sms' }), []);
    assert.equal((await messages.unresolved(query)).length, 1);
    await messages.report(newReport(site, id));
    assert.deepEqual(await messages.unresolved(query), []);
  });

  test('what is only recorded later does not make it younger', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site);
    const claimed = await claimOne(messages, id);
    await messages.settle([{ ...claimed, to: 'unknown', failure }], { now: at(minute) });
    const { to: _, ...recordOnly } = newReport(site, id, { type: 'delayed', at: at(9 * minute), from: [] });
    assert.equal((await messages.report(recordOnly)).kind, 'recorded');
    const [found] = await messages.unresolved(query);
    assert.deepEqual(found?.at, at(minute));
  });

  test('a lost lease that is held counts from its loss', async ({ storage, site }) => {
    const { messages } = storage;
    await claimOne(messages, await insertOne(storage, site));
    const policy = policyOf('hold');
    await messages.sweep({ policy, maxLost: 3, limit: 10, now: at(5 * minute) });
    const [found] = await messages.unresolved(query);
    assert.deepEqual(found?.at, at(5 * minute));
  });
}
