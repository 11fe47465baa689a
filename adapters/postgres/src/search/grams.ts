/*
 * What a page of documents may hold, as bits: each sequence of 1, 2, 3 and 5 UTF-16 units is hashed to one of 65,536 places,
 * and sets the bit there. A term can stand only in pages that have the bits of all its sequences. The bits are stored: hash
 * and lengths change only together with a migration that makes all of them anew.
 */

/** Places that sequences are hashed to. */
const places = 65_536;
/** Beyond so many bits a page says "maybe" too often: one in seven. */
const enough = Math.floor(places / 7);
/** So much of a document is compared with the one before at a time, in UTF-16 units. */
const stretch = 32;
/** The longest sequence, less the unit that it ends with. */
const context = 4;
/** Places of a term that are asked for: more of them tell little more. */
const asked = 8;

/** The bits of one page. */
export class PageGrams {
  readonly bytes = new Uint8Array(places / 8);
  #count = 0;
  /** The document before, whose bits are set. */
  #before = '';

  /** Another document would make the page a worse one. */
  get full(): boolean {
    return this.#count >= enough;
  }

  /** Sequences do not go across lines. Mails of one template are alike: what stands in the document before is not looked at again. */
  add(document: string): void {
    const before = this.#before;
    let expected = 0;
    for (let start = 0; start < document.length; start += stretch) {
      // With what a sequence that ends in it may begin with.
      const from = Math.max(0, start - context);
      const known = document.slice(from, start + stretch);
      if (!before.startsWith(known, expected - context)) {
        const at = before.indexOf(known);
        if (at < 0) {
          this.#set(document, from, start + stretch);
          continue;
        }
        expected = at + start - from;
      }
      expected += stretch;
    }
    this.#before = document;
  }

  #set(document: string, from: number, to: number): void {
    let [second, third, fourth, fifth] = [0, 0, 0, 0];
    let run = 0;
    let added = 0;
    for (let index = from; index < to && index < document.length; index += 1) {
      const unit = document.charCodeAt(index);
      run = unit === newline ? 0 : run + 1;
      if (run > 0) {
        const one = step(0, unit);
        added += setBit(this.bytes, one);
        if (run > 1) {
          const two = step(one, second);
          added += setBit(this.bytes, two);
          if (run > 2) {
            const three = step(two, third);
            added += setBit(this.bytes, three);
            if (run > 4) added += setBit(this.bytes, step(step(three, fourth), fifth));
          }
        }
      }
      fifth = fourth;
      fourth = third;
      third = second;
      second = unit;
    }
    this.#count += added;
  }
}

/** Answers 1 where the bit was not set. */
function setBit(bytes: Uint8Array, hash: number): number {
  const place = placeOf(hash);
  const bit = 0x80 >> (place & 7);
  const byte = bytes[place >> 3] ?? 0;
  if (byte & bit) return 0;
  bytes[place >> 3] = byte | bit;
  return 1;
}

const newline = 10;

/** Read backwards, so that a longer sequence goes on where a shorter one that ends there stopped. */
function step(hash: number, unit: number): number {
  const mixed = Math.imul(hash ^ (unit + 1), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

function placeOf(hash: number): number {
  return Math.imul(hash, 0x85ebca6b) >>> 16;
}

/** Where the bits of a term's sequences are: of the longest that fit, a few, spread over the term. */
export function placesOf(term: string): readonly number[] {
  const length = term.length >= 5 ? 5 : Math.min(term.length, 3);
  const all = new Set<number>();
  for (let end = length; end <= term.length; end += 1) {
    let hash = 0;
    for (let index = end - 1; index >= end - length; index -= 1) hash = step(hash, term.charCodeAt(index));
    all.add(placeOf(hash));
  }
  const list = [...all];
  const gap = Math.max(1, list.length / asked);
  return Array.from(
    { length: Math.min(asked, list.length) },
    (_, index) => list[Math.floor(index * gap)] ?? 0,
  );
}

/** The bits of the pages of a segment, turned: for each place one a page, in whole bytes. */
export class SegmentBits {
  readonly bytes: Uint8Array;
  readonly #width: number;

  constructor(pages: number) {
    this.#width = Math.ceil(pages / 8);
    this.bytes = new Uint8Array(places * this.#width);
  }

  /** The bits of the page that is number `index` of the segment. */
  add(index: number, grams: Uint8Array): void {
    const [offset, bit] = [index >> 3, 0x80 >> (index & 7)];
    for (let at = 0; at < grams.length; at += 1) {
      for (let place = at * 8, left = grams[at] ?? 0; left !== 0; place += 1, left = (left << 1) & 0xff) {
        const target = place * this.#width + offset;
        if (left & 0x80) this.bytes[target] = (this.bytes[target] ?? 0) | bit;
      }
    }
  }
}
