import type { Worker } from 'postern/adapter';

/** A worker that notes when it is woken, and for when. */
export class NotingWorker implements Worker {
  readonly wakes: { readonly cameAt: number; readonly at: number | undefined }[] = [];
  readonly #watchers = new Set<() => void>();

  wake(at?: Date): void {
    this.wakes.push({ cameAt: Date.now(), at: at?.getTime() });
    for (const watch of this.#watchers) watch();
  }

  /** Resolves once it is woken so often from now on. */
  woken(times = 1): Promise<void> {
    const until = this.wakes.length + times;
    return this.when(() => this.wakes.length >= until);
  }

  /** Resolves once this holds after a wake-up. */
  when(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const watch = () => {
        if (!holds()) return;
        this.#watchers.delete(watch);
        resolve();
      };
      this.#watchers.add(watch);
      watch();
    });
  }
}
