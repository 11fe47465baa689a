import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDirectory } from '../src/drivers/directory-lock.ts';
import { postgres } from '../src/index.ts';

let directory: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'postern-directory-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

const lockFile = () => join(directory, 'postern.lock');
const inUse = { code: 'storage_not_ready', message: /in use by process \d+/ };

/** Another process that has the directory open. */
async function holder(): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('./support/directory-holder.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=@postern/source', script, directory],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(child);
  await once(child.stdout ?? child, 'data');
  return child;
}

describe('a directory', () => {
  it('that is made here is for its owner alone', async () => {
    const made = join(directory, 'made', 'here');
    const release = await lockDirectory(made);
    expect((await stat(made)).mode & 0o777).toBe(0o700);
    await release();
  });

  it('serves one process at a time, and keeps what was stored when that is killed', async () => {
    const child = await holder();
    const { storage, migrate, close } = postgres({ directory });
    await assert.rejects(async () => storage.check?.(), inUse);
    await assert.rejects(migrate(), inUse);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await storage.check?.();
    expect((await migrate()).applied).toEqual([]);
    expect((await storage.messages.find({ site: 'acme', id: 'msg_kept' }))?.content).toEqual({
      subject: 'Hello',
      text: 'Hello Jo',
    });
    await close();
  });

  it('is not opened twice by one process either, and is free again once closed', async () => {
    const [first, second] = [postgres({ directory }), postgres({ directory })];
    await first.migrate();
    await assert.rejects(second.migrate(), inUse);
    await first.close();
    await second.migrate();
    await second.close();
    expect(await readdir(directory)).toEqual(['data']);
  });
});

describe('the lock of a directory', () => {
  const write = (holder: object) =>
    writeFile(lockFile(), JSON.stringify({ pid: 1, startedAt: '1', host: hostname(), id: 'x', ...holder }));
  const old = new Date(Date.now() - 60_000);

  it('goes to one of many who find a dead process’s lock', async () => {
    await write({ pid: 2 ** 22 + 1 });
    const taken = await Promise.allSettled(Array.from({ length: 8 }, () => lockDirectory(directory)));
    const won = taken.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(won).toHaveLength(1);
    for (const one of taken)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: inUse.code });
    await won[0]?.();
    expect(await readdir(directory)).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('is free where its number belongs to a later process', async () => {
    await write({ pid: process.pid, startedAt: '1' });
    await (await lockDirectory(directory))();
  });

  it('on another machine counts while it is fresh, and no longer when it is not', async () => {
    await write({ host: 'another' });
    await assert.rejects(lockDirectory(directory), inUse);
    await utimes(lockFile(), old, old);
    await (await lockDirectory(directory))();
  });

  it('is not removed by one who lost it', async () => {
    const unlock = await lockDirectory(directory);
    await write({ id: 'somebody else’s' });
    await unlock();
    expect(JSON.parse(await readFile(lockFile(), 'utf8')).id).toBe('somebody else’s');
  });

  it('is taken over also where somebody died removing it', async () => {
    await write({ pid: 2 ** 22 + 1 });
    const turn = `${lockFile()}.removing`;
    await mkdir(turn);
    await utimes(turn, old, old);
    await (await lockDirectory(directory))();
  });
});
