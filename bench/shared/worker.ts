import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Told } from './worker-side.ts';

/** A process of its own that hands over. */
export class Worker {
  readonly #child: ChildProcess;
  readonly #handed = new Map<string, number>();
  #done = 0;
  #cpu = 0;

  constructor(program: URL, options: readonly string[]) {
    this.#child = fork(program, options);
    this.#child.on('message', ({ done, cpu, handed, at = 0 }: Told) => {
      if (done !== undefined) this.#done = done;
      if (cpu !== undefined) this.#cpu = cpu;
      if (handed !== undefined) this.#handed.set(handed, at);
    });
  }

  get done(): number {
    return this.#done;
  }

  /** As it told last, in µs. */
  get cpu(): number {
    return this.#cpu;
  }

  /** When it handed a message over, in ms since 1970. */
  handedAt(id: string): number | undefined {
    return this.#handed.get(id);
  }

  /** Resolves when it has told something that satisfies. @throws Error where it ends before, or the signal aborts */
  until(satisfies: (told: Told) => boolean, signal?: AbortSignal): Promise<void> {
    const told = new Promise<void>((resolve, reject) => {
      const end = (settle: () => void) => {
        this.#child.off('message', hear);
        this.#child.off('exit', gone);
        signal?.removeEventListener('abort', aborted);
        settle();
      };
      const hear = (word: Told) => {
        if (satisfies(word)) end(resolve);
      };
      const gone = () => end(() => reject(new Error('A process of the bench ended before its time.')));
      const aborted = () => end(() => reject(new Error('The time of this phase is up.')));
      this.#child.on('message', hear);
      this.#child.on('exit', gone);
      signal?.addEventListener('abort', aborted);
    });
    // Whoever asked may have failed at something else before it waits.
    told.catch(() => undefined);
    return told;
  }

  /** Lets it begin. */
  start(): void {
    this.#child.send('work');
  }

  /** Ends it; by force where it takes longer than three seconds: what was to be measured is over. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    if (this.#child.connected) this.#child.send('stop');
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 3_000);
    await gone;
    clearTimeout(late);
  }
}
