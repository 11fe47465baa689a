import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program of this name lies: in a folder of PATH, or in one of these besides. */
export function executable(name: string, besides: readonly string[] = []): string | undefined {
  return [...(process.env.PATH ?? '').split(delimiter), ...besides]
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
