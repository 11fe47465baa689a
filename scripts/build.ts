import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { packageFolders } from './packages.ts';
import { sourceHash } from './source-hash.ts';

// Builds every package into its dist/: code and declarations, what stands at the head of each entry, the console's pages. With
// `--if-changed` only where what is there was built from something else. What it was built from is noted beside the packages, not in
// them: everything in dist/ is published.
const root = resolve(import.meta.dirname, '..');
const note = join(root, 'node_modules', '.cache', 'postern', 'built-from');
const hash = sourceHash(root, [
  ...packageFolders().flatMap((folder) => [join(folder, 'src'), join(folder, 'package.json')]),
  'scripts',
  'tsup.config.ts',
  'tsconfig.json',
  'package-lock.json',
]);
if (!process.argv.includes('--if-changed') || !isBuilt()) {
  rmSync(note, { force: true });
  run(join(root, 'node_modules', 'tsup', 'dist', 'cli-default.js'));
  run('--import', 'tsx', 'scripts/entry-comments.ts');
  mkdirSync(dirname(note), { recursive: true });
  writeFileSync(note, hash);
}
run('--import', 'tsx', 'scripts/ensure-console-app.ts');

function isBuilt(): boolean {
  if (!existsSync(note) || readFileSync(note, 'utf8') !== hash) return false;
  return packageFolders().every((folder) => filesOf(folder).every((file) => existsSync(join(folder, file))));
}

/** What a package's exports lead to. */
function filesOf(folder: string): readonly string[] {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const paths = JSON.stringify(exports).match(/"\.\/dist\/[^"]+"/g) ?? [];
  return paths.map((path): string => JSON.parse(path));
}

function run(...args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
