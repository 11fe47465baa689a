import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Options } from 'tsup';
import { packageFolders } from './scripts/packages.ts';

/** One build for every published package: ESM, CJS and declarations for each of its entries. */
function buildOf(folder: string): Options {
  const at = (path: string) => join(folder, path);
  const manifest = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  const entry: Record<string, string> = { index: at('src/index.ts') };
  if (existsSync(at('src/testing/index.ts'))) entry.testing = at('src/testing/index.ts');
  return {
    name: manifest.name,
    entry,
    outDir: at('dist'),
    format: ['esm', 'cjs'],
    dts: true,
    // The console's app is built by vite, and not while something else is: tests may be looking at it.
    clean: ['!app/**'],
    target: 'node20',
    platform: 'node',
    sourcemap: true,
    splitting: true,
    // For `import.meta.url` in CJS.
    shims: true,
    tsconfig: 'tsconfig.json',
    external: [/^[^./]/],
  };
}

export default defineConfig(packageFolders().map(buildOf));
