import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageFolders } from '../scripts/packages.ts';

const importOf = /^(?:import|export)\b[^'"]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

function importsUnder(folder: string): { file: string; specifier: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(importOf)].map((match) => ({
        file,
        specifier: match[1] ?? match[2] ?? '',
      })),
    );
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function manifestOf(folder: string): Record<string, Record<string, string> | undefined> {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

describe('the boundary between core and adapters', () => {
  const core = importsUnder('src').filter(
    ({ specifier }) => !specifier.startsWith('.') && !specifier.startsWith('node:'),
  );

  it('lets the core import its own dependencies only: no adapter, no provider', () => {
    const allowed = Object.keys(manifestOf('.').dependencies ?? {});
    expect(core.length).toBeGreaterThan(5);
    expect(core.filter(({ specifier }) => !allowed.includes(packageOf(specifier)))).toEqual([]);
    expect(
      allowed.filter((name) => name.startsWith('@postern/') || ['nodemailer', 'twilio', 'pg'].includes(name)),
    ).toEqual([]);
  });

  it('keeps the core from reading the environment', () => {
    const readers = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => readFileSync(join('src', file), 'utf8').includes('process.env'));
    expect(readers).toEqual([]);
  });

  const adapters = packageFolders().filter((folder) => folder !== '.');

  it.each(adapters)(
    'lets %s import the core, its own dependencies and nothing of another adapter',
    (folder) => {
      const { dependencies = {}, peerDependencies = {} } = manifestOf(folder);
      const allowed = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
      expect(peerDependencies.postern).toBeDefined();
      expect(allowed.filter((name) => name.startsWith('@postern/'))).toEqual([]);
      const imports = importsUnder(join(folder, 'src'));
      const outside = imports.filter(
        ({ specifier }) => !specifier.startsWith('.') && !specifier.startsWith('node:'),
      );
      expect(outside.filter(({ specifier }) => !allowed.includes(packageOf(specifier)))).toEqual([]);
      // No reaching into the core's folders past its exports.
      expect(imports.filter(({ specifier }) => /^(\.\.\/){3,}/.test(specifier))).toEqual([]);
    },
  );
});
