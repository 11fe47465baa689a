/** Below this, gaps at the front are not worth closing. */
const smallGap = 1_024;

/**
 * Values kept in order, found by bisection. Adding at the end and deleting at the front, which is what a queue and a
 * history do, cost next to nothing; elsewhere the rest of one array is moved, some 20 µs among 100,000.
 *
 * `K` is the part of a value that its order depends on; it must not change while the value is here.
 */
export class SortedIndex<K, T extends K = K> {
  /** Unset before `#head`: what was deleted at the front. */
  readonly #values: (T | undefined)[] = [];
  readonly #compare: (a: K, b: K) => number;
  #head = 0;

  constructor(compare: (a: K, b: K) => number) {
    this.#compare = compare;
  }

  get first(): T | undefined {
    return this.#values[this.#head];
  }

  /** Does nothing where an equal value is here. */
  add(value: T): void {
    const position = this.#position(value);
    const next = this.#values[position];
    if (next === undefined) this.#values.push(value);
    else if (this.#compare(next, value) !== 0) this.#values.splice(position, 0, value);
  }

  delete(value: T): void {
    const position = this.#position(value);
    const found = this.#values[position];
    if (found === undefined || this.#compare(found, value) !== 0) return;
    if (position > this.#head) {
      this.#values.splice(position, 1);
      return;
    }
    this.#values[position] = undefined;
    this.#head += 1;
    if (this.#head > smallGap && this.#head * 2 > this.#values.length) {
      this.#values.splice(0, this.#head);
      this.#head = 0;
    }
  }

  /** From the first one on. */
  *forwards(): Generator<T> {
    for (let position = this.#head; position < this.#values.length; position += 1) {
      const value = this.#values[position];
      if (value !== undefined) yield value;
    }
  }

  /** From the last one on, or from the last one before `end`. */
  *backwards(end?: K): Generator<T> {
    const from = end === undefined ? this.#values.length : this.#position(end);
    for (let position = from - 1; position >= this.#head; position -= 1) {
      const value = this.#values[position];
      if (value !== undefined) yield value;
    }
  }

  /** Where the first value stands that is not before this one. */
  #position(value: K): number {
    let low = this.#head;
    let high = this.#values.length;
    const last = this.#values.at(-1);
    if (last === undefined || this.#compare(last, value) < 0) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const found = this.#values[middle];
      if (found !== undefined && this.#compare(found, value) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
