import type { Worker as BullWorker } from 'bullmq';
import type { Stop } from 'postern/adapter';
import { type Connection, connect } from './bullmq-connection.ts';
import type { Faults } from './bullmq-faults.ts';
import type { Settings } from './bullmq-options.ts';
import { queueName, type Word } from './bullmq-words.ts';

/** How long a job that its process was lost with keeps others of its name away, at most about twice. Its work is done in a moment. */
const lostAfterMs = 5_000;

/** How long leaving may take, where Redis answers. */
const leaveMs = 2_000;

/** Takes wake-ups out of Redis from now on, or from when it can be reached on. Never throws: a fault is told. Answers the stop. */
export async function listen(
  { connection: source, prefix }: Settings,
  faults: Faults,
  wakeAt: (at: number) => void,
): Promise<Stop> {
  const failed = (error: unknown) => faults.failed(error, 'waiting for wake-ups');
  let connection: Connection | undefined;
  try {
    const { Worker } = await import('bullmq');
    connection = await connect(
      source,
      { maxRetriesPerRequest: null },
      {
        onError: (error) => faults.failed(error, 'reaching Redis'),
        // What was sent while nobody listened may be lost: look.
        onReady: () => wakeAt(0),
      },
    );
    const worker: BullWorker<Word> = new Worker<Word>(queueName, async () => undefined, {
      connection: connection.client,
      prefix,
      runRetryDelay: 1_000,
      lockDuration: lostAfterMs,
      stalledInterval: lostAfterMs,
      skipLockRenewal: true,
    });
    const { client, ready, end } = connection;
    // Not before it is gone: a push that found it there was told that its word is on the way.
    worker.on('completed', ({ data }) => {
      faults.wentWell('waiting for wake-ups');
      wakeAt(0);
      if (Number.isFinite(data.at)) wakeAt(data.at);
    });
    worker.on('failed', () => wakeAt(0));
    worker.on('error', (error) => {
      if (client.status === 'ready') failed(error);
    });
    return async () => {
      // Of a Redis that is away BullMQ does not take leave: it waits for an answer.
      await within(leaveMs, worker.close(!ready()));
      end();
    };
  } catch (error) {
    failed(error);
    return async () => connection?.end();
  }
}

/** Resolves when it has ended, however, or at the latest after so many ms. */
export async function within(ms: number, ending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([ending.catch(() => undefined), late]);
  clearTimeout(timer);
}
