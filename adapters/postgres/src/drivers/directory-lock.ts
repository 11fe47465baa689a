import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rmdir, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { MessagingError } from 'postern/adapter';

/** How often a holder shows that it lives, and after how long without it a holder on another machine counts as dead. */
const heartbeatMs = 5_000;
const deadAfterMs = 30_000;

interface Holder {
  readonly pid: number;
  /** Tells a process from a later one with the same number; empty where the system does not say. */
  readonly startedAt: string;
  readonly host: string;
  /** Of this very lock. */
  readonly id: string;
}

/** The locks that this process holds. */
const own = new Set<string>();

/**
 * Keeps a directory to this process; answers how to give it up. What a dead process left is taken over.
 * @throws MessagingError `storage_not_ready` while another process holds it
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  // For its owner alone: PGlite's files themselves are open to everybody.
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, 'postern.lock');
  const mine: Holder = {
    pid: process.pid,
    startedAt: await startOf(process.pid),
    host: hostname(),
    id: randomUUID(),
  };
  const draft = `${path}.${mine.id}`;
  await writeFile(draft, JSON.stringify(mine));
  try {
    // A link appears whole or not at all, and never over another.
    while (!(await linked(draft, path))) {
      const holder = await holderOf(path);
      if (!holder) continue;
      if (await isAlive(holder, path)) throw inUse(holder);
      await removeDead(path, holder);
    }
  } finally {
    await unlink(draft);
  }
  own.add(mine.id);
  const beat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, heartbeatMs).unref();
  return async () => {
    clearInterval(beat);
    own.delete(mine.id);
    if ((await holderOf(path))?.id === mine.id) await unlink(path);
  };
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** `undefined` where it was given up this moment. */
async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function isAlive({ pid, host, startedAt, id }: Holder, path: string): Promise<boolean> {
  if (host !== hostname()) {
    const { mtimeMs } = await stat(path);
    return Date.now() - mtimeMs < deadAfterMs;
  }
  if (pid === process.pid && startedAt === '') return own.has(id);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  return startedAt === (await startOf(pid));
}

/** When a process was started, in the system's own measure; empty where that is not to be known. */
async function startOf(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name, in brackets, may hold anything; the 22nd field of all is the 20th after it.
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** Removes a dead holder's lock, and no lock that took its place meanwhile: of several processes one gets to look. */
async function removeDead(path: string, dead: Holder): Promise<void> {
  const turn = `${path}.removing`;
  try {
    await mkdir(turn);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    const since = await stat(turn).catch(() => undefined);
    // Its maker died between two steps.
    if (since && Date.now() - since.mtimeMs > deadAfterMs) await rmdir(turn).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return;
  }
  try {
    if ((await holderOf(path))?.id === dead.id) await unlink(path);
  } finally {
    await rmdir(turn);
  }
}

function inUse({ pid, host }: Holder): MessagingError {
  return new MessagingError(
    'storage_not_ready',
    `The directory is in use by process ${pid} on ${host}: PGlite serves one process. Stop that one, or use a PostgreSQL server.`,
    { details: { pid, host } },
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
