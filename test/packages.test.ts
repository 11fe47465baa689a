import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageFolders } from '../scripts/packages.ts';
import { allowedFor } from './support/light-packages.ts';

interface Manifest {
  readonly name: string;
  readonly exports: Record<string, unknown>;
  readonly dependencies?: Record<string, string>;
}
const manifests = packageFolders().map(
  (folder): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
);
const entries = manifests.flatMap(({ name, exports }) =>
  Object.entries(exports)
    .filter(([, target]) => typeof target === 'object')
    .map(([path]) => join(name, path)),
);

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** A service's own test, in CommonJS: the packages by themselves, and as a provider of NestJS. */
const inJest = `
require('reflect-metadata');
const { Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { Messaging } = require('postern');
const { memory, memoryTransport } = require('@postern/memory');
const { testMessaging } = require('@postern/memory/testing');

test('a service is tested with messaging in memory', async () => {
  const t = await testMessaging({});
  await t.messaging.sms.send({ to: { address: '+447400123456' }, text: 'Hello' });
  await t.deliverAll();
  t.expectSent({ to: '+447400123456', text: /Hello/ });
  await t.stop?.();
});

test('NestJS injects it', async () => {
  const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
  const site = { id: 'acme', name: 'Acme' };
  const useFactory = () => new Messaging({ site, secret: 'x'.repeat(32), ...memory(), sms });
  class App {}
  Module({ providers: [{ provide: Messaging, useFactory }] })(App);
  const app = await NestFactory.createApplicationContext(App, { logger: false });
  await app.get(Messaging).sms.send({ to: { address: '+447400123456' }, text: 'Hello' });
  await app.get(Messaging).deliverDue();
  expect(sms.sent.map(({ text }) => text)).toEqual(['Acme: Hello']);
  await app.close();
});
`;

/** What every package is there for: one export of each entry that must be found again in the installed tarball. */
const project = mkdtempSync(join(tmpdir(), 'postern-install-'));
// npm hands its settings for this repository down to what it runs; a host's project has its own.
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => name.toLowerCase() !== 'npm_config_allow_scripts'),
);
const run = (command: string, args: readonly string[], cwd = project) =>
  execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: 'pipe' });

describe('the packages as they are published', () => {
  beforeAll(() => {
    execFileSync('npm', ['run', '--silent', 'build', '--', '--if-changed'], { stdio: 'pipe' });
    const tarballs = join(project, 'tarballs');
    mkdirSync(tarballs);
    for (const folder of packageFolders())
      run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', tarballs], resolve(folder));
    writeFileSync(
      join(project, 'package.json'),
      JSON.stringify({ name: 'host', private: true, version: '1.0.0' }),
    );
    const files = readdirSync(tarballs).map((file) => join(tarballs, file));
    run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...files]);
  }, 300_000);

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it('are all there to be installed together', () => {
    expect(manifests.length).toBeGreaterThan(3);
    const installed = JSON.parse(run('npm', ['ls', '--json', '--depth=0']));
    expect(Object.keys(installed.dependencies).sort()).toEqual(manifests.map(({ name }) => name).sort());
  });

  it.each(entries)('%s can be imported, and required', (entry) => {
    const imported = run(process.execPath, [
      '--input-type=module',
      '-e',
      `console.log(Object.keys(await import('${entry}')).length)`,
    ]);
    const required = run(process.execPath, ['-e', `console.log(Object.keys(require('${entry}')).length)`]);
    expect(Number(imported)).toBeGreaterThan(0);
    expect(Number(required)).toBe(Number(imported));
  });

  // As Jest and loaders that hook `require` do it: on their own, an ES module cannot be required.
  it.each(entries)('%s can be required where no ES module can be', (entry) => {
    const script = `console.log(Object.keys(require('${entry}')).length)`;
    const required = run(process.execPath, ['--no-experimental-require-module', '-e', script]);
    expect(Number(required)).toBeGreaterThan(0);
  });

  it.each(entries.filter((entry) => !entry.endsWith('/testing')))(
    '%s requires nothing that some hosts do not need',
    (entry) => {
      const script = `require('${entry}'); console.log(Object.keys(require.cache).join('\\n'))`;
      const loaded = run(process.execPath, ['-e', script]).trim().split('\n');
      const names = loaded.flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
      const others = new Set(names.filter((name) => !manifests.some((one) => one.name === name)));
      const allowed = allowedFor(entry).map(packageOf);
      expect([...others].filter((name) => !allowed.includes(name))).toEqual([]);
    },
  );

  it('load what sending takes when they start, and not before', () => {
    const script = `
      const { Messaging } = require('postern');
      const { memory, memoryTransport } = require('@postern/memory');
      const heavy = ['libphonenumber-js', 'html-to-text', 'liquidjs', 'tldts'];
      const loaded = () => heavy.filter((name) => Object.keys(require.cache).some((file) => file.includes('/node_modules/' + name + '/')));
      const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
      const messaging = new Messaging({ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), ...memory(), sms });
      const before = loaded();
      messaging.start().then(() => console.log(JSON.stringify([before, loaded()]))).then(() => messaging.stop());
    `;
    expect(JSON.parse(run(process.execPath, ['-e', script]))).toEqual([[], ['libphonenumber-js']]);
  });

  it.each(['esm', 'cjs'] as const)('are put into one file by a bundler, as %s', async (format) => {
    const script = `
      import { Messaging } from 'postern';
      import { memory, memoryTransport } from '@postern/memory';
      import { defineTemplate } from 'postern/templates';
      import { z } from 'zod';
      const email = memoryTransport({ channel: 'email' });
      const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
      const schema = z.object({ name: z.string() });
      const hello = defineTemplate({ id: 'hello', channel: 'sms', text: 'Hello {{ name }}', schema });
      const site = { id: 'acme', name: 'Acme' };
      const messaging = new Messaging({ site, secret: 'x'.repeat(32), ...memory(), email, sms, templates: [hello] });
      async function run() {
        await messaging.sms.send({ to: { address: '+447400123456' }, template: hello, data: { name: 'Jo' } });
        await messaging.deliverDue();
        console.log(sms.sent[0].text, (await messaging.email.preview({ subject: 's', html: '<p>read</p>' })).text);
      }
      run();
    `;
    const outfile = join(project, `bundle-${format}.${format === 'esm' ? 'mjs' : 'cjs'}`);
    const stdin = { contents: script, resolveDir: project };
    // What of others is CommonJS asks for Node's own modules by `require`, which an ES module has to be given.
    const js =
      "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);";
    const banner = format === 'esm' ? { js } : {};
    await build({ stdin, outfile, format, banner, bundle: true, platform: 'node', logLevel: 'silent' });
    expect(run(process.execPath, [outfile]).trim()).toBe('Acme: Hello Jo read');
  });

  it('are loaded by Jest, and by a NestJS application', () => {
    writeFileSync(
      join(project, 'jest.config.json'),
      JSON.stringify({ modulePaths: [resolve('node_modules')] }),
    );
    writeFileSync(join(project, 'service.test.js'), inJest);
    const output = run(process.execPath, [resolve('node_modules/jest/bin/jest.js'), '--json', '--silent']);
    expect(JSON.parse(output)).toMatchObject({ success: true, numPassedTests: 2 });
  }, 120_000);

  it.each(['commonjs', 'module'])(
    'run the quick start as printed, in a project of type "%s"',
    (type) => {
      const host = mkdtempSync(join(project, 'quickstart-'));
      run('npm', ['init', '-y', '--silent'], host);
      run('npm', ['pkg', 'set', `type=${type}`], host);
      writeFileSync(join(host, 'quickstart.ts'), readFileSync('examples/quickstart/src/main.ts'));
      const output = run(process.execPath, ['--import', import.meta.resolve('tsx'), 'quickstart.ts'], host);
      expect(output).toContain('In the history: "[Acme] Invoice 10" to Ada Lovelace, sent');
    },
    120_000,
  );

  it("say at the head of each entry's types what it is for", () => {
    const heads = manifests.flatMap(({ name, exports }) =>
      JSON.stringify(exports)
        .match(/[^"]+\.d\.c?ts/g)
        ?.map((file) => readFileSync(join(project, 'node_modules', name, file), 'utf8').slice(0, 3_000)),
    );
    expect(heads.length).toBe(2 * entries.length);
    for (const head of heads)
      expect(head).toMatch(
        /^\/\*\*\n(?:(?!\*\/)[\s\S])*@example(?:(?!\*\/)[\s\S])*@packageDocumentation\n \*\//,
      );
  });

  it('tell nobody where they were built', () => {
    const built = manifests.flatMap(({ name }) => {
      const dist = join(project, 'node_modules', name, 'dist');
      return readdirSync(dist, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(c?js|map|c?ts)$/.test(file))
        .map((file) => join(dist, file));
    });
    expect(built.length).toBeGreaterThan(20);
    expect(built.filter((file) => readFileSync(file, 'utf8').includes(resolve('.')))).toEqual([]);
  });

  it('send a message in a project that knows nothing but them', () => {
    const script = `
      import { Messaging } from 'postern';
      import { memory, memoryTransport } from '@postern/memory';
      const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
      const messaging = new Messaging({ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), ...memory(), sms });
      await messaging.sms.send({ to: { address: '+447400123456' }, text: 'Hello' });
      await messaging.deliverDue();
      console.log(sms.sent[0].text);
    `;
    expect(run(process.execPath, ['--input-type=module', '-e', script]).trim()).toBe('Acme: Hello');
  });

  it.each([
    ['module', "import { testMessaging } from '@postern/memory/testing';"],
    ['commonjs', "const { testMessaging } = require('@postern/memory/testing');"],
  ])('render what people write on a thread of its own, from a %s', (type, load) => {
    const script = `${load}
      (async () => {
        const { email } = (await testMessaging()).messaging;
        await email.templates.save({ id: 'a', name: 'A', subject: 's', text: 'Hello {{ n }}' });
        console.log((await email.templates.render('a', { n: 'Jo' })).text);
      })();`;
    expect(run(process.execPath, [`--input-type=${type}`, '-e', script]).trim()).toBe('Hello Jo');
  });

  it('carry no source and no tests, but a licence and a readme', () => {
    for (const { name } of manifests) {
      const files = readdirSync(join(project, 'node_modules', name), {
        recursive: true,
        encoding: 'utf8',
      }).filter((file) => !file.includes('node_modules'));
      expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json']));
      expect(files.filter((file) => /(^|\/)(src|test)\//.test(file) && !file.startsWith('dist/'))).toEqual(
        [],
      );
    }
  });
});

describe('a release', () => {
  it('takes a minor for a minor: a change of the core does not bump its adapters to 1.0', () => {
    const copy = mkdtempSync(join(tmpdir(), 'postern-release-'));
    try {
      run('git', ['clone', '--quiet', '--depth=1', `file://${resolve('.')}`, copy], copy);
      execFileSync('ln', ['-s', resolve('node_modules'), join(copy, 'node_modules')]);
      for (const file of readdirSync(join(copy, '.changeset')))
        if (file.endsWith('.md') && file !== 'README.md') rmSync(join(copy, '.changeset', file));
      writeFileSync(join(copy, '.changeset', 'trial.md'), '---\n"postern": minor\n---\n\nA trial.\n');
      run(resolve('node_modules/.bin/changeset'), ['version'], copy);
      const versionOf = (folder: string) =>
        JSON.parse(readFileSync(join(copy, folder, 'package.json'), 'utf8')).version;
      const versionBefore = (folder: string): string =>
        JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
      const [, minor] = versionBefore('.').split('.').map(Number);
      expect(versionOf('.')).toBe(`0.${(minor ?? 0) + 1}.0`);
      for (const folder of packageFolders().slice(1))
        expect([folder, versionOf(folder)]).toEqual([folder, versionBefore(folder)]);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
