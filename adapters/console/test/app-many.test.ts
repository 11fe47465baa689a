import { describe, expect, it } from 'vitest';
import { guessed, peopleIn, readTable } from '../app/src/compose/many/csv.ts';
import { languagesOf } from '../app/src/compose/many/languages.ts';
import { joined, peopleAtMost, readLines } from '../app/src/compose/many/list.ts';

describe('a pasted list', () => {
  it('is read line by line, with names in any place', () => {
    const text = [
      'ada@people.example',
      'Bob Ray <bob@people.example>',
      'Eve; eve@people.example',
      'zoe@people.example\tZoë Quiet',
      'a@people.example, b@people.example',
      'nobody',
      '  ',
    ].join('\r\n');
    const { people, wrong } = readLines('email', text);
    expect(people.map(({ name, address }) => [name, address.split('@')[0]])).toEqual([
      ...[
        [undefined, 'ada'],
        ['Bob Ray', 'bob'],
        ['Eve', 'eve'],
        ['Zoë Quiet', 'zoe'],
      ],
      ...[
        [undefined, 'a'],
        [undefined, 'b'],
      ],
    ]);
    expect(wrong).toEqual(['nobody']);
    expect(readLines('sms', 'Jo; +44 7400 123456').people).toEqual([
      { name: 'Jo', address: '+44 7400 123456' },
    ]);
  });

  it('adds nobody twice, and no more than fit', () => {
    const of = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ address: `p${index}@people.example` }));
    const { people, doubled, over } = joined(of(2), [
      { address: 'P1@people.example' },
      ...of(peopleAtMost + 1),
    ]);
    expect(people).toHaveLength(peopleAtMost);
    expect([doubled, over]).toEqual([3, 1]);
  });
});

describe('a CSV file', () => {
  it('is taken for what it most likely is', async () => {
    const table = await readTable('Code;E-Mail;NAME\r\nA1;ada@people.example;"Byron; Ada"\r\n;nobody;\r\n');
    const mapping = guessed('email', table, ['code', 'name', 'other']);
    expect(mapping).toEqual({
      ...{ hasHead: true, address: 1, name: 2 },
      variables: { code: 0, name: 2, other: -1 },
    });
    expect(peopleIn('email', table, mapping)).toEqual({
      people: [
        { address: 'ada@people.example', name: 'Byron; Ada', values: { code: 'A1', name: 'Byron; Ada' } },
      ],
      wrong: ['3'],
    });
  });

  it('may have no head, or no address at all', async () => {
    const bare = await readTable('ada@people.example\nbob@people.example\n');
    const mapping = guessed('email', bare, ['name']);
    expect(mapping).toEqual({ hasHead: false, address: 0, name: -1, variables: { name: -1 } });
    expect(peopleIn('email', bare, mapping).people).toHaveLength(2);
    const none = await readTable('a,b\nc,d\n');
    expect(guessed('email', none, []).address).toBe(-1);
    expect(peopleIn('email', none, guessed('email', none, [])).wrong).toEqual(['1', '2']);
  });
});

describe('the languages of those who get it', () => {
  it('are counted, the most first, and what the template lacks once for all its variants', () => {
    const [en, de] = [{ language: 'en' }, { language: 'de' }];
    const lacking = ['fr', 'fr-CA', 'it'].map((fellBackFrom) => ({ ...en, fellBackFrom }));
    // Words of one's own are in none.
    expect(languagesOf([de, en, ...lacking, {}])).toEqual({
      spoken: [
        { ...en, count: 4 },
        { ...de, count: 1 },
      ],
      lacking: [
        { ...en, wanted: 'fr', count: 2 },
        { ...en, wanted: 'it', count: 1 },
      ],
    });
    expect(languagesOf([])).toEqual({ spoken: [], lacking: [] });
  });
});
