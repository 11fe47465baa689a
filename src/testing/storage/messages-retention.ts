import assert from 'node:assert/strict';
import { messageStatuses } from '../../model/status.ts';
import {
  at,
  bring,
  claim,
  claimOne,
  detail,
  failure,
  hour,
  ids,
  insertMany,
  insertOne,
  minute,
  newReport,
  second,
  start,
} from './fixtures.ts';
import type { StorageTest } from './harness.ts';

const consumerId = 'c-17';
const person = { to: { consumerId, name: 'Żaneta Secret', address: 'zaneta@secret.example' } };
const personal = {
  ...person,
  reference: 'order/1',
  batch: 'b-1',
  metadata: { of: 'Żaneta' },
  subject: 'Secret subject',
  preview: 'Secret',
  content: { text: 'Secret text' },
};

export function retentionTests(test: StorageTest): void {
  const ended = { from: ['queued'], to: 'canceled', type: 'canceled', now: start } as const;

  test('old messages that have ended are removed, the oldest first, so many at a time', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const all = await insertMany(storage, site, 6);
    for (const id of all) await messages.move({ site, channel: 'email', id, ...ended });
    const prune = () => messages.prune({ site, createdBefore: at(5 * second), limit: 3 });
    assert.equal(await prune(), 3);
    assert.deepEqual(ids((await messages.list({ site, limit: 10 })).items), all.slice(3).reverse());
    assert.equal(await prune(), 2);
    assert.equal(await prune(), 0);
    assert.deepEqual(ids((await messages.list({ site, limit: 10 })).items), all.slice(5));
    assert.equal((await messages.counts(site, 'email')).counts.canceled, 1);
    assert.equal(await messages.find({ site, id: all[0] ?? '' }), undefined);
    assert.deepEqual(ids((await messages.search({ site, term: 'hello', limit: 10 })).items), all.slice(5));
  });

  test('a person is erased whatever a server said about a message', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site, { ...personal, subject: 'half \ud83d and \u0000' });
    const { token } = await claimOne(messages, id);
    const said = { ...failure, message: 'no \ud83d such \u0000 user \ude00', code: '5.1.1 \ud83d' };
    await messages.settle([{ id, token, to: 'failed', failure: said, detail: '\u0000 \ud83d' }], {
      now: start,
    });
    assert.deepEqual(await messages.erase({ site, consumerId, limit: 10, now: start }), {
      erased: 1,
      underWay: 0,
      canceled: [],
    });
    const left = await messages.find({ site, id });
    assert.equal(left?.failure?.message, '');
    assert.equal(left?.failure?.class, failure.class);
    assert.equal(left?.subject, undefined);
  });

  test('what waits or is under way is not removed, whatever its age', async ({ storage, site }) => {
    for (const status of [...messageStatuses].sort((a, b) => waits(a) - waits(b))) {
      await bring(storage, site, status);
    }
    const { messages } = storage;
    assert.equal(await messages.prune({ site: `${site}.2`, createdBefore: at(hour), limit: 100 }), 0);
    assert.equal(
      await messages.prune({ site, createdBefore: at(hour), limit: 100 }),
      messageStatuses.length - 3,
    );
    const left = (await messages.list({ site, limit: 100 })).items.map(({ status }) => status);
    assert.deepEqual(left.sort(), ['queued', 'scheduled', 'sending']);
  });

  test('the key of a removed message may be used again', async ({ storage, site }) => {
    const { messages } = storage;
    const key = { idempotencyKey: 'k' };
    const first = await insertOne(storage, site, key);
    await messages.move({ site, channel: 'email', id: first, ...ended });
    await messages.prune({ site, createdBefore: at(hour), limit: 10 });
    const second = await insertOne(storage, site, key);
    assert.equal((await detail(storage, site, second)).status, 'queued');
  });

  test('erasing a consumer leaves what happened and takes what tells of the person', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site, personal);
    const claimed = await claimOne(messages, id);
    const refused = { ...failure, message: '550 zaneta@secret.example is unknown' };
    const outcome = { to: 'failed', failure: refused, detail: refused.message } as const;
    await messages.settle([{ ...claimed, ...outcome }], { now: at(minute) });
    const before = await detail(storage, site, id);

    const erase = () => messages.erase({ site, consumerId, limit: 10, now: at(hour) });
    assert.deepEqual(await erase(), { erased: 1, underWay: 0, canceled: [] });
    const { content: _content, subject: _subject, metadata, ...kept } = before;
    assert.deepEqual(metadata, { of: 'Żaneta' });
    assert.equal(kept.reference, 'order/1');
    assert.equal(kept.batch, 'b-1');
    assert.deepEqual(await detail(storage, site, id), {
      ...kept,
      to: { consumerId, address: '' },
      preview: '',
      failure: { ...failure, message: '' },
      events: before.events.map(({ detail: _detail, ...event }) => event),
    });
    assert.deepEqual(ids((await messages.list({ site, consumerId, limit: 10 })).items), [id]);
    for (const term of ['secret', 'zaneta']) {
      assert.deepEqual((await messages.search({ site, term, limit: 10 })).items, []);
    }
    assert.equal((await messages.counts(site, 'email')).counts.failed, 1);
    assert.deepEqual(await erase(), { erased: 0, underWay: 0, canceled: [] });
  });

  test('an erased message is never handed over again', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site, personal);
    const claimed = await claimOne(messages, id);
    await messages.settle([{ ...claimed, to: 'unknown', failure }], { now: start });
    await messages.erase({ site, consumerId, limit: 10, now: start });
    const retry = { from: ['unknown'], to: 'queued', type: 'requeued' } as const;
    assert.equal(await messages.move({ site, channel: 'email', id, ...retry }), undefined);
    assert.deepEqual(await claim(messages, { now: at(hour) }), []);
    const unknown = { channel: 'email', since: start, until: at(hour), limit: 10 } as const;
    assert.deepEqual(await messages.unresolved(unknown), []);
  });

  test('a report about an erased message is counted without its wording', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site, personal);
    const claimed = await claimOne(messages, id);
    await messages.settle([{ ...claimed, to: 'sent', transport: 'fixture' }], { now: start });
    await messages.erase({ site, consumerId, limit: 10, now: at(minute) });
    const words = '550 zaneta@secret.example is unknown';
    const bounce = { type: 'undelivered', to: 'undelivered', from: ['sent'], detail: words } as const;
    await messages.report(newReport(site, id, { ...bounce, failure: { ...failure, message: words } }));
    const { status, failure: told, events } = await detail(storage, site, id);
    assert.deepEqual([status, told], ['undelivered', { ...failure, message: '' }]);
    const { at: _at, ...event } = events.at(-1) ?? assert.fail('the bounce is an event');
    assert.deepEqual(event, { type: 'undelivered', status: 'undelivered', attempt: 1 });
  });

  test('erasing cancels what waits, and leaves what is under way for another call', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const sending = await insertOne(storage, site, personal);
    const claimed = await claimOne(messages, sending);
    const waiting = await insertOne(storage, site, { ...personal, status: 'scheduled', dueAt: at(hour) });
    const erase = () => messages.erase({ site, consumerId, limit: 10, now: at(minute) });
    const { canceled, ...counts } = await erase();
    assert.deepEqual(counts, { erased: 1, underWay: 1 });
    const { events, content, ...message } = await detail(storage, site, waiting);
    assert.deepEqual([message.status, message.dueAt, content], ['canceled', undefined, undefined]);
    assert.deepEqual(canceled, [message], 'what was canceled is answered, as it is from then on');
    assert.deepEqual(message.to, { consumerId, address: '' });
    assert.deepEqual(events.at(-1), { at: at(minute), type: 'canceled', status: 'canceled', attempt: 0 });
    assert.deepEqual(await claim(messages, { now: at(2 * hour) }), []);
    assert.equal((await detail(storage, site, sending)).subject, 'Secret subject');
    await messages.settle([{ ...claimed, to: 'sent', transport: 'fixture' }], { now: start });
    assert.deepEqual(await erase(), { erased: 1, underWay: 0, canceled: [] });
    const erased = await detail(storage, site, sending);
    assert.deepEqual([erased.status, erased.to.address, erased.content], ['sent', '', undefined]);
  });

  test('erasing concerns one consumer of one site, so many messages at a time', async ({ storage, site }) => {
    const { messages } = storage;
    for (let made = 0; made < 3; made += 1)
      await insertOne(storage, site, { ...personal, status: 'suppressed' });
    const foreign = await insertOne(storage, `${site}.2`, personal);
    const other = await insertOne(storage, site, { to: { ...person.to, consumerId: 'c-18' } });
    const erase = () => messages.erase({ site, consumerId, limit: 2, now: start });
    assert.deepEqual([(await erase()).erased, (await erase()).erased, (await erase()).erased], [2, 1, 0]);
    assert.equal((await detail(storage, `${site}.2`, foreign)).to.address, person.to.address);
    assert.equal((await detail(storage, site, other)).to.address, person.to.address);
  });
}

function waits(status: string): number {
  return ['scheduled', 'queued'].indexOf(status) + 1;
}
