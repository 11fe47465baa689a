import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeSearch, searchDocument } from '../src/model/search-text.ts';

describe('the searched text', () => {
  it.each([
    ['ÉCOLE', 'ecole'],
    ['Straße', 'strasse'],
    ['Łódź', 'lodz'],
    ['Æther Øre', 'aether ore'],
    ['ﬁnance', 'finance'],
    ['İstanbul', 'istanbul'],
    ['Жена', 'жена'],
    ['東京', '東京'],
    ['हिन्दी', 'हिन्दी'],
    ['  a\r\n\tb ', 'a b'],
  ])('reads %s as %s', (text, normalized) => expect(normalizeSearch(text)).toBe(normalized));

  it('stays the same when normalised again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(normalizeSearch(normalizeSearch(text))).toBe(normalizeSearch(text));
      }),
    );
  });

  it('stays the same for every character there is', () => {
    const changed: string[] = [];
    // Beyond are ideographs, which have one form each, and what is for private use.
    for (let code = 0; code <= 0x2ffff; code += 1) {
      const once = normalizeSearch(String.fromCodePoint(code));
      if (once.codePointAt(0) !== code && normalizeSearch(once) !== once) changed.push(code.toString(16));
    }
    expect(changed).toEqual([]);
  });

  it('reads a text of ASCII alone as it reads it among others', () => {
    const ascii = fc.string({
      unit: fc.integer({ min: 1, max: 127 }).map((code) => String.fromCharCode(code)),
    });
    fc.assert(
      fc.property(ascii, (text) => {
        expect(normalizeSearch(text)).toBe(normalizeSearch(`${text}\u200b`));
        expect(normalizeSearch(`${text} é`)).toBe(`${normalizeSearch(text)} e`.trim());
      }),
    );
  });

  it('keeps the fields apart and a confidential text out', () => {
    const message = {
      to: { name: 'Jo', address: 'jo@a.example' },
      sender: { address: 'hi@acme.example' },
      confidential: false,
    };
    expect(searchDocument({ ...message, subject: 'Hello' }, { text: 'Body' })).toBe(
      'jo\njo@a.example\nhi@acme.example\nhello\nbody',
    );
    expect(searchDocument({ ...message, confidential: true }, { text: '493021' })).not.toContain('493021');
  });
});
