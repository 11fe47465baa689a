import type { Listener, ListenHandlers } from './database.ts';
import type { PgClient } from './pg-client.ts';

const firstPauseMs = 100;
const longestPauseMs = 5_000;
/** A connection can be gone without a word; asked now and then, it cannot stay so unnoticed. */
const heartbeatMs = 20_000;

/**
 * Keeps one connection that listens: after a dropped connection or a restart of the server it is opened anew, for as
 * long as it takes.
 */
export function listenOn(
  connect: (onError: (error: Error) => void) => Promise<PgClient>,
  channel: string,
  handlers: ListenHandlers,
): Listener {
  let stopped = false;
  let delay = firstPauseMs;
  let wakeUp = () => {};
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  /** Resolves when the connection is lost or no longer wanted. */
  const session = async () => {
    let lost: Error | undefined;
    const lose = (error: Error) => {
      lost ??= error;
      wakeUp();
    };
    const client = await connect(lose);
    client.on('end', () => lose(new Error('The connection that listens has ended.')));
    client.on('notification', (message) => {
      if (!stopped && message.channel === channel) handlers.onNotify(message.payload ?? '');
    });
    try {
      delay = firstPauseMs;
      await client.query(`listen ${channel}`);
      handlers.onListening();
      while (!stopped && !lost) {
        await pause(heartbeatMs);
        if (!stopped && !lost) await withTimeout(client.query('select 1'), heartbeatMs / 2);
      }
    } finally {
      // Never back into the pool: it would go on listening there.
      client.release(true);
    }
    if (lost) throw lost;
  };

  const run = async () => {
    for (; !stopped; delay = Math.min(delay * 2, longestPauseMs)) {
      try {
        await session();
      } catch (error) {
        if (stopped) return;
        handlers.onFault(error);
        await pause(delay * (0.5 + Math.random() / 2));
      }
    }
  };
  const running = run();
  return {
    async stop() {
      stopped = true;
      wakeUp();
      await running;
    },
  };
}

async function withTimeout(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The connection that listens does not answer.')), ms).unref();
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
