import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const git = (...words: string[]) => promisify(execFile)('git', words);

/**
 * Builds the packages of an earlier commit under `folder`'s `earlier`, with a copy of the bench as it is now, whose processes then run
 * on that release.
 */
export async function buildEarlier(commit: string, folder: string): Promise<void> {
  const source = join(folder, 'earlier-source');
  const target = join(folder, 'earlier');
  await git('worktree', 'add', '--detach', source, commit);
  try {
    await symlink(resolve('node_modules'), join(source, 'node_modules'));
    const program = `import { buildPackages } from './bench/shared/build.ts'; await buildPackages(process.argv[1]);`;
    const options = ['--import', 'tsx', '--input-type=module', '--eval', program, target];
    const building = spawn(process.execPath, options, { cwd: source, stdio: 'inherit' });
    const [code] = await once(building, 'exit');
    if (code !== 0) throw new Error(`The packages of ${commit} could not be built.`);
  } finally {
    await git('worktree', 'remove', '--force', source);
  }
  await cp(join(folder, 'bench'), join(target, 'bench'), { recursive: true });
}
