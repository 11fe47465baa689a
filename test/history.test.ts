import { memoryConsumers, memoryStorage } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import type { HistoryFilters } from 'postern';
import type { HistoryQuery } from 'postern/adapter';
import { beforeEach, describe, expect, it } from 'vitest';

const consumers = memoryConsumers([
  { id: 'c1', name: 'Jo Smith', email: 'jo@acme.example', phone: '+447400123456' },
  { id: 'c2', name: 'Zoë Łukasz', email: 'zoe@acme.example' },
]);
let t: TestMessaging;

beforeEach(async () => {
  t = await testMessaging({ consumers });
});

async function letters(count: number, together = 1): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    if (n % together === 0) t.advance(1);
    await t.messaging.email.send({
      to: n % 2 ? 'c1' : 'c2',
      subject: `Letter ${n}`,
      text: `Body ${n}`,
      origin: n % 5 === 0 ? 'web' : 'sys',
    });
  }
}

describe('the history', () => {
  it('pages through everything once, newest first', async () => {
    // Three of them within each millisecond.
    await letters(25, 3);
    const seen: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await t.messaging.email.history({ limit: 10, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
      pages += 1;
    } while (cursor);
    expect(pages).toBe(3);
    expect(seen).toHaveLength(25);
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
  });

  it('has the tabs All, Web and Sys, a filter by status, and a consumer’s own', async () => {
    await letters(20);
    await t.messaging.sms.send({ to: 'c1', text: 'hi' });
    const count = async (options: object) => (await t.messaging.email.history(options)).items.length;
    expect([await count({}), await count({ origin: 'web' }), await count({ origin: 'sys' })]).toEqual([
      20, 4, 16,
    ]);
    expect([await count({ status: 'queued' }), await count({ status: ['sent', 'failed'] })]).toEqual([20, 0]);
    expect((await t.messaging.consumers.history('c1')).items).toHaveLength(11);
    expect((await t.messaging.consumers.history('c1', { channel: 'sms' })).items).toHaveLength(1);
    expect((await t.messaging.consumers.history('nobody')).items).toEqual([]);
  });

  it('shows all that the log needs in each row', async () => {
    await t.messaging.email.templates.save({
      id: 'note',
      name: 'Note',
      subject: 'Note',
      text: 'Dear reader,\n\nhello',
    });
    const scheduledAt = new Date(t.now.getTime() + 60_000);
    await t.messaging.email.send({ to: 'c2', template: 'note', origin: 'web', actor: 'mary', scheduledAt });
    expect((await t.messaging.email.history()).items[0]).toMatchObject({
      to: { consumerId: 'c2', name: 'Zoë Łukasz', address: 'zoe@acme.example' },
      status: 'scheduled',
      scheduledAt,
      createdAt: t.now,
      template: { id: 'note', name: 'Note' },
      sender: { name: 'Test', address: 'hello@sender.example' },
      subject: '[Test] Note',
      preview: 'Dear reader, hello',
      origin: 'web',
      actor: 'mary',
    });
  });

  it('refuses a cursor of another list, and limits out of range', async () => {
    await letters(3);
    const { next = '' } = await t.messaging.email.history({ limit: 1 });
    const invalid = expect.objectContaining({ code: 'invalid_cursor' });
    await expect(t.messaging.sms.history({ cursor: next })).rejects.toEqual(invalid);
    await expect(t.messaging.forSite({ id: 'b', name: 'B' }).email.history({ cursor: next })).rejects.toEqual(
      invalid,
    );
    for (const cursor of ['', 'x', 'bnVsbA', `${next}x%`])
      await expect(t.messaging.email.history({ cursor })).rejects.toEqual(invalid);
    for (const limit of [0, 101, 1.5, Number.NaN])
      await expect(t.messaging.email.history({ limit })).rejects.toMatchObject({ code: 'invalid_argument' });
    await expect(t.messaging.email.history({ status: 'gone' as never })).rejects.toMatchObject({
      code: 'invalid_argument',
    });
    await expect(t.messaging.email.history({ origin: 'all' as never })).rejects.toMatchObject({
      code: 'invalid_argument',
    });
  });

  it('is narrowed down by several filters at once, with a search too', async () => {
    const { email } = t.messaging;
    await email.templates.save({ id: 'note', name: 'Note', subject: 'Note', text: 'Hello' });
    const start = t.now;
    const first = await email.send({
      to: 'c1',
      template: 'note',
      reference: 'order/1',
      actor: 'mary',
      origin: 'web',
    });
    t.advance(60_000);
    const second = await email.send({ to: 'c2', template: 'note', reference: 'order/1' });
    t.advance(60_000);
    await email.send({ to: 'c1', subject: 'Other', text: 'Hello' });
    t.email.answer(() => ({ outcome: 'rejected', failure: { class: 'content', message: 'no' } }));
    await t.deliverAll();
    const from = new Date(start.getTime() + 60_000);
    const asked: readonly [HistoryFilters, readonly string[]][] = [
      [{ template: 'note' }, [second.id, first.id]],
      [{ template: 'note', from }, [second.id]],
      [{ template: 'note', to: from, sender: 'HELLO@sender.example' }, [first.id]],
      [{ failure: 'content', reference: 'order/1', consumerId: 'c1' }, [first.id]],
      [{ actor: 'mary', status: ['failed', 'sent'] }, [first.id]],
      [{ failure: 'network' }, []],
      [{ transport: 'nobody' }, []],
      [{ topic: 'news' }, []],
      [{ ids: [first.id, 'msg_none', second.id] }, [second.id, first.id]],
      [{ ids: [first.id], template: 'other' }, []],
    ];
    const ids = ({ items }: { readonly items: readonly { readonly id: string }[] }) =>
      items.map(({ id }) => id);
    for (const [filters, wanted] of asked) {
      expect(ids(await email.history(filters))).toEqual(wanted);
      expect(ids(await email.search('hello', filters))).toEqual(wanted);
    }
    const { consumers } = t.messaging;
    expect(ids(await consumers.history('c1', { template: 'note', from: start }))).toEqual([first.id]);
  });

  it('refuses filters that cannot be meant, with a sentence', async () => {
    const now = t.now;
    const wrong: readonly [object, RegExp][] = [
      [{ from: 'yesterday' }, /"options.from" must be of type date/],
      [{ to: new Date(Number.NaN) }, /"options.to"/],
      [{ from: now, to: now }, /"from" is a time before "to"/],
      [{ ids: [] }, /"options.ids" is empty/],
      [{ ids: [''] }, /"options.ids.0" is empty/],
      [{ ids: Array(10_001).fill('msg_x') }, /"options.ids" has more than 10000 entries/],
      [{ template: '' }, /"options.template" is empty/],
      [{ sender: 'x'.repeat(321) }, /"options.sender" is longer than 320 characters/],
      [{ failure: 'bad luck' }, /"options.failure" must be one of: recipient, /],
      [{ actor: 1 }, /"options.actor" must be of type string/],
      [{ transports: 'smtp' }, /not known: transports/],
    ];
    for (const [filters, message] of wrong) {
      const refused = expect.objectContaining({
        code: 'invalid_argument',
        message: expect.stringMatching(message),
      });
      await expect(t.messaging.email.history(filters)).rejects.toEqual(refused);
      await expect(t.messaging.email.search('x', filters)).rejects.toEqual(refused);
    }
  });

  it('goes on where a storage stopped for having looked at much', async () => {
    await letters(3);
    const storage = memoryStorage();
    const { messaging } = await testMessaging({ consumers, storage });
    const [oldest] = (await t.messaging.email.history({ limit: 100 })).items.slice(-1);
    expect(oldest).toBeDefined();
    if (!oldest) return;
    const asked: HistoryQuery[] = [];
    storage.messages.list = async (query) => {
      asked.push(query);
      return query.before ? { items: [] } : { items: [], end: oldest };
    };
    const page = await messaging.email.history({ topic: 'news' });
    expect(page).toMatchObject({ items: [], searchedBackTo: oldest.createdAt });
    expect(
      await messaging.email.history({ topic: 'news', ...(page.next ? { cursor: page.next } : {}) }),
    ).toEqual({
      items: [],
    });
    expect(asked[1]).toMatchObject({ topic: 'news', before: { id: oldest.id, createdAt: oldest.createdAt } });
  });

  it('counts', async () => {
    await letters(4);
    await t.deliverAll();
    await t.messaging.email.send({ to: 'c1', subject: 'x', text: 'x' });
    expect(await t.messaging.email.overview()).toMatchObject({
      sent: 4,
      counts: { sent: 4, queued: 1, failed: 0 },
      sender: { ready: true },
    });
    expect(await t.messaging.sms.overview()).toMatchObject({ sent: 0 });
  });

  it('is each site’s own', async () => {
    await letters(1);
    const [mine] = (await t.messaging.email.history()).items;
    const other = t.messaging.forSite({ id: 'other', name: 'Other' });
    expect((await other.email.history()).items).toEqual([]);
    expect((await other.email.search('letter')).items).toEqual([]);
    expect((await other.consumers.history('c1')).items).toEqual([]);
    for (const act of [
      () => other.email.get(mine?.id ?? ''),
      () => other.email.cancel(mine?.id ?? ''),
      () => other.email.retry(mine?.id ?? ''),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: 'message_not_found' });
    }
  });
});

describe('search', () => {
  const found = async (term: string) =>
    (await t.messaging.email.search(term)).items.map(({ subject }) => subject?.replace('[Test] ', ''));

  it.each([
    ['the recipient’s name, without accents', 'lukasz'],
    ['the recipient’s address', 'ZOE@'],
    ['the subject', 'rechnung 10'],
    ['the sender', 'hello@sender'],
    ['the text', 'dear reader'],
    ['two letters', 'ch'],
  ])('finds by %s', async (_what, term) => {
    await t.messaging.email.send({ to: 'c2', subject: 'Rechnung 10', text: 'Dear  reader' });
    expect(await found(term)).toEqual(['Rechnung 10']);
  });

  it('takes % and _ as they are, and answers newest first, 100 at most', async () => {
    await letters(105);
    expect(await found('%')).toEqual([]);
    expect(await found('letter_1')).toEqual([]);
    const result = await t.messaging.email.search('letter');
    expect(result.items).toHaveLength(100);
    expect(result.complete).toBe(true);
    expect(result.items[0]?.subject).toBe('[Test] Letter 104');
    expect((await t.messaging.email.search('letter', { origin: 'web' })).items).toHaveLength(21);
    expect((await t.messaging.email.search('letter', { limit: 3 })).items).toHaveLength(3);
  });

  it.each(['', '   ', 'x'.repeat(201)])('refuses the term "%s"', async (term) => {
    await expect(t.messaging.email.search(term)).rejects.toMatchObject({ code: 'invalid_argument' });
  });
});

describe('consumers', () => {
  it('are found by name or address, and only those who can be reached', async () => {
    expect((await t.messaging.consumers.search('smi')).map(({ id }) => id)).toEqual(['c1']);
    expect((await t.messaging.consumers.search('zoe')).map(({ id }) => id)).toEqual(['c2']);
    expect((await t.messaging.consumers.search('acme', { reachableBy: 'sms' })).map(({ id }) => id)).toEqual([
      'c1',
    ]);
    expect(await t.messaging.consumers.search(' ')).toEqual([]);
    expect(await t.messaging.consumers.get('c1')).toMatchObject({ name: 'Jo Smith' });
    await expect(t.messaging.consumers.get('c9')).rejects.toMatchObject({ code: 'consumer_not_found' });
  });
});

describe('templates', () => {
  it('are saved, listed by name with their variables, changed and deleted', async () => {
    const { templates } = t.messaging.email;
    const saved = await templates.save({ name: 'Zed', subject: 'Hi {{ name }}', text: '{{ city }}' });
    await templates.save({ id: 'a', name: 'Alpha', subject: 'Hi', html: '<p>x</p>' });
    expect((await templates.list()).map(({ name, variables }) => [name, variables])).toEqual([
      ['Alpha', []],
      ['Zed', ['city', 'name']],
    ]);
    await templates.save({ id: saved.id, name: 'Zed', subject: 'Bye', text: 'x' });
    expect(await templates.get(saved.id)).toMatchObject({ subject: 'Bye', definedIn: 'storage' });
    await templates.delete(saved.id);
    await expect(templates.delete(saved.id)).rejects.toMatchObject({ code: 'template_not_found' });
    expect(await t.messaging.sms.templates.list()).toEqual([]);
    expect(await t.messaging.forSite({ id: 'b', name: 'B' }).email.templates.list()).toEqual([]);
  });
});
