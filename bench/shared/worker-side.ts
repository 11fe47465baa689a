import { ownCpu } from './cpu.ts';

/** What a process that hands over tells the one that measures it. */
export interface Told {
  readonly ready?: true;
  readonly working?: true;
  /** How many are recorded as sent so far, in all. */
  readonly done?: number;
  /** Its own CPU so far, in µs. */
  readonly cpu?: number;
  /** One that was handed over, and when, in ms since 1970. */
  readonly handed?: string;
  readonly at?: number;
}

/** What begins to hand over, and answers how to stop. `onDone`: so many more are recorded as sent. `onHanded`: one is handed over. */
export type Work = (
  onDone: (count: number) => void,
  onHanded: (id: string) => void,
) => Promise<() => Promise<void>>;

/** The part of the process that hands over: waits for its parent's word, and tells it at most every 5 ms what was done. */
export function serveWork(work: Work, close: () => Promise<void>): void {
  // The parent may be gone: then there is nobody to tell.
  const tell = (told: Told) => process.connected && process.send?.(told);
  let done = 0;
  let said = 0;
  const telling = setInterval(() => {
    if (done > said) tell({ done, cpu: ownCpu() });
    said = done;
  }, 5);
  // What it does beside and afterwards costs too.
  const metering = setInterval(() => tell({ cpu: ownCpu() }), 100);
  tell({ ready: true, cpu: ownCpu() });
  // A parent that ended without a word: nothing is measured any more.
  process.once('disconnect', () => process.exit());
  process.once('message', async () => {
    const stop = await work(
      (count) => {
        done += count;
      },
      (id) => tell({ handed: id, at: performance.timeOrigin + performance.now() }),
    );
    tell({ working: true, cpu: ownCpu() });
    process.once('message', async () => {
      await stop();
      await close();
      clearInterval(telling);
      clearInterval(metering);
      process.disconnect();
    });
  });
}
