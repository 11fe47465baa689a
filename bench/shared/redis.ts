import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './server.ts';

/** A Redis of a bench's own. */
export interface BenchRedis {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

/** Writes its log each second, as a queue's Redis should (`appendonly yes`). `undefined` where no `redis-server` is installed. */
export async function startBenchRedis(): Promise<BenchRedis | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-bench-redis-'));
  const port = await freePort();
  const options = { port, bind: '127.0.0.1', dir: folder, appendonly: 'yes', save: '' };
  const server = spawn(
    'redis-server',
    Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const started = await Promise.race([
    once(server, 'error').then(() => false),
    once(server, 'exit').then(() => false),
    ready(server.stdout),
  ]);
  const { pid } = server;
  const remove = () => rm(folder, { recursive: true, force: true });
  if (!started || pid === undefined) {
    await remove();
    return undefined;
  }
  return {
    ...{ pid, port },
    async stop() {
      const gone = once(server, 'exit');
      server.kill();
      await gone;
      await remove();
    },
  };
}

async function ready(log: AsyncIterable<Buffer>): Promise<boolean> {
  for await (const chunk of log) if (chunk.includes('Ready to accept connections')) break;
  return true;
}
