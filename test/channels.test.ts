import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { channelRules, channels, isChannel } from '../src/index.ts';

const declaration = resolve('src/model/message.ts');

/** The files under a project's `src` that do not compile once there is a channel more. */
function filesBrokenBy(channel: string, project = '.'): string[] {
  const { config } = ts.readConfigFile(join(project, 'tsconfig.json'), ts.sys.readFile);
  const include = (config.include as string[]).filter((path) => path === 'src' || path.endsWith('.d.ts'));
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    { ...config, include },
    ts.sys,
    resolve(project),
  );
  const host = ts.createCompilerHost(options);
  const read = host.readFile;
  host.readFile = (file) => {
    const text = read(file);
    return resolve(file) === declaration
      ? text?.replace(/(export type Channel = )/, `$1'${channel}' | `)
      : text;
  };
  const program = ts.createProgram(fileNames, options, host);
  const broken = ts.getPreEmitDiagnostics(program).map(({ file }) => relative('.', file?.fileName ?? ''));
  return [...new Set(broken)].sort();
}

describe('a channel', () => {
  it('is a row of data: a third one does not compile before each of these is filled in', () => {
    expect(readFileSync(declaration, 'utf8')).toContain('export type Channel = ');
    expect(filesBrokenBy('push')).toEqual([
      'src/config.ts',
      'src/messaging.ts',
      'src/model/channel.ts',
      'src/sending/content.ts',
      'src/sending/input-types.ts',
      'src/sending/message-input.ts',
      'src/templates/define-template.ts',
      'src/testing/storage/fixtures.ts',
      'src/testing/transport-texts.ts',
    ]);
  }, 120_000);

  it('is a row, words and two parts of pages in the console, and its name on the wire', () => {
    const inConsole = filesBrokenBy('push', 'adapters/console/app').filter(
      (file) => !file.startsWith('src/'),
    );
    const app = 'adapters/console/app/src';
    const words = ['app', 'compose', 'history', 'overview', 'sender'];
    expect(inConsole).toEqual([
      `${app}/overview/overview-page.tsx`,
      `${app}/sender/sender-page.tsx`,
      `${app}/state/channels.ts`,
      ...words.map((part) => `${app}/strings/de-${part}.ts`),
      `${app}/strings/de.ts`,
      ...words.map((part) => `${app}/strings/en-${part}.ts`),
      `${app}/strings/en.ts`,
      'adapters/console/src/contract/common.ts',
    ]);
  }, 120_000);

  it('is never asked for by name: what differs is looked up', () => {
    // The key of a DKIM record's "s" tag happens to be called so (RFC 6376 §3.6.1).
    const asked = ts.sys
      .readDirectory(
        '.',
        ['.ts', '.tsx'],
        ['**/node_modules', '**/dist', '**/test'],
        ['src', 'adapters/*/src', 'adapters/*/app/src', 'examples/*/src'],
      )
      .flatMap((file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .filter((line) => /[!=]== '(email|sms)'/.test(line))
          .map((line) => `${relative('.', file)}: ${line.trim()}`),
      )
      .filter((line) => !line.startsWith('src/senders/domain/dkim-record.ts'));
    expect(asked).toEqual([]);
  });

  it('is known by its name alone', () => {
    expect(channels).toEqual(Object.keys(channelRules));
    expect(['email', 'sms', 'push', 'toString', undefined].filter(isChannel)).toEqual(['email', 'sms']);
  });
});
