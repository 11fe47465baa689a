import type { Template as Parsed } from 'liquidjs';
import type { PartKind } from '../model/part-kind.ts';

/** Parts within parts: a layout in a layout in … */
const mostDepth = 10;

/** A layout or partial as a template uses it: what it is in texts, and in HTML. */
export interface Part {
  /** What templates call it. */
  readonly id: string;
  readonly kind: PartKind;
  readonly text?: string;
  readonly html?: string;
}

interface Read {
  readonly parsed: Parsed[];
  /** Parts within each other, itself included. */
  readonly depth: number;
}

/**
 * The layouts and partials that one template may use, each parsed when it is first named. There is nothing else to find: no file, no other
 * template. What names itself, straight or through others, is refused while it is parsed, so that rendering comes to an end.
 */
export class Library {
  readonly #parts: ReadonlyMap<string, Part>;
  readonly #field: 'text' | 'html';
  readonly #read = new Map<string, Read>();
  /** Those being parsed, and how deep the parts go that each has named so far. */
  readonly #open: { readonly id: string; depth: number }[] = [];

  constructor(parts: readonly Part[], field: 'text' | 'html') {
    this.#parts = new Map(parts.map((part) => [part.id, part]));
    this.#field = field;
  }

  /** @throws Error a sentence without a full stop: it is not there, is of another kind, has nothing for this field, or uses itself */
  parsed(kind: PartKind, id: string, parse: (source: string) => Parsed[]): Parsed[] {
    const known = this.#read.get(id);
    const source = this.#sourceOf(kind, id);
    const { parsed, depth } = known ?? this.#parse(id, () => parse(source));
    const within = this.#open.at(-1);
    if (within) within.depth = Math.max(within.depth, depth);
    if (depth + this.#open.length > mostDepth)
      throw new Error(`layouts and partials are more than ${mostDepth} deep within each other`);
    return parsed;
  }

  #sourceOf(kind: PartKind, id: string): string {
    const part = this.#parts.get(id);
    if (!part) throw new Error(`there is no ${kind} "${id}"`);
    if (part.kind !== kind) throw new Error(`"${id}" is a ${part.kind} and no ${kind}`);
    const source = part[this.#field];
    if (source !== undefined) return source;
    throw new Error(`the ${kind} "${id}" has no ${this.#field === 'html' ? 'HTML' : 'text'}`);
  }

  #parse(id: string, parse: () => Parsed[]): Read {
    const path = this.#open.map((one) => one.id);
    if (path.includes(id))
      throw new Error(`"${[...path.slice(path.indexOf(id)), id].join('" uses "')}": that has no end`);
    const own = { id, depth: 0 };
    this.#open.push(own);
    try {
      const read = { parsed: parse(), depth: own.depth + 1 };
      this.#read.set(id, read);
      return read;
    } finally {
      this.#open.pop();
    }
  }
}
