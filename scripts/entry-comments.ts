import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolders } from './packages.ts';

interface Entry {
  readonly '@postern/source': string;
  readonly import: { readonly types: string };
  readonly require: { readonly types: string };
}

// What stands at the head of an entry says what it is for, with an example. The bundler of declarations leaves it out: it is put
// back here, where an editor and a documentation tool look for it.
for (const folder of packageFolders()) {
  const manifest: { readonly exports: Readonly<Record<string, string | Entry>> } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  for (const entry of Object.values(manifest.exports)) {
    if (typeof entry === 'string') continue;
    const source = join(folder, entry['@postern/source']);
    const [head] = /^\/\*\*[\s\S]*?\*\/\n/.exec(readFileSync(source, 'utf8')) ?? [];
    if (!head) throw new Error(`${source} does not say at its head what it is for.`);
    for (const { types } of [entry.import, entry.require]) {
      const file = join(folder, types);
      const declarations = readFileSync(file, 'utf8');
      if (!declarations.startsWith(head)) writeFileSync(file, head + declarations);
    }
  }
}
