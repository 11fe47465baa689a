import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageFolders } from '../scripts/packages.ts';
import { channels, httpStatus, messageEventTypes, messageStatuses } from '../src/index.ts';
import { entryFiles } from './support/public-exports.ts';
import { exampleOf, hasJsx, linksOf, programOf } from './support/snippets.ts';

const run = promisify(execFile);
const pages = readdirSync('docs').filter((name) => name.endsWith('.md'));
const read = (name: string) => readFileSync(join('docs', name), 'utf8');

describe('the documentation', () => {
  let folder = '';
  const programs = pages.filter((name) => /\n```tsx?\n/.test(read(name)));
  const fileOf = (name: string, extension: string) => join(folder, name.replace(/\.md$/, extension));
  const programFile = (name: string) => fileOf(name, hasJsx(read(name)) ? '.tsx' : '.ts');

  beforeAll(() => {
    folder = mkdtempSync(resolve('test', '.docs-'));
    for (const name of programs) writeFileSync(programFile(name), programOf(read(name)));
    for (const entry of entryFiles())
      writeFileSync(
        fileOf(`${entry.replace(/\W+/g, '-')}.md`, '.ts'),
        programOf(exampleOf(readFileSync(entry, 'utf8'))),
      );
    const tsconfig = {
      extends: '../../tsconfig.json',
      compilerOptions: { noUnusedLocals: false, noUnusedParameters: false, jsx: 'react-jsx' },
      include: ['*.ts', '*.tsx', '../../src/**/*.d.ts'],
    };
    // MJML has no types of its own.
    const mjml =
      "declare module 'mjml' { export default function mjml2html(mjml: string): { html: string } }";
    writeFileSync(join(folder, 'mjml.d.ts'), mjml);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has code that compiles under strict TypeScript, and so has the head of each entry', async () => {
    const tsc = resolve('node_modules/typescript/bin/tsc');
    const said = await run(process.execPath, [tsc, '-p', folder]).catch((error) => error);
    expect(said.stdout).toBe('');
  }, 120_000);

  it.each(programs)(
    '%s has code that runs as printed',
    async (name) => {
      const args = ['--import', 'tsx', '--conditions=@postern/source', programFile(name)];
      await run(process.execPath, args, { timeout: 60_000 });
    },
    90_000,
  );

  it.each(pages)('%s links to pages beside it, which are published with it', (name) => {
    for (const link of linksOf(read(name))) expect(pages).toContain(link.replace('./', ''));
  });

  it('is listed page by page where one begins to read', () => {
    const listed = linksOf(read('README.md')).map((link) => link.replace('./', ''));
    expect(pages.filter((name) => name !== 'README.md' && !listed.includes(name))).toEqual([]);
  });

  it('says of each error code when it comes and what to do', () => {
    const errors = read('errors.md');
    for (const [code, status] of Object.entries(httpStatus))
      expect(errors).toMatch(new RegExp(`^\\| \`${code}\` \\| ${status} \\| .{10,} \\| .{10,} \\|$`, 'm'));
  });

  it('names each status', () => {
    const delivery = read('delivery.md');
    for (const status of messageStatuses) expect(delivery).toMatch(new RegExp(`^\\| \`${status}\` \\|`, 'm'));
  });

  it('shows how a message of each channel is sent', () => {
    const sending = read('sending.md');
    for (const channel of channels) expect(sending).toContain(`messaging.${channel}.send(`);
  });

  it('names each event of a message', () => {
    const events = read('events.md');
    for (const type of messageEventTypes)
      expect(events).toMatch(new RegExp(`^\\|.*\`message\\.${type}\``, 'm'));
  });

  it.each(packageFolders().slice(1))('%s has a README whose links hold where it is installed', (folder) => {
    for (const link of linksOf(readFileSync(join(folder, 'README.md'), 'utf8'))) {
      expect(link.startsWith('../')).toBe(false);
      expect([link, existsSync(join(folder, link))]).toEqual([link, true]);
    }
  });
});
