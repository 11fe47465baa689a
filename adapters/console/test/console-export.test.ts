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
