import assert from 'node:assert/strict';
import type { Report } from '../../interfaces/storage/message-reports.ts';
import type { Storage } from '../../interfaces/storage/storage.ts';
import type { Message } from '../../model/message.ts';
import type { MessageEventType } from '../../model/status.ts';
import { type ReportedStatus, replaceableBy, reportedStatus, reportedStatuses } from '../../model/status.ts';
import {
  at,
  bring,
  claim,
  claimOne,
  detail,
  failure,
  hour,
  insertOne,
  minute,
  newReport,
  policyOf,
  second,
  start,
} from './fixtures.ts';
import type { StorageTest } from './harness.ts';

/** A report as the core makes it of a provider's event. */
function ranked(site: string, id: string, type: MessageEventType, overrides: Partial<Report> = {}): Report {
  const { to: _to, ...report } = newReport(site, id);
  const to = reportedStatus(type);
  const move = to === undefined ? { from: [] } : { to, from: replaceableBy(to) };
  return { ...report, type, ...move, ...overrides };
}

/** All orders of a few things. */
function orders<T>(things: readonly T[]): readonly (readonly T[])[] {
  if (things.length < 2) return [things];
  return things.flatMap((first) =>
    orders(things.filter((thing) => thing !== first)).map((rest) => [first, ...rest]),
  );
}

export function reportTests(test: StorageTest): void {
  test('a report moves the message and is recorded at its own time', async ({ storage, site }) => {
    const { id } = await bring(storage, site, 'sent');
    const report = ranked(site, id, 'undelivered', {
      at: at(-second),
      now: at(hour),
      attempt: 1,
      failure,
      providerId: 'p-2',
      detail: 'bounced',
    });
    const answer = await storage.messages.report(report);
    const { content: _content, events, ...message } = await detail(storage, site, id);
    assert.deepEqual(answer, { kind: 'moved', message });
    assert.equal(message.status, 'undelivered');
    assert.deepEqual(message.failure, failure);
    assert.equal(message.providerId, 'p-2');
    assert.deepEqual(message.sentAt, start);
    // Recorded last, though it happened first.
    const event = { type: 'undelivered', status: 'undelivered', attempt: 1, detail: 'bounced' } as const;
    assert.deepEqual(events.at(-1), { at: at(-second), ...event });
  });

  test('a report without a status to move to is only recorded', async ({ storage, site }) => {
    const { id } = await bring(storage, site, 'delivered');
    const before = await detail(storage, site, id);
    const report = ranked(site, id, 'opened', { providerId: 'p-9', failure, detail: 'mail app' });
    const answer = await storage.messages.report(report);
    const { content: _content, events, ...message } = await detail(storage, site, id);
    assert.deepEqual(answer, { kind: 'recorded', message });
    const event = { type: 'opened', status: 'delivered', attempt: 1, detail: 'mail app' } as const;
    assert.deepEqual(events, [...before.events, { at: at(minute), ...event }]);
    assert.deepEqual({ ...before, events }, { ...message, content: before.content, events });
  });

  test('reports in any order, each twice, end in the same status', async ({ storage, site }) => {
    for (const order of orders(reportedStatuses)) {
      const { id } = await bring(storage, site, 'sent');
      for (const type of [...order, ...order]) {
        await storage.messages.report(ranked(site, id, type, { dedupeKey: `${type} 1` }));
      }
      const { status, events } = await detail(storage, site, id);
      assert.equal(status, 'undelivered', order.join(', '));
      assert.equal(events.length, 3 + order.length, order.join(', '));
    }
  });

  test('a report with a key known on the message is dropped, on another message it is not', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const [{ id }, { id: other }] = [await bring(storage, site, 'sent'), await bring(storage, site, 'sent')];
    const opened = ranked(site, id, 'opened', { dedupeKey: 'k' });
    assert.equal((await messages.report(opened)).kind, 'recorded');
    const before = await detail(storage, site, id);
    assert.deepEqual(await messages.report(opened), { kind: 'repeated' });
    const delivered = ranked(site, id, 'delivered', { dedupeKey: 'k' });
    assert.deepEqual(await messages.report(delivered), { kind: 'repeated' });
    assert.deepEqual(await detail(storage, site, id), before);
    assert.equal((await messages.report({ ...delivered, id: other })).kind, 'moved');
  });

  test('of the same report made at once several times one counts', async ({ storage, site }) => {
    const { id } = await bring(storage, site, 'sent');
    const report = ranked(site, id, 'delivered');
    const answers = await Promise.all(Array.from({ length: 8 }, () => storage.messages.report(report)));
    assert.equal(answers.filter(({ kind }) => kind === 'moved').length, 1);
    assert.equal(answers.filter(({ kind }) => kind === 'repeated').length, 7);
    assert.equal((await detail(storage, site, id)).events.length, 4);
  });

  test('different reports made at once are all kept, the highest deciding', async ({ storage, site }) => {
    const { id } = await bring(storage, site, 'sent');
    const types = ['delivered', 'opened', 'undelivered', 'sent', 'failed', 'delayed'] as const;
    await Promise.all(types.map((type) => storage.messages.report(ranked(site, id, type))));
    const { status, events } = await detail(storage, site, id);
    assert.equal(status, 'undelivered');
    assert.deepEqual(new Set(events.slice(3).map(({ type }) => type)), new Set(types));
  });

  test('a report of a message that this site does not have is not found', async ({ storage, site }) => {
    const { id } = await bring(storage, site, 'sent');
    const before = await detail(storage, site, id);
    const foreign = ranked(`${site}.2`, id, 'delivered');
    assert.deepEqual(await storage.messages.report(foreign), { kind: 'not_found' });
    const absent = ranked(site, `${id}0`, 'delivered');
    assert.deepEqual(await storage.messages.report(absent), { kind: 'not_found' });
    assert.deepEqual(await detail(storage, site, id), before);
  });

  for (const to of reportedStatuses) {
    test(`"${to}" reported while a hand-over is under way ends it`, async ({ storage, site }) => {
      const { messages } = storage;
      const held = await bring(storage, site, 'sending');
      const { id } = held;
      const moved = movedBy(await messages.report(ranked(site, id, to, { attempt: 1 })));
      assert.equal(moved.status, to);
      assert.ok(!('dueAt' in moved));
      assert.deepEqual(moved.sentAt, to === 'failed' ? undefined : at(minute));
      await assertOver(storage, held.id);
      const late = { ...held, to: 'queued', reason: 'retry', afterMs: 0 } as const;
      assert.deepEqual(await messages.settle([late], { now: at(hour) }), []);
      assert.equal((await detail(storage, site, id)).status, to);
    });

    test(`"${to}" reported while the message waits takes it off the queue`, async ({ storage, site }) => {
      const { messages } = storage;
      const id = await insertOne(storage, site);
      const claimed = await claimOne(messages, id);
      const again = { to: 'queued', reason: 'unknown', afterMs: second, failure } as const;
      await messages.settle([{ ...claimed, ...again }], { now: start });
      const moved = movedBy(await messages.report(ranked(site, id, to, { attempt: 1 })));
      assert.equal(moved.status, to);
      assert.ok(!('dueAt' in moved));
      await assertOver(storage, id);
    });
  }

  test('a report that it was taken clears the failure; when it was taken first stays', async ({
    storage,
    site,
  }) => {
    const { id } = await bring(storage, site, 'unknown');
    const taken = ranked(site, id, 'sent', { at: at(-second) });
    const moved = movedBy(await storage.messages.report(taken));
    assert.ok(!('failure' in moved));
    assert.deepEqual(moved.sentAt, at(-second));
    const arrived = movedBy(await storage.messages.report(ranked(site, id, 'delivered')));
    assert.deepEqual(arrived.sentAt, at(-second));
  });

  test('a report of an earlier hand-over is only recorded where it must speak of the present one', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site);
    const first = await claimOne(messages, id);
    const again = { to: 'queued', reason: 'unknown', afterMs: 0, failure } as const;
    await messages.settle([{ ...first, ...again }], { now: start });
    const second = await claimOne(messages, id);

    const of = (attempt: number, type: ReportedStatus) =>
      ranked(site, id, type, { attempt, currentAttemptOnly: true });
    const old = await messages.report(of(1, 'failed'));
    assert.equal(old.kind, 'recorded');
    const { events, status } = await detail(storage, site, id);
    assert.equal(status, 'sending');
    assert.deepEqual(events.at(-1), { at: at(minute), type: 'failed', status: 'sending', attempt: 1 });

    const sent = await messages.settle([{ ...second, to: 'sent', transport: 'fixture' }], { now: start });
    assert.equal(sent.length, 1);
    assert.equal((await messages.report(of(2, 'failed'))).kind, 'moved');
    // Without that restriction the earlier hand-over's word counts, too.
    const lift = { ...of(1, 'delivered'), currentAttemptOnly: false };
    assert.equal((await messages.report(lift)).kind, 'moved');
  });

  test('a report that names no hand-over speaks of the present one', async ({ storage, site }) => {
    const { id } = await bring(storage, site, 'sending');
    const report = ranked(site, id, 'failed', { currentAttemptOnly: true });
    assert.equal((await storage.messages.report(report)).kind, 'moved');
    assert.equal((await detail(storage, site, id)).events.at(-1)?.attempt, 1);
  });
}

function movedBy(answer: Awaited<ReturnType<Storage['messages']['report']>>): Message {
  assert.ok(answer.kind === 'moved');
  return answer.message;
}

/** Nothing of the message is left to do: no claim, no sweep, nothing due. */
async function assertOver({ messages }: Storage, id: string): Promise<void> {
  for (const quarantined of [false, true]) {
    assert.equal(await messages.nextDue(['email'], { quarantined }), undefined);
    const claims = await claim(messages, { now: at(10 * hour), quarantined });
    assert.deepEqual(
      claims.filter((one) => one.id === id),
      [],
    );
  }
  const policy = policyOf('resend');
  assert.deepEqual(await messages.sweep({ policy, maxLost: 3, limit: 10, now: at(10 * hour) }), []);
}
