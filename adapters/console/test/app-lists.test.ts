import { describe, expect, it } from 'vitest';
import { messagesOf, type Pages, withHead, withPage, withStatus } from '../app/src/api/message-pages.ts';
import { dataOf } from '../app/src/compose/data.ts';
import { pickLanguage } from '../app/src/strings/languages.ts';
import type { Message } from '../src/contract.ts';

/** The n-th message ever; a higher number is newer. */
function message(number: number, status: Message['status'] = 'sent'): Message {
  const at = new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString();
  return {
    id: `msg_${String(number).padStart(4, '0')}`,
    channel: 'email',
    origin: 'web',
    status,
    to: { address: 'jo@people.example' },
    sender: { address: 'hello@acme.example' },
    preview: '',
    createdAt: at,
    attempts: 1,
    confidential: false,
    priority: 'normal',
  };
}

/** Pages with these messages, newest first; all but the last have a cursor. */
function pages(...lists: readonly (readonly number[])[]): Pages {
  return {
    pages: lists.map((list, index) => ({
      items: list.map((number) => message(number)),
      ...(index < lists.length - 1 ? { next: `after ${list.at(-1)}` } : {}),
    })),
    pageParams: lists.map((_, index) => (index === 0 ? undefined : `after ${lists[index - 1]?.at(-1)}`)),
  };
}

const head = (list: readonly number[], next?: string) => ({
  items: list.map((number) => message(number)),
  ...(next === undefined ? {} : { next }),
});
const numbers = (found: Pages) => messagesOf(found).map(({ id }) => Number(id.slice(4)));

describe('a list that is kept true', () => {
  it('gets what is new on top, and keeps what was loaded below', () => {
    const renewed = withHead(pages([9, 8, 7], [6, 5, 4], [3]), head([11, 10, 9], 'after 9'));
    expect(numbers(renewed)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3]);
    expect(renewed.pages.map(({ next }) => next)).toEqual(['after 7', 'after 4', undefined]);
  });

  it('loses what no longer fits its filter', () => {
    const renewed = withHead(pages([9, 8, 7], [6, 5]), head([9, 7, 6], 'after 6'));
    expect(numbers(renewed)).toEqual([9, 7, 6, 5]);
  });

  it('shows nothing twice where the new page reaches into the second', () => {
    const renewed = withHead(pages([9, 8], [7, 6], [5]), head([9, 8, 7], 'after 7'));
    expect(numbers(renewed)).toEqual([9, 8, 7, 6, 5]);
  });

  it('begins anew where more is new than fits on a page, or where the page is the whole list', () => {
    const begun = withHead(pages([3, 2], [1]), head([9, 8], 'after 8'));
    expect([numbers(begun), begun.pages.at(-1)?.next, begun.pageParams]).toEqual([
      [9, 8],
      'after 8',
      [undefined],
    ]);
    expect(numbers(withHead(pages([3, 2], [1]), head([3])))).toEqual([3]);
    expect(numbers(withHead(pages([3, 2], [1]), head([])))).toEqual([]);
  });

  it('goes on from the new page where nothing was below it', () => {
    const renewed = withHead(pages([2, 1]), head([4, 3, 2], 'after 2'));
    expect(numbers(renewed)).toEqual([4, 3, 2, 1]);
    const grown = withHead({ pages: [head([2])], pageParams: [undefined] }, head([4, 3, 2], 'after 2'));
    expect([numbers(grown), grown.pages[0]?.next]).toEqual([[4, 3, 2], 'after 2']);
  });

  it('takes one status, or one page, in place of the old', () => {
    const changed = withStatus(pages([3, 2], [1]), 'msg_0001', 'delivered');
    expect(messagesOf(changed).map(({ status }) => status)).toEqual(['sent', 'sent', 'delivered']);
    expect(numbers(withPage(pages([3, 2], [1]), 1, head([1, 0])))).toEqual([3, 2, 1, 0]);
  });
});

describe("a template's values", () => {
  it('are nested by their names, and left out where they are empty, but for what they stand in', () => {
    const values = { name: 'Jo', 'order.number': '4711', 'order.day': ' ', stray: 'x' };
    expect(dataOf(['name', 'order.number', 'order.day', 'place.city'], values)).toEqual({
      name: 'Jo',
      order: { number: '4711' },
      place: {},
    });
  });

  it('reach no prototype, whatever they are called', () => {
    const data = dataOf(['__proto__.polluted', 'constructor.prototype.polluted', 'toString'], {
      '__proto__.polluted': 'yes',
      'constructor.prototype.polluted': 'yes',
      toString: 'yes',
    });
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
    expect(JSON.parse(JSON.stringify(data))).toMatchObject({ toString: 'yes' });
  });
});

describe('the language', () => {
  it('is the chosen one, else the first wanted that there is, with the locale that writes its dates', () => {
    expect(pickLanguage(['ja-JP', 'de-CH', 'en'], undefined)).toEqual({ language: 'de', locale: 'de-CH' });
    expect(pickLanguage(['en-AU', 'de'], 'de')).toEqual({ language: 'de', locale: 'de' });
    expect(pickLanguage(['ja'], undefined)).toEqual({ language: 'en', locale: 'en' });
    expect(pickLanguage(['de'], 'en')).toEqual({ language: 'en', locale: 'en' });
  });
});
