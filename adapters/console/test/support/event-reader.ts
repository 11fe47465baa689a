/** Reads a stream of server-sent events, one `data:` at a time; comments are counted. */
export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #text = '';
  heartbeats = 0;

  constructor(body: ReadableStream<Uint8Array> | null) {
    if (!body) throw new Error('The answer has no body.');
    this.#reader = body.getReader();
  }

  /** `undefined` at the end of the stream. */
  async next(): Promise<unknown> {
    for (;;) {
      const block = await this.block();
      if (block === undefined) return undefined;
      const data = block.split('\n').find((line) => line.startsWith('data: '));
      if (data) return JSON.parse(data.slice('data: '.length));
    }
  }

  async block(): Promise<string | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end >= 0) {
        const block = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        if (block.startsWith(':')) this.heartbeats += 1;
        return block;
      }
      const { done, value } = await this.#reader.read();
      if (done) return undefined;
      this.#text += this.#decoder.decode(value, { stream: true });
    }
  }

  cancel(): Promise<void> {
    return this.#reader.cancel();
  }
}
