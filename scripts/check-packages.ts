import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { packageFolders } from './packages.ts';

// What is published is checked as it is published: the packed tarball, by publint (strict) and are-the-types-wrong.
const bin = (name: string) => resolve('node_modules', '.bin', name);
let failed = false;

for (const folder of packageFolders()) {
  const target = mkdtempSync(join(tmpdir(), 'pack-'));
  try {
    execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', target], {
      cwd: folder,
    });
    const [tarball = ''] = readdirSync(target);
    run('publint', ['run', join(target, tarball), '--strict'], folder);
    run('attw', [join(target, tarball), '--format', 'ascii', '--profile', 'node16'], folder);
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}
process.exitCode = failed ? 1 : 0;

function run(tool: string, args: readonly string[], folder: string): void {
  try {
    execFileSync(bin(tool), args, { stdio: 'pipe', encoding: 'utf8' });
    console.log(`${tool}: ${folder} ok`);
  } catch (error) {
    failed = true;
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    console.error(`${tool}: ${folder}\n${stdout}${stderr}`);
  }
}
