import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConsoleFixture, consoleFixture, everything } from './support/console-fixture.ts';

let f: ConsoleFixture;
beforeEach(async () => {
  f = await consoleFixture();
  await f.mail({ subject: 'First' });
  await f.mail({ subject: 'Second', to: 'c2' });
  await f.t.messaging.email.send({ to: 'c1', subject: '=cmd', text: 'By hand', origin: 'web' });
});
afterEach(() => f.handler.close());

const file = (query: string, as = everything) => f.call('GET', `email/export?${query}`, { as });

describe('the file of all that match', () => {
  it('is saved, not shown, and holds what the filters and the search leave', async () => {
    const headings = encodeURIComponent(JSON.stringify(['Betreff', 'An']));
    const { status, headers, text } = await file(
      `columns=subject,to&headings=${headings}&delimiter=%3B&origin=sys`,
    );
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="test-email-\d{4}-\d\d-\d\d\.csv"$/,
    );
    expect(headers.get('cache-control')).toContain('no-store');
    const [head, ...rows] = text.trim().split('\r\n');
    expect(head?.replace('\uFEFF', '')).toBe('Betreff;An');
    expect(rows.toSorted()).toEqual(['[Test] First;jo@people.example', '[Test] Second;zoe@people.example']);
    expect((await file('columns=to&term=zoe')).text.trim().split('\r\n')).toEqual([
      'to',
      'zoe@people.example',
    ]);
  });

  it('begins with a byte order mark, without which Excel spoils what is not English', async () => {
    const response = await f.raw('api/email/export?columns=to', everything, {
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect([...new Uint8Array(await response.arrayBuffer())].slice(0, 3)).toEqual([0xef, 0xbb, 0xbf]);
  });

  it.each([
    'columns=',
    'columns=text',
    'columns=to,to',
    '',
    'columns=to&headings=x',
    'columns=to&headings=5',
    'columns=to&delimiter=x',
    'columns=to&status=gone',
  ])('is refused for %j, as JSON', async (query) => {
    const { status, headers } = await file(query);
    expect(status).toBe(400);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('is counted before', async () => {
    expect((await f.call('GET', 'email/count')).body).toEqual({ count: 3, more: false });
    expect((await f.call('GET', 'email/count?origin=web')).body).toEqual({ count: 1, more: false });
    expect((await f.call('GET', 'email/count?term=zoe')).body).toEqual({ count: 1, more: false });
    expect((await f.call('GET', 'email/count?term=')).status).toBe(400);
  });
});

describe('the file of those that were picked', () => {
  const chosen = (body: object, ask: object = {}) =>
    f.call('POST', 'email/export', { body: { columns: ['subject'], ...body }, ...ask });

  it('holds these alone, the newest first, for whoever may look', async () => {
    const { items } = await f.t.messaging.email.history();
    const [newest, , oldest] = items.map(({ id }) => id);
    const as = { user: { id: 'eve', name: 'Eve' }, can: { view: true } };
    const { status, headers, text } = await chosen(
      { ids: [oldest, 'msg_none', newest], headings: ['Betreff'] },
      { as },
    );
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="test-email-/);
    expect(text).toBe('Betreff\r\n[Test] =cmd\r\n[Test] First\r\n');
  });

  it('holds none of another site’s, nor of the other channel', async () => {
    const other = await f.t.messaging.sms.send({ to: 'c1', text: 'Hello' });
    const { text } = await chosen({ ids: [other.id] });
    expect(text).toBe('subject\r\n');
  });

  it('is refused without the session’s token, and for what cannot be meant', async () => {
    expect((await chosen({ ids: ['msg_1'] }, { csrf: '' })).status).toBe(403);
    for (const body of [
      ...[{}, { ids: [] }, { ids: [''] }, { ids: Array(10_001).fill('msg_1') }],
      ...[
        { ids: ['msg_1'], columns: [] },
        { ids: ['msg_1'], columns: ['text'] },
        { ids: ['msg_1'], more: 1 },
      ],
    ])
      expect((await chosen(body)).status).toBe(400);
  });
});
