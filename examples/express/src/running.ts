interface Part {
  stop(): Promise<void>;
}

/** What was started, to be stopped in reverse, also where a later part fails to start. */
export class Running {
  readonly #parts: Part[] = [];

  add<T extends Part>(part: T): T {
    this.#parts.push(part);
    return part;
  }

  async stop(): Promise<void> {
    for (const part of this.#parts.splice(0).reverse()) await part.stop();
  }
}
