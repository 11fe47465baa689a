import { expect, it } from 'vitest';
import { type ConsoleFixture, consoleFixture } from './support/console-fixture.ts';

const mail = { to: 'c1', subject: 'Hello', text: 'Text' };

async function many(f: ConsoleFixture, action: string, ids: readonly string[], key = 'click') {
  const { status, body } = await f.call('POST', 'email/many', { body: { action, ids, key } });
  expect(status).toBe(200);
  const { items } = body as { items: { id: string; outcome: string; copy?: string; error?: object }[] };
  return items;
}

it('tells of each what became of it, and does nothing twice', async () => {
  const f = await consoleFixture();
  const { email } = f.t.messaging;
  const [waits, gone] = [await email.send(mail), await email.send(mail)];
  await f.t.deliverAll();
  const later = await email.send({ ...mail, scheduledAt: new Date(f.t.now.getTime() + 3_600_000) });
  const ids = [later.id, waits.id, 'msg_none', later.id];
  const refused = { outcome: 'refused', error: { code: 'illegal_status', details: { status: 'sent' } } };
  expect(await many(f, 'cancel', ids)).toMatchObject([
    { id: later.id, outcome: 'done' },
    { id: waits.id, ...refused },
    { id: 'msg_none', outcome: 'refused', error: { code: 'message_not_found' } },
  ]);
  expect(await many(f, 'cancel', [later.id])).toEqual([{ id: later.id, outcome: 'already' }]);
  expect(await many(f, 'retry', [gone.id, later.id])).toMatchObject([
    refused,
    { outcome: 'refused', error: { code: 'illegal_status', details: { status: 'canceled' } } },
  ]);
  expect((await email.get(later.id)).events.at(-1)).toMatchObject({ type: 'canceled', actor: 'u1' });
});

it('retries what failed, and takes what is queued by then for done', async () => {
  const f = await consoleFixture();
  const { email } = f.t.messaging;
  f.t.email.fail('rejected');
  const { id } = await email.send(mail);
  await f.t.deliverAll();
  expect((await email.get(id)).status).toBe('failed');
  expect(await many(f, 'retry', [id])).toEqual([{ id, outcome: 'done' }]);
  expect(await many(f, 'retry', [id])).toEqual([{ id, outcome: 'already' }]);
});

it('sends one copy for each message and click, and says where it was held back', async () => {
  const f = await consoleFixture();
  const { email } = f.t.messaging;
  const ids = [(await email.send(mail)).id, (await email.send({ ...mail, to: 'c2' })).id];
  await f.t.deliverAll();
  await email.suppressions.add({ address: 'zoe@people.example' });
  const first = await many(f, 'sendAgain', ids);
  expect(first.map(({ outcome }) => outcome)).toEqual(['done', 'held']);
  const again = await many(f, 'sendAgain', ids);
  expect(again.map(({ outcome, copy }) => [outcome, copy])).toEqual([
    ['already', first[0]?.copy],
    ['held', first[1]?.copy],
  ]);
  const other = await many(f, 'sendAgain', [ids[0] ?? ''], 'another click');
  expect(other[0]).toMatchObject({ outcome: 'done' });
  expect((await email.history()).items).toHaveLength(5);
});

it('names what matches by filters and a search, and takes no more than a hundred at once', async () => {
  const f = await consoleFixture();
  const { email } = f.t.messaging;
  for (let index = 0; index < 3; index += 1) await email.send({ ...mail, subject: `No ${index}` });
  const { body } = await f.call('GET', 'email/matching?term=no+2&status=queued');
  expect(body).toEqual({
    items: [{ id: expect.any(String), status: 'queued', to: expect.objectContaining({ name: 'Jo Smith' }) }],
    more: false,
  });
  const ids = Array.from({ length: 101 }, (_, index) => `msg_${index}`);
  const refused = await f.call('POST', 'email/many', { body: { action: 'retry', ids, key: 'click' } });
  expect(refused.status).toBe(400);
});
