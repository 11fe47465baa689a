import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** An answer of the API. */
export interface Answered {
  /** What was done in the page meanwhile. */
  readonly step: string;
  /** Its method and path, without what differs from one to the next. */
  readonly call: string;
  /** From the request's arrival to the answer's end. */
  readonly ms: number;
  readonly status: number;
}

/** Those that answer as long as somebody listens, or reads. */
const unending = /\/(events|export)(\?|$)/;
const quietMs = 400;
/** Whose the calls of a page are that is gone to outside of a step. */
const between = 'between the steps';
/** How long a call is waited for that the page may not make: it knows the answer already. */
const awaitedMs = 15_000;

/** Times what the server does for each call of the API while somebody clicks. */
export class Recorder {
  readonly answers: Answered[] = [];
  /** What the page showed after a step, the last time. */
  readonly shown = new Map<string, string>();
  #step = between;
  #pending = 0;
  #last = 0;

  /** To be told of every request before it is answered. */
  readonly watch = (request: IncomingMessage, response: ServerResponse): void => {
    const { method = '', url = '' } = request;
    if (!url.includes('/api/') || unending.test(url)) return;
    const began = performance.now();
    const step = this.#step;
    this.#pending += 1;
    response.once('close', () => {
      this.#pending -= 1;
      this.#last = performance.now();
      const { statusCode: status } = response;
      this.answers.push({ step, call: `${method} ${nameOf(url)}`, ms: this.#last - began, status });
    });
  };

  /**
   * Does this in the page, and waits until nothing is asked for any more; where a call is named, by its method and the beginning
   * of its path, that it was answered as well.
   */
  async step(name: string, act: () => Promise<unknown>, call?: string): Promise<void> {
    this.#step = name;
    const before = this.answers.length;
    const began = performance.now();
    this.#last = began;
    await act();
    const isMissing = () =>
      call !== undefined && !this.answers.slice(before).some((one) => one.call.startsWith(call));
    while (isMissing() && performance.now() - began < awaitedMs) await pause(20);
    while (this.#pending > 0 || performance.now() - this.#last < quietMs) await pause(20);
    this.#step = between;
  }
}

function nameOf(url: string): string {
  const { pathname, searchParams } = new URL(url, 'http://console');
  const path = pathname
    .slice(pathname.indexOf('/api/') + 5)
    .replace(/msg_\w+/, ':id')
    .replace(/(templates|batches)\/[^/]+/, '$1/:id')
    .replace(/consumers\/[^/]+/, 'consumers/:id');
  const names = [...searchParams.keys()].filter((name) => name !== 'limit').sort();
  return names.length === 0 ? path : `${path}?${names.join('&')}`;
}
