import type { SigningKey } from './dkim.ts';

interface Kept {
  readonly text: string;
  readonly keys: readonly SigningKey[];
  readonly timer: NodeJS.Timeout;
}

export interface KeptKeysOptions {
  /** Keyrings, not keys. */
  readonly max: number;
  /** How long after the last use, in ms. */
  readonly keepMs: number;
}

/** Keys that were parsed and proved, by the document they come from: what is dearer than reading it. */
export class KeptKeys {
  readonly #max: number;
  readonly #keepMs: number;
  /** The one used longest ago comes first. */
  readonly #kept = new Map<string, Kept>();

  constructor({ max, keepMs }: KeptKeysOptions) {
    this.#max = max;
    this.#keepMs = keepMs;
  }

  /** The keys of the document that is at this place now, by `load` where it is not the one known. Throws what `load` throws. */
  of(place: string, text: string, load: () => readonly SigningKey[]): readonly SigningKey[] {
    const known = this.#kept.get(place);
    if (known?.text === text) {
      known.timer.refresh();
      this.#kept.delete(place);
      this.#kept.set(place, known);
      return known.keys;
    }
    this.forget(place);
    const keys = load();
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size >= this.#max) this.forget(oldest);
    const timer = setTimeout(() => this.#kept.delete(place), this.#keepMs).unref();
    this.#kept.set(place, { text, keys, timer });
    return keys;
  }

  forget(place: string): void {
    clearTimeout(this.#kept.get(place)?.timer);
    this.#kept.delete(place);
  }

  forgetAll(): void {
    for (const place of [...this.#kept.keys()]) this.forget(place);
  }
}
