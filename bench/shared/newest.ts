import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The Node that the newest peers need, and the peers: whatever npm calls `latest` today. */
const packages = [
  'node@24',
  'graphile-worker@latest',
  'pg-boss@latest',
  'nodemailer@latest',
  'bullmq@latest',
];

/** Installs them in `folder`, where the bench finds them before those of the repository. Answers the path of its Node. */
export async function installNewest(folder: string): Promise<string> {
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  const options = ['--no-audit', '--no-fund', '--engine-strict=false', '--allow-scripts=node'];
  await promisify(execFile)('npm', ['install', ...options, ...packages], { cwd: folder });
  return join(folder, 'node_modules', 'node', 'bin', 'node');
}
