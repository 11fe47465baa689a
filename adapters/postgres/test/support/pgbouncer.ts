import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from 'vitest';
import { executable } from '../../../../test/support/executable.ts';
import { freePort } from './server.ts';

/** A real PgBouncer of our own in transaction mode, on loopback: a few connections to the server, shared by all. */
export interface TestBouncer {
  /** The connection string of a database of the server, by way of this. */
  through(url: string): string;
  /** Ends it as a crash would, and starts it again. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Debian has it in a folder of the administrator's. */
const bouncerPath = () => executable('pgbouncer', ['/usr/sbin']);

/** As `describe`, with PgBouncer to start. Where the machine has none, one test says so and is skipped. */
export function withBouncer(name: string, define: (start: typeof startBouncer) => void): void {
  describe(name, () => {
    if (bouncerPath() !== undefined) {
      define(startBouncer);
      return;
    }
    it('is tested on a PgBouncer', ({ skip }) => {
      skip('NOT TESTED: no pgbouncer on the PATH. Install one, such as by "apt-get install pgbouncer".');
    });
  });
}

/** Anybody but root, as whom it does not run. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

async function startBouncer(serverUrl: string): Promise<TestBouncer> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-pgbouncer-'));
  await chmod(folder, 0o755);
  const [port, { hostname, port: serverPort, username, password }] = [await freePort(), new URL(serverUrl)];
  const file = join(folder, 'pgbouncer.ini');
  const settings = [
    '[databases]',
    `* = host=${hostname} port=${serverPort} user=${username} password=${password}`,
    '[pgbouncer]',
    ...['listen_addr = 127.0.0.1', `listen_port = ${port}`, 'unix_socket_dir =', 'auth_type = any'],
    ...['pool_mode = transaction', 'default_pool_size = 6', 'max_client_conn = 500'],
    // A server that was restarted is asked again soon.
    'server_login_retry = 0.1',
  ];
  await writeFile(file, `${settings.join('\n')}\n`);
  let bouncer: ChildProcess | undefined;
  const stop = async () => {
    if (!bouncer) return;
    const ended = once(bouncer, 'exit');
    bouncer.kill('SIGKILL');
    bouncer = undefined;
    await ended;
  };
  const start = async () => {
    bouncer = spawn(bouncerPath() ?? '', ['-q', file], { stdio: 'ignore', ...nobody });
    while (!(await answers(port))) await pause(20);
  };
  await start();
  return {
    through(url) {
      const own = new URL(url);
      own.host = `127.0.0.1:${port}`;
      return own.href;
    },
    async restart() {
      await stop();
      await start();
    },
    async close() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
