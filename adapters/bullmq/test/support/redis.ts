import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import { describe, it } from 'vitest';
import { executable } from '../../../../test/support/executable.ts';

/** A real Redis server of our own, on loopback, that keeps nothing on disk. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  start(): Promise<void>;
  /** Ends it as a crash would. */
  stop(): Promise<void>;
  /** Lets it answer nothing more, though it is there. */
  freeze(): void;
  /** By a client of the test's own. */
  ask<T>(run: (client: Redis) => Promise<T>): Promise<T>;
  /** Stops it and removes its files. */
  remove(): Promise<void>;
}

const serverPath = () => executable('redis-server');

/** As `describe`, with Redis servers to start. Where the machine has none, one test says so and is skipped. */
export function withRedis(name: string, define: (start: typeof startRedis) => void): void {
  if (serverPath() !== undefined) {
    describe(name, () => define(startRedis));
    return;
  }
  describe(name, () => {
    it('is tested on a Redis server', ({ skip }) => {
      skip(
        'NOT TESTED: no redis-server on the PATH. Install one, such as by "apt-get install redis-server".',
      );
    });
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function startRedis(...options: string[]): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-redis-'));
  const port = await freePort();
  let server: ChildProcess | undefined;
  const stop = async () => {
    if (!server) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    server = undefined;
    await ended;
  };
  const start = async () => {
    const started = spawn(
      serverPath() ?? '',
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder, ...options],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    server = started;
    const lines = createInterface({ input: started.stdout });
    for await (const line of lines) if (line.includes('Ready to accept connections')) break;
    // What it says further is for nobody, but has to be taken.
    started.stdout.resume();
  };
  await start();
  const password = options[options.indexOf('--requirepass') + 1];
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    start,
    stop,
    freeze: () => server?.kill('SIGSTOP'),
    async ask(run) {
      const client = new Redis(
        port,
        '127.0.0.1',
        options.includes('--requirepass') && password ? { password } : {},
      );
      try {
        return await run(client);
      } finally {
        client.disconnect();
      }
    },
    async remove() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
