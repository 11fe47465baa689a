import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

// The console's pages are built from app/ into dist/app, which no clone has. This builds them where they are missing or older than
// their sources, and is done in a moment where they are not, so that `npm start` and the tests need no step before them.
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'adapters', 'console');
const built = join(folder, 'dist', 'app');
const mark = 'source-hash';

export async function ensureConsoleApp(): Promise<void> {
  const hash = sourceHash();
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
    renameSync(fresh, built);
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

/** Of everything a build depends on in this repository. */
function sourceHash(): string {
  const folders = ['app', 'src/contract'].map((name) => join(folder, name));
  const files = folders.flatMap((one) =>
    readdirSync(one, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const single = ['src/contract.ts', 'vite.config.ts', 'package.json'].map((name) => join(folder, name));
  const hash = createHash('sha256');
  for (const file of [...files, ...single, join(root, 'package-lock.json')].sort()) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureConsoleApp().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
