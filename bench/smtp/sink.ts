import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A mail server in a process of its own: what it costs is not counted. */
export interface Sink {
  readonly port: number;
  /** How many mails it took so far. */
  taken(): Promise<number>;
  stop(): Promise<void>;
}

export async function startSink(): Promise<Sink> {
  const child = fork(new URL('./sink-process.js', import.meta.url));
  const [{ port }] = await once(child, 'message');
  return {
    port,
    async taken() {
      const told = once(child, 'message');
      child.send('taken?');
      const [{ taken }] = await told;
      return taken;
    },
    async stop() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
