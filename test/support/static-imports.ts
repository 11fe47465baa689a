import { build, type Metafile, type Plugin } from 'esbuild';

/** Ours are followed into their source; of others it matters only that they are asked for. */
const othersOutside: Plugin = {
  name: 'others stay outside',
  setup({ onResolve }) {
    const ours = /^(?:postern|@postern\/[^/]+)(?:\/|$)/;
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || ours.test(path) ? undefined : { path, external: true },
    );
  },
};

/**
 * What of packages is loaded along with a file: what it imports by `import … from`, and what that does; not what an `import()`
 * loads later.
 */
export async function importedWith(file: string): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [file],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    conditions: ['@postern/source'],
    plugins: [othersOutside],
    metafile: true,
    write: false,
    outdir: 'unwritten',
    logLevel: 'silent',
  });
  return importsFrom(metafile, file).filter((specifier) => !specifier.startsWith('node:'));
}

/** What is asked for from outside by a file and all that it is made of. */
function importsFrom({ inputs }: Metafile, first: string): readonly string[] {
  const files = new Set([first]);
  const outside: string[] = [];
  for (const file of files) {
    for (const { kind, path, external } of inputs[file]?.imports ?? []) {
      if (kind === 'dynamic-import') continue;
      if (external) outside.push(path);
      else files.add(path);
    }
  }
  return [...new Set(outside)].sort();
}
