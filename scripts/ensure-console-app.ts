import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { sourceHash } from './source-hash.ts';

// The console's pages are built from app/ into dist/app, which no clone has. This builds them where they are missing or older than
// their sources, and is done in a moment where they are not, so that `npm start` and the tests need no step before them.
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'adapters', 'console');
const built = join(folder, 'dist', 'app');
const mark = 'source-hash';
/** Everything in this repository that a build of it depends on. */
const sources = [
  ...['app', 'src/contract', 'src/contract.ts', 'vite.config.ts', 'package.json'].map((name) =>
    join('adapters', 'console', name),
  ),
  'package-lock.json',
];

export async function ensureConsoleApp(): Promise<void> {
  const hash = sourceHash(root, sources);
  if (isBuiltFrom(hash)) return;
  mkdirSync(dirname(built), { recursive: true });
  // Beside its place and then moved there: another process that builds, or serves, sees a whole build or none.
  const fresh = mkdtempSync(join(dirname(built), '.app-'));
  try {
    await viteBuild(fresh);
    writeFileSync(join(fresh, mark), hash);
    // Made for its owner alone; a package is for everybody.
    chmodSync(fresh, 0o755);
    // Another process may have been faster with the same.
    if (isBuiltFrom(hash)) return;
    rmSync(built, { recursive: true, force: true });
    try {
      renameSync(fresh, built);
    } catch (error) {
      // Or was, since.
      if (!isBuiltFrom(hash)) throw error;
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function isBuiltFrom(hash: string): boolean {
  return existsSync(join(built, mark)) && readFileSync(join(built, mark), 'utf8') === hash;
}

/** @throws Error with what vite said */
async function viteBuild(outDir: string): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error'];
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status, stderr } = await new Promise<{ status: number | null; stderr: string }>(
    (resolve, reject) => {
      const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      child.on('error', reject).on('close', (code) => resolve({ status: code, stderr: said }));
    },
  );
  if (status !== 0)
    throw new Error(`The console's app cannot be built.\n${stripVTControlCharacters(stderr)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureConsoleApp().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
