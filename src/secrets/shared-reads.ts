/**
 * Calls for the same thing at one time run as one. Who calls while one runs does not take its answer, which may be older than the
 * call, but joins the next: so an answer never lacks what was written before it was asked for, and nothing is kept.
 */
export class SharedReads<T> {
  readonly #waiting = new Map<string, Promise<T>>();
  readonly #running = new Map<string, Promise<void>>();

  /** Rejects where `read` does, for all that joined. */
  read(key: string, read: () => Promise<T>): Promise<T> {
    const joined = this.#waiting.get(key);
    if (joined) return joined;
    const before = this.#running.get(key) ?? Promise.resolve();
    const answer = before.then(() => {
      this.#waiting.delete(key);
      this.#running.set(key, ended);
      return read();
    });
    this.#waiting.set(key, answer);
    const end = () => {
      if (this.#running.get(key) === ended) this.#running.delete(key);
    };
    const ended = answer.then(end, end);
    return answer;
  }
}
