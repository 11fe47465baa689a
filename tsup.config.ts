import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, isAbsolute, join } from 'node:path';
import { defineConfig, type Options } from 'tsup';
import { packageFolders } from './scripts/packages.ts';

/** Packages that are ES modules only: Jest, and loaders that hook `require`, cannot load them from CommonJS, so the CJS build holds them. */
const esmOnly = ['nanoid', 'email-providers'];

/** `email-providers` reads its list by a `require` of its own, which cannot be followed: its list is taken instead. */
const itsList: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'email-providers',
  setup(build) {
    const path = createRequire(import.meta.url).resolve('email-providers/all.json');
    build.onResolve({ filter: /^email-providers$/ }, () => ({ path }));
  },
};

interface Entry {
  readonly '@postern/source': string;
  readonly import: { readonly default: string };
}

/** A build of every published package: ESM, CJS and declarations for each of its entries. */
function buildsOf(folder: string): Options[] {
  const at = (path: string) => join(folder, path);
  const manifest = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  const entry = Object.fromEntries(
    Object.values<Entry | string>(manifest.exports).flatMap((target) =>
      typeof target === 'string'
        ? []
        : [[basename(target.import.default, '.js'), at(target['@postern/source'])]],
    ),
  );
  // A thread is started from a file of its own, an ES module whatever its program is; nobody imports it.
  const threads: Record<string, string> = existsSync(at('src/templates/render-worker.ts'))
    ? { 'render-worker': at('src/templates/render-worker.ts') }
    : {};
  empty(at('dist'));
  const common: Options = {
    entry,
    outDir: at('dist'),
    target: 'node20',
    platform: 'node',
    splitting: true,
    // For `import.meta.url` in CJS.
    shims: true,
    tsconfig: 'tsconfig.json',
    external: [/^[^./]/],
  };
  return [
    { ...common, name: manifest.name, entry: { ...entry, ...threads }, format: ['esm'], sourcemap: true },
    {
      ...common,
      name: `${manifest.name} (cjs)`,
      format: ['cjs'],
      sourcemap: true,
      noExternal: esmOnly,
      esbuildPlugins: [itsList],
      onSuccess: async () => forgetFolders(at('dist')),
    },
    { ...common, name: `${manifest.name} (types)`, format: ['esm', 'cjs'], dts: { only: true } },
  ];
}

/** Splitting CJS leaves the build's own path in source maps: it is nobody's business, and differs by machine. */
function forgetFolders(dist: string): void {
  for (const name of readdirSync(dist).filter((file) => file.endsWith('.cjs.map'))) {
    const map = JSON.parse(readFileSync(join(dist, name), 'utf8'));
    const bare = (path: string) => (isAbsolute(path) ? basename(path) : path);
    const known = { ...map, file: bare(map.file ?? ''), sources: map.sources.map(bare) };
    writeFileSync(join(dist, name), JSON.stringify(known));
  }
}

/** The console's app is built by vite, and not while something else is: tests may be looking at it. */
function empty(dist: string): void {
  if (!existsSync(dist)) return;
  for (const name of readdirSync(dist)) if (name !== 'app') rmSync(join(dist, name), { recursive: true });
}

export default defineConfig(packageFolders().flatMap(buildsOf));
