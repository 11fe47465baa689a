import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureConsoleApp } from '../../../../../scripts/ensure-console-app.ts';

let copied: Promise<string> | undefined;

/** The built pages, in a folder of this process: a build that runs meanwhile would take the files away from a browser. */
export function builtApp(): Promise<string> {
  copied ??= copy();
  return copied;
}

async function copy(): Promise<string> {
  await ensureConsoleApp();
  const folder = mkdtempSync(join(tmpdir(), 'console-pages-'));
  cpSync(fileURLToPath(new URL('../../../dist/app', import.meta.url)), folder, { recursive: true });
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
