import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, symlink, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build, type Options } from 'tsup';
import { z } from 'zod';
import { packageFolders } from '../../scripts/packages.ts';

const manifestForm = z.object({
  name: z.string(),
  files: z.array(z.string()),
  exports: z.record(
    z.string(),
    z.union([
      z.string(),
      z.object({ '@postern/source': z.string(), import: z.object({ default: z.string() }) }),
    ]),
  ),
});

/** As `tsup.config.ts` builds, but for the CommonJS files and the declarations, which take minutes. */
const common: Options = {
  config: false,
  silent: true,
  format: ['esm'],
  target: 'node20',
  platform: 'node',
  shims: true,
  tsconfig: 'tsconfig.json',
  external: [/^[^./]/],
};

/** Puts each package under `folder`'s node_modules as npm would: its built ES modules, and the other files that it publishes. */
export async function buildPackages(folder: string): Promise<void> {
  for (const source of packageFolders()) {
    const { name, files, exports } = manifestForm.parse(
      JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')),
    );
    const target = join(folder, 'node_modules', name);
    const entry = Object.fromEntries(
      Object.values(exports).flatMap((one) =>
        typeof one === 'string'
          ? []
          : [[basename(one.import.default, '.js'), join(source, one['@postern/source'])]],
      ),
    );
    const thread = join(source, 'src/templates/render-worker.ts');
    const threads = existsSync(thread) ? { 'render-worker': thread } : {};
    await build({
      ...common,
      entry: Object.assign(entry, threads),
      outDir: join(target, 'dist'),
      splitting: true,
    });
    for (const file of ['package.json', ...files])
      if (!['dist', 'docs'].includes(file) && existsSync(join(source, file)))
        await cp(join(source, file), join(target, file), { recursive: true });
    const own = resolve(source, 'node_modules');
    if (source !== '.' && existsSync(own)) await symlink(own, join(target, 'node_modules'));
  }
}

/** Bundles `bench/NAME/main.ts`, and each `*-process.ts` beside it, which it starts by itself. Answers the path of the first. */
export async function buildBench(name: string, folder: string): Promise<string> {
  const source = join('bench', name);
  if (!existsSync(join(source, 'main.ts'))) throw new Error(`There is no bench "${name}".`);
  const entries = readdirSync(source).filter((file) => file === 'main.ts' || file.endsWith('-process.ts'));
  const outDir = join(folder, 'bench');
  await build({
    ...common,
    entry: entries.map((file) => join(source, file)),
    outDir,
    splitting: false,
  });
  await writeFile(join(outDir, 'package.json'), '{ "type": "module" }\n');
  return join(outDir, 'main.js');
}
