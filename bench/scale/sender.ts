import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { short } from '../shared/figures.ts';
import { quantile } from '../shared/rounds.ts';

/** What a sending process tells, times in ms since 1970. */
export type Word =
  | { readonly kind: 'ready' }
  /** Answered after so many ms: what was sent, tried again, or read. */
  | {
      readonly kind: 'sent' | 'retried' | 'read';
      readonly at: number;
      readonly ms: number;
      readonly id: string;
    }
  | { readonly kind: 'handed'; readonly id: string; readonly at: number }
  | { readonly kind: 'failed'; readonly at: number; readonly what: string };

/** What was heard of all sending processes together. */
export class Heard {
  readonly words: Word[] = [];

  /** Each that was sent, or tried again, and how often it was handed over. */
  get handed(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const word of this.words)
      if (word.kind === 'sent' || word.kind === 'retried') counts.set(word.id, 0);
    for (const word of this.words)
      if (word.kind === 'handed') counts.set(word.id, (counts.get(word.id) ?? 0) + 1);
    return counts;
  }

  /** What was held up in that time, and how long: sends, their hand-overs, reads; p50, p99 and the longest of each, in ms. */
  during(from: number, to: number): readonly string[] {
    const began = new Map<string, number>();
    const [sends, waits, reads]: [number[], number[], number[]] = [[], [], []];
    for (const word of this.words) {
      if (!('at' in word) || word.at >= to) continue;
      const ended = 'ms' in word ? word.at + word.ms : word.at;
      if (word.kind === 'sent') {
        began.set(word.id, word.at);
        if (ended >= from) sends.push(word.ms);
      } else if (word.kind === 'read' && ended >= from) reads.push(word.ms);
    }
    for (const word of this.words) {
      const at = word.kind === 'handed' ? began.get(word.id) : undefined;
      if (at !== undefined && word.kind === 'handed' && word.at >= from) waits.push(word.at - at);
    }
    const told = (ms: readonly number[]) =>
      ms.length === 0 ? '–' : [quantile(ms, 0.5), quantile(ms, 0.99), Math.max(...ms)].map(short).join(' / ');
    return [String(sends.length), told(sends), told(waits), told(reads)];
  }

  get failures(): readonly string[] {
    return this.words.flatMap((word) => (word.kind === 'failed' ? [word.what] : []));
  }
}

/** A process that sends and hands over. */
export class Sender {
  readonly #child: ChildProcess;
  readonly #gone: Promise<unknown>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#gone = once(child, 'exit');
  }

  /** Resolves when it sends. @throws Error where it ends before */
  static async start(program: string | URL, options: readonly string[], heard: Heard): Promise<Sender> {
    const child = fork(program, options);
    const sender = new Sender(child);
    const ready = new Promise<void>((resolve) => {
      child.on('message', (word: Word) => {
        if (word.kind === 'ready') resolve();
        else heard.words.push(word);
      });
    });
    await Promise.race([
      ready,
      sender.#gone.then(() => {
        throw new Error('A sending process ended before its time.');
      }),
    ]);
    return sender;
  }

  /** Ends it: at once, or when nothing waits any more. */
  async stop(how: 'stop' | 'drain'): Promise<void> {
    if (this.#child.connected) this.#child.send(how);
    await this.#gone;
  }
}
