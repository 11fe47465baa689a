import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExportOptions, MatchOptions } from '../src/index.ts';

let t: TestMessaging;
beforeEach(async () => {
  t = await testMessaging();
});

const to = { address: 'jo@people.example', name: 'Jo' };

/** So many, some of them of one moment. */
async function many(count: number, sameMoment = 3): Promise<void> {
  for (let sent = 0; sent < count; sent += sameMoment) {
    const inputs = Array.from({ length: Math.min(sameMoment, count - sent) }, (_, index) => ({
      ...{ to, subject: `No ${sent + index}`, text: 'Greetings' },
      ...((sent + index) % 100 === 0 ? { reference: 'rare' } : {}),
    }));
    await t.messaging.email.sendMany(inputs);
    t.advance(1);
  }
}

async function subjects(options?: MatchOptions): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { subject = '' } of t.messaging.email.each(options)) found.push(subject);
  return found;
}

async function csvOf(options?: ExportOptions): Promise<string> {
  return Buffer.from(await new Response(t.messaging.email.export(options)).arrayBuffer()).toString('utf8');
}

/** How often the storage was asked for a list since. */
function countedReadings(): () => number {
  const list = vi.spyOn(t.storage.messages, 'list');
  return () => list.mock.calls.length;
}

const numbers = (found: readonly string[]) =>
  found.map((subject) => Number(subject.slice('[Test] No '.length))).sort((a, b) => a - b);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('each', () => {
  it('gives all that match, each once, newest first, over as many readings as it takes', async () => {
    await many(1_203);
    await t.messaging.email.send({ to, subject: 'Other', text: 'Later', origin: 'web' });
    expect(numbers(await subjects({ origin: 'sys' }))).toEqual(upTo(1_203));
    expect(await subjects({ reference: 'rare' })).toHaveLength(13);
    const times: number[] = [];
    for await (const { createdAt } of t.messaging.email.each()) times.push(createdAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it.each([3, 1_203])('gives all that a search finds, though %i are of one moment', async (sameMoment) => {
    await many(1_203, sameMoment);
    await t.messaging.email.send({ to, subject: 'Other', text: 'Bye' });
    expect(numbers(await subjects({ term: 'greetings' }))).toEqual(upTo(1_203));
  });

  it('goes on where the storage stopped early, and where a search ran out of time', async () => {
    await many(9);
    const { messages } = t.storage;
    const { list, search } = messages;
    Object.assign(messages, {
      // Two are looked at, of which it leaves none where they do not fit.
      list: async (query: Parameters<typeof list>[0]) => {
        const { items } = await list.call(messages, { ...query, limit: 2 });
        const last = items.at(-1);
        return last ? { items: items.slice(0, 1), end: last } : { items };
      },
      search: async (query: Parameters<typeof search>[0]) => {
        const { items } = await search.call(messages, query);
        const back = items.at(3)?.createdAt;
        // Of what is older it has found some.
        return back
          ? {
              items: items.filter(({ createdAt }, index) => createdAt >= back || index % 2 === 0),
              complete: false,
              searchedBackTo: back,
            }
          : { items, complete: true };
      },
    });
    expect(await subjects()).toHaveLength(5);
    expect(numbers(await subjects({ term: 'greetings' }))).toEqual(upTo(9));
    Object.assign(messages, { search: async () => ({ items: [], complete: false }) });
    await expect(subjects({ term: 'greetings' })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('stops reading with its loop, and at its signal', async () => {
    await many(1_203);
    const readings = countedReadings();
    for await (const _ of t.messaging.email.each()) break;
    expect(readings()).toBe(1);
    const ends = new AbortController();
    const read = async () => {
      for await (const _ of t.messaging.email.each({ signal: ends.signal })) ends.abort(new Error('enough'));
    };
    await expect(read()).rejects.toThrow('enough');
    expect(readings()).toBe(2);
  });

  it('refuses at once what is no filter', () => {
    for (const wrong of [
      { limit: 5 },
      { term: '' },
      { term: 'x'.repeat(201) },
      { status: 'gone' },
      { cursor: 'x' },
    ])
      expect(() => {
        t.messaging.email.each(wrong as MatchOptions);
        t.messaging.email.export(wrong as ExportOptions);
      }).toThrow(expect.objectContaining({ code: 'invalid_argument' }));
  });
});

describe('count', () => {
  it('counts what matches, and says where it ended', async () => {
    await many(1_203);
    const { email } = t.messaging;
    expect(await email.count({ reference: 'rare' })).toEqual({ count: 13, more: false });
    expect(await email.count({ reference: 'rare', most: 13 })).toEqual({ count: 13, more: false });
    expect(await email.count({ reference: 'rare', most: 12 })).toEqual({ count: 12, more: true });
    expect(await email.count({ term: 'greetings', most: 1_000 })).toEqual({ count: 1_000, more: true });
    expect(await email.count({ term: 'nothing of this' })).toEqual({ count: 0, more: false });
    for (const most of [0, 100_001, 1.5])
      await expect(email.count({ most })).rejects.toMatchObject({
        ...{ code: 'invalid_argument', details: { field: 'most' } },
      });
  });

  it('is exact by status alone, and reads no message for it', async () => {
    await many(30);
    await t.deliverAll();
    await many(3);
    const [list, search, count] = (['list', 'search', 'count'] as const).map((name) =>
      vi.spyOn(t.storage.messages, name),
    );
    const { email } = t.messaging;
    expect(await email.count({ most: 1 })).toEqual({ count: 33, more: false });
    expect(await email.count({ status: ['sent', 'sent'] })).toEqual({ count: 30, more: false });
    expect(count).not.toHaveBeenCalled();
    expect(await email.count({ status: 'sent', origin: 'sys' })).toEqual({ count: 30, more: false });
    expect(await email.count({ term: 'GREETINGS', status: 'sent' })).toEqual({ count: 30, more: false });
    expect(count).toHaveBeenCalledTimes(2);
    for (const read of [list, search]) expect(read).not.toHaveBeenCalled();
  });

  it('does not begin once it was aborted', async () => {
    const reason = new Error('enough');
    await expect(t.messaging.email.count({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe('export', () => {
  it('is CSV as RFC 4180 has it, of the columns asked for, with what spreadsheets would run made text', async () => {
    t = await testMessaging({ site: { id: 'test', name: 'Test', prefix: { email: '' } } });
    for (const subject of ['=1+1', '+44', '-1', '@SUM(A1)', '＝1', 'Say "hi", Jo', 'a;b', 'Plain'])
      await t.messaging.email.send({ to, subject, text: `${subject}\nsecond` });
    const csv = await csvOf({ columns: ['subject', 'toName', 'status', 'createdAt'] });
    const at = t.now.toISOString();
    const [head, ...rows] = csv.split('\r\n');
    expect(head).toBe('subject,toName,status,createdAt');
    expect(rows.pop()).toBe('');
    expect(rows.toSorted()).toEqual(
      ["'=1+1", "'+44", "'-1", "'@SUM(A1)", "'＝1", '"Say ""hi"", Jo"', 'a;b', 'Plain']
        .map((subject) => `${subject},Jo,queued,${at}`)
        .toSorted(),
    );
    const other = await csvOf({
      ...{ columns: ['subject', 'to'], headings: { to: '=An', subject: 'Über' }, delimiter: ';', bom: true },
    });
    expect(other.startsWith("\uFEFFÜber;'=An\r\n")).toBe(true);
    expect(other).toContain('"a;b";jo@people.example\r\n');
    expect((await csvOf()).split('\r\n')[0]?.split(',')).toHaveLength(24);
  });

  it('is read no faster than it is taken, and ends with its reader', async () => {
    await many(1_803);
    const readings = countedReadings();
    const reader = t.messaging.email.export({ columns: ['id'] }).getReader();
    await reader.read();
    await reader.read();
    expect(readings()).toBeLessThanOrEqual(2);
    await reader.cancel();
    const before = readings();
    expect(await reader.read()).toEqual({ done: true, value: undefined });
    expect(readings()).toBe(before);
    expect((await csvOf({ columns: ['id'] })).trim().split('\r\n')).toHaveLength(1_804);
  });

  it('refuses columns that are none, none at all, or named twice', () => {
    for (const columns of [['text'], [], ['to', 'to']])
      expect(() => t.messaging.email.export({ columns } as unknown as ExportOptions)).toThrow(
        expect.objectContaining({ code: 'invalid_argument' }),
      );
  });
});
