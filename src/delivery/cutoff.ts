/** What ends a hand-over early. The AbortSignal, which is dear beside all else that a hand-over needs, is made when somebody asks for it. */
export class Cutoff {
  #controller: AbortController | undefined;
  #aborted = false;
  /** Called once, at the abort, after the signal's own listeners. */
  onAbort: (() => void) | undefined;

  get aborted(): boolean {
    return this.#aborted;
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#aborted) this.#controller.abort();
    }
    return this.#controller.signal;
  }

  abort(): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#controller?.abort();
    this.onAbort?.();
  }
}
