import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/** Each room rests only on those before it; `ARCHITECTURE.md` says what each holds. Rooms in one line know nothing of each other. */
const rooms: readonly (readonly string[])[] = [
  ['errors'],
  ['model'],
  ['interfaces'],
  ['secrets', 'adapter'],
  ['templates'],
  ['wiring'],
  ['feedback'],
  ['sending'],
  ['senders', 'history', 'web'],
  ['delivery'],
  ['subscriptions'],
  ['webhooks'],
  ['face'],
];

/** The files that stand flat in `src/` are the face, but for what the rooms rest on. */
function roomOf(file: string): string {
  const [room = '', ...rest] = file.split('/');
  if (rest.length > 0) return room;
  if (room === 'errors.ts') return 'errors';
  if (room === 'adapter.ts') return 'adapter';
  const shared = ['wiring.ts', 'events.ts', 'audit.ts', 'telemetry.ts', 'logging.ts'];
  return shared.includes(room) ? 'wiring' : 'face';
}

describe('the rooms of the core', () => {
  const floorOf = (file: string) => rooms.findIndex((names) => names.includes(roomOf(file)));
  const arrows = importsUnder('src')
    .filter(({ file, specifier }) => specifier.startsWith('.') && !file.startsWith('testing/'))
    .map(({ file, specifier }) => ({ from: file, to: join(dirname(file), specifier) }));

  it('gives every file a room, and keeps the core out of its test suites', () => {
    expect(arrows.length).toBeGreaterThan(300);
    const homeless = arrows.flatMap(({ from, to }) => [from, to]).filter((file) => floorOf(file) < 0);
    expect([...new Set(homeless)]).toEqual([]);
  });

  it('lets a room rest only on those before it', () => {
    const upwards = arrows.filter(
      ({ from, to }) => roomOf(from) !== roomOf(to) && floorOf(to) >= floorOf(from),
    );
    expect(upwards).toEqual([]);
  });

  it('rests on nothing that is there for adapters only', () => {
    const used = arrows.filter(({ from, to }) => roomOf(to) === 'adapter' && roomOf(from) !== 'adapter');
    expect(used).toEqual([]);
  });
});

describe('every package', () => {
  it.each(packageFolders())('%s has no circle of imports', (folder) => {
    const next = new Map<string, string[]>();
    for (const { file, specifier } of importsUnder(join(folder, 'src'))) {
      if (specifier.startsWith('.'))
        next.set(file, [...(next.get(file) ?? []), join(dirname(file), specifier)]);
    }
    const done = new Set<string>();
    const circles: string[] = [];
    const walk = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (path.includes(file) || done.has(file)) return;
      for (const to of next.get(file) ?? []) walk(to, [...path, file]);
      done.add(file);
    };
    for (const file of next.keys()) walk(file, []);
    expect(circles).toEqual([]);
  });
});
