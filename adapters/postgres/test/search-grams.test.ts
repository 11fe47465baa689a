import fc from 'fast-check';
import { normalizeSearch } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { PageGrams, placesOf, SegmentBits } from '../src/search/grams.ts';

/** Texts in several scripts, folded as documents are. */
const text = fc
  .array(fc.constantFrom('invoice ', 'order 10', 'Счёт', '发票', 'é', '7', '@', '.', 'zq', ' ', '🚪'), {
    minLength: 1,
    maxLength: 30,
  })
  .map((pieces) => normalizeSearch(pieces.join('')))
  .filter((folded) => folded !== '');

const has = (bytes: Uint8Array, place: number) => ((bytes[place >> 3] ?? 0) & (0x80 >> (place & 7))) !== 0;
const mayHold = (grams: PageGrams, term: string) => placesOf(term).every((place) => has(grams.bytes, place));

describe('the bits of a page', () => {
  it('hold every part of every document', () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 5 }),
        fc.nat(),
        fc.nat(40),
        (texts, from, length) => {
          const grams = new PageGrams();
          for (const one of texts) grams.add(one);
          const of = texts[from % texts.length] ?? '';
          const start = from % of.length;
          expect(mayHold(grams, of.slice(start, start + length + 1))).toBe(true);
        },
      ),
    );
  });

  it('are those of each document, also where one is like the one before', () => {
    const template = 'your order is ready and will be paid by card within thirty days\nmany thanks\n';
    const mail = fc
      .tuple(text, fc.nat(template.length), text, fc.nat(template.length))
      .map(([name, first, link, second]) => {
        const [from, to] = [Math.min(first, second), Math.max(first, second)];
        return `${template.slice(0, from)}${name}${template.slice(from, to)}${link}${template.slice(to)}${template}`;
      });
    fc.assert(
      fc.property(fc.array(mail, { minLength: 2, maxLength: 5 }), (mails) => {
        const together = new PageGrams();
        for (const one of mails) together.add(one);
        const apart = mails.map((one) => {
          const grams = new PageGrams();
          grams.add(one);
          return grams.bytes;
        });
        const all = together.bytes.map((_, place) =>
          apart.reduce((bits, bytes) => bits | (bytes[place] ?? 0), 0),
        );
        expect(together.bytes).toEqual(all);
      }),
      { numRuns: 30 },
    );
  });

  it('tell most that is not there', () => {
    const grams = new PageGrams();
    for (let number = 100_000; number < 100_064; number += 1)
      grams.add(`jo@customer.example\norder ${number} is ready and will be paid by card within thirty days`);
    const absent = ['nothing', 'zq', 'q', '%', '104823', 'order 20', '发票', 'readily', 'days\n'];
    expect(absent.filter((term) => mayHold(grams, term))).toEqual([]);
    expect(mayHold(grams, 'order 100032 is')).toBe(true);
  });

  it('do not go from one line into the next', () => {
    const grams = new PageGrams();
    grams.add('ab\ncd');
    expect(['ab', 'cd', 'bc'].map((term) => mayHold(grams, term))).toEqual([true, true, false]);
  });

  it('are enough where more would say "maybe" too often', () => {
    const grams = new PageGrams();
    let documents = 0;
    for (let seed = 1; !grams.full; documents += 1) {
      let words = '';
      while (words.length < 1_000) {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        words += String.fromCharCode(0x4e00 + (seed >>> 20));
      }
      grams.add(words);
    }
    const bits = grams.bytes.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
    expect(documents).toBeLessThan(10);
    expect(bits).toBeGreaterThanOrEqual(65_536 / 8);
    expect(bits).toBeLessThan(65_536 / 5);
  });
});

describe('the bits of a segment', () => {
  it('are those of its pages, turned', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), text, (texts, term) => {
        const segment = new SegmentBits(texts.length);
        const width = Math.ceil(texts.length / 8);
        const pages = texts.map((one, index) => {
          const grams = new PageGrams();
          grams.add(one);
          segment.add(index, grams.bytes);
          return grams;
        });
        for (const place of placesOf(term)) {
          const slice = segment.bytes.subarray(place * width, (place + 1) * width);
          expect(pages.map((_, index) => has(slice, index))).toEqual(
            pages.map(({ bytes }) => has(bytes, place)),
          );
        }
      }),
      { numRuns: 20 },
    );
  });
});
