import { Worker, type WorkerOptions } from 'node:worker_threads';
import { MessagingError } from '../errors.ts';
import type { Answer, Job, Task } from './render-jobs.ts';

/** How long one template may take. */
const taskMs = 1_000;
/** How long the thread may take to begin, on a busy machine. */
const startMs = 30_000;
/** How long an idle thread is kept. */
const idleMs = 10_000;
/** Tasks that may wait: beyond it, somebody asks for more than one thread gives. */
const maxWaiting = 10_000;

interface Waiting {
  readonly task: Task;
  resolve(result: Answer['result']): void;
  reject(error: Error): void;
}

/**
 * Runs what people write on a thread of its own, bounded in time and memory: Liquid looks at its own limits between nodes only, so a
 * filter can work for ever. One task at a time; what takes too long is ended with its thread, and the next begins another.
 * The thread never keeps a process alive but while a task is under way.
 */
export class RenderThread {
  #waiting: Waiting[] = [];
  #current: Waiting | undefined;
  #worker: Worker | undefined;
  #ready = false;
  #timer: NodeJS.Timeout | undefined;
  #id = 0;

  /** @throws MessagingError whatever the task is refused with; `template_too_expensive` where it took too much */
  run(task: Task): Promise<Exclude<Answer['result'], { kind: 'refused' }>> {
    if (this.#waiting.length >= maxWaiting) return Promise.reject(tooExpensive('too many templates wait'));
    return new Promise<Answer['result']>((resolve, reject) => {
      this.#waiting.push({ task, resolve, reject });
      this.#next();
    }).then((result) => {
      if (result.kind !== 'refused') return result;
      throw new MessagingError(result.code, result.message, { details: result.details });
    });
  }

  #next(): void {
    if (this.#current) return;
    const current = this.#waiting.shift();
    clearTimeout(this.#timer);
    if (!current) {
      this.#worker?.unref();
      this.#timer = setTimeout(() => this.#end(), idleMs).unref();
      return;
    }
    this.#current = current;
    this.#worker ??= this.#begin();
    this.#worker.ref();
    if (this.#ready) this.#give();
    else this.#timer = setTimeout(() => this.#fail(cannotBegin()), startMs);
  }

  #give(): void {
    clearTimeout(this.#timer);
    if (!this.#current) return;
    this.#id += 1;
    const job: Job = { id: this.#id, task: this.#current.task };
    try {
      this.#worker?.postMessage(job);
    } catch {
      // A function, a getter that throws: it cannot be copied to another thread.
      this.#settle((current) => current.reject(uncopied()));
      return;
    }
    this.#timer = setTimeout(() => this.#fail(tooExpensive(`it takes longer than ${taskMs} ms`)), taskMs);
  }

  #begin(): Worker {
    this.#ready = false;
    const worker = startThread({
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
      // Nothing of the host's is handed over: a flag such as --input-type would keep the thread from starting.
      env: {},
      execArgv: [],
    });
    worker.on('message', (message: Answer | 'ready') => {
      if (worker !== this.#worker) return;
      if (message === 'ready') {
        this.#ready = true;
        this.#give();
      } else if (message.id === this.#id) this.#settle((current) => current.resolve(message.result));
    });
    worker.on('error', (error: Error & { code?: string }) => {
      if (worker !== this.#worker) return;
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#fail(outOfMemory ? tooExpensive('it takes too much memory') : cannotBegin());
    });
    return worker;
  }

  /** Ends the task with its thread. */
  #fail(error: Error): void {
    this.#end();
    this.#settle((current) => current.reject(error));
  }

  #end(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#ready = false;
    // Its end is nobody's concern any more.
    worker?.terminate().catch(() => undefined);
  }

  #settle(how: (current: Waiting) => void): void {
    clearTimeout(this.#timer);
    const current = this.#current;
    this.#current = undefined;
    if (current) how(current);
    this.#next();
  }
}

/** Built, the thread's file lies beside this one. From source, as in this repository's own tests, a loader has to come first. */
function startThread(options: WorkerOptions): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./render-worker.js', import.meta.url), options);
  const workerData = new URL('./render-worker.ts', import.meta.url).href;
  return new Worker(new URL('../../scripts/thread-from-source.mjs', import.meta.url), {
    ...options,
    workerData,
  });
}

function tooExpensive(why: string): MessagingError {
  return new MessagingError('template_too_expensive', `The template was stopped: ${why}. Make it simpler.`);
}

function uncopied(): MessagingError {
  return new MessagingError(
    'template_data_invalid',
    'The data for a stored template are plain values: text, numbers, dates, lists and objects of these.',
  );
}

function cannotBegin(): MessagingError {
  return new MessagingError(
    'invalid_config',
    'The thread that renders templates cannot be started: leave "postern" out of bundles, so that its files lie together.',
  );
}
