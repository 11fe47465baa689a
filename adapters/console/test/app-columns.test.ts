import { describe, expect, it } from 'vitest';
import {
  canMove,
  columnIds,
  isUsual,
  moved,
  readChoice,
  shownOf,
  switched,
  usualChoice,
  usualColumns,
} from '../app/src/history/columns/chosen-columns.ts';
import { layoutOf, stacked } from '../app/src/history/columns/widths.ts';

describe('the columns of a list of messages', () => {
  it('are the usual ones where nothing sensible is stored', () => {
    for (const stored of [undefined, null, 7, 'status', {}, { order: 'status' }, { order: [], shown: 1 }])
      expect(readChoice(stored)).toEqual(usualChoice);
  });

  it('come back from the device as they were chosen, without those that are no more, with new ones at the end, unseen', () => {
    const stored = {
      order: ['status', 'gone', 'recipient', 'failure', 'status'],
      shown: ['failure', 'gone'],
    };
    const chosen = readChoice(JSON.parse(JSON.stringify(stored)));
    expect(chosen.order.slice(0, 3)).toEqual(['recipient', 'status', 'failure']);
    expect([...chosen.order].sort()).toEqual([...columnIds].sort());
    expect(shownOf(chosen)).toEqual(['recipient', 'failure']);
  });

  it('keep the recipient, first, whatever is asked for', () => {
    expect(switched(usualChoice, 'recipient')).toEqual(usualChoice);
    expect(moved(usualChoice, 'recipient', 1)).toBe(usualChoice);
    expect(moved(usualChoice, 'message', -1)).toBe(usualChoice);
    expect(canMove(usualChoice, 'message', -1)).toBe(false);
    expect(canMove(usualChoice, 'attempts', 1)).toBe(false);
    expect(canMove(usualChoice, 'attempts', -1)).toBe(true);
  });

  it('are shown, hidden and moved one by one; back where they were they are the usual ones', () => {
    const without = switched(usualChoice, 'template');
    expect(shownOf(without)).toEqual(usualColumns.filter((id) => id !== 'template'));
    const statusFirst = moved(without, 'status', -1);
    expect(shownOf(statusFirst).slice(0, 3)).toEqual(['recipient', 'status', 'message']);
    expect(isUsual(without)).toBe(false);
    expect(isUsual(statusFirst)).toBe(false);
    expect(isUsual(switched(moved(statusFirst, 'status', 1), 'template'))).toBe(true);
  });

  it('stand one below the other by twos where there is less room, in their order', () => {
    expect(stacked(usualColumns)).toEqual([
      ...[['recipient'], ['message'], ['status']],
      ...[
        ['created', 'scheduled'],
        ['template', 'sender'],
      ],
    ]);
    expect(stacked(['recipient', 'created', 'status', 'sender', 'topic', 'actor'])).toEqual([
      ...[['recipient'], ['created'], ['status']],
      ...[['sender', 'topic'], ['actor']],
    ]);
  });

  it('take no less room together than the page says', () => {
    const layout = layoutOf(['recipient', 'status', 'created', 'sent']);
    expect(layout['--wide']).toBe('minmax(8rem, 1.7fr) 9.6rem 9.8rem 9.8rem');
    expect(layout['--wide-least']).toBe('calc(37.2rem + 100px)');
    expect(layout['--narrow']).toBe('minmax(8rem, 1.7fr) 9.6rem 8.6rem');
    expect(layout['--narrow-least']).toBe('calc(26.2rem + 88px)');
  });
});
