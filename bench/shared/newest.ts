import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Whatever npm calls `latest` today. */
const peers = ['graphile-worker@latest', 'pg-boss@latest', 'nodemailer@latest', 'bullmq@latest'];

/**
 * Installs in `folder`, where the bench finds them before those of the repository, the newest peers, and the Node that they need: npm has
 * it as a package for each platform. Answers the path of that Node.
 */
export async function installNewest(folder: string): Promise<string> {
  const { platform, arch } = process;
  const node = `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  // This Node is too old for them, but will not run them.
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--engine-strict=false'];
  // What "npm run" sets is for this repository.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
  await promisify(execFile)('npm', ['install', ...options, `${node}@24`, ...peers], { cwd: folder, env });
  return join(folder, 'node_modules', node, 'bin', 'node');
}
