import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The folders of the packages that are published: the core at the root, then each adapter. */
export function packageFolders(): string[] {
  const adapters = readdirSync('adapters')
    .map((name) => join('adapters', name))
    .filter((folder) => existsSync(join(folder, 'package.json')));
  return ['.', ...adapters.sort()];
}
