import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { languages } from '../adapters/console/app/src/strings/languages.ts';
import { channelRules, channels, isChannel } from '../src/index.ts';

/** A type that a new channel extends: where it stands, and what it is found by. */
interface Declaration {
  readonly file: string;
  readonly before: string;
}
const channelType: Declaration = { file: 'src/model/channel-name.ts', before: 'export type Channel = ' };
const addressField: Declaration = { file: 'src/model/channel.ts', before: 'readonly consumerField: ' };

/** No channel's name. */
const another = 'pigeon';

/** The files under these folders of a project that do not compile once a union has a member more. */
function filesBrokenBy(
  { file: declaration, before }: Declaration,
  { project = '.', folders = ['src'] }: { project?: string; folders?: readonly string[] } = {},
): string[] {
  expect(readFileSync(declaration, 'utf8').split(before)).toHaveLength(2);
  const { config } = ts.readConfigFile(join(project, 'tsconfig.json'), ts.sys.readFile);
  const given: readonly string[] = config.include;
  const include = [...folders, ...given.filter((path) => path.endsWith('.d.ts'))];
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    { ...config, include },
    ts.sys,
    resolve(project),
  );
  const host = ts.createCompilerHost(options);
  const read = host.readFile;
  host.readFile = (file) => {
    const text = read(file);
    return resolve(file) === resolve(declaration) ? text?.replace(before, `${before}'${another}' | `) : text;
  };
  const program = ts.createProgram(fileNames, options, host);
  const broken = ts.getPreEmitDiagnostics(program).map(({ file }) => relative('.', file?.fileName ?? ''));
  return [...new Set(broken)].sort();
}

describe('a channel', () => {
  it('is a row of data: a third one does not compile before each of these is filled in', () => {
    expect(filesBrokenBy(channelType)).toEqual([
      'src/config.ts',
      'src/messaging.ts',
      'src/model/channel.ts',
      'src/sending/check-many.ts',
      'src/sending/content.ts',
      'src/sending/input-types.ts',
      'src/sending/load-ahead.ts',
      'src/sending/message-input.ts',
      'src/templates/template.ts',
      'src/testing/storage/fixtures.ts',
      'src/testing/transport-texts.ts',
    ]);
  }, 120_000);

  it('has a transport of its own in the test kit, whose sent messages are among the others', () => {
    expect(filesBrokenBy(channelType, { folders: ['adapters/memory/src'] })).toContain(
      'adapters/memory/src/testing/test-messaging.ts',
    );
  }, 120_000);

  it('may be reached by a field of its own, which each directory reads and the console is told', () => {
    const folders = ['src', 'adapters/memory/src', 'adapters/postgres/src', 'adapters/console/src'];
    expect(filesBrokenBy(addressField, { folders })).toEqual([
      'adapters/console/src/contract/messages.ts',
      'adapters/memory/src/memory-consumers.ts',
      'adapters/postgres/src/host/consumers.ts',
      'src/sending/recipients.ts',
    ]);
  }, 120_000);

  it('is a row, words and two parts of pages in the console, and its name on the wire', () => {
    const inConsole = filesBrokenBy(channelType, { project: 'adapters/console/app' }).filter(
      (file) => !file.startsWith('src/'),
    );
    const app = 'adapters/console/app/src';
    const words = ['app', 'compose', 'history', 'many', 'notes', 'overview', 'sender', 'suppressions'];
    expect(inConsole).toEqual([
      `${app}/overview/overview-page.tsx`,
      `${app}/sender/sender-page.tsx`,
      `${app}/state/channels.ts`,
      ...Object.keys(languages)
        .sort()
        .flatMap((language) =>
          [...words, 'index'].sort().map((part) => `${app}/strings/${language}/${part}.ts`),
        ),
      'adapters/console/src/contract/common.ts',
    ]);
  }, 120_000);

  it('is never asked for by name, nor listed beside the others: what differs is looked up', () => {
    const names = channels.join('|');
    const comparison = new RegExp(`[!=]== '(${names})'`);
    const list = new RegExp(`['"\`](${names})['"\`]( \\|| or) ['"\`](${names})['"\`]`);
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
          .filter((line) => comparison.test(line) || list.test(line))
          .map((line) => `${relative('.', file)}: ${line.trim()}`),
      )
      .filter((line) => !line.startsWith('src/senders/domain/dkim-record.ts'))
      .filter((line) => !line.startsWith(`${channelType.file}: ${channelType.before}`));
    expect(asked).toEqual([]);
  });

  it('is known by its name alone', () => {
    expect(channels).toEqual(Object.keys(channelRules));
    expect([...channels, another, 'toString', undefined].filter(isChannel)).toEqual(channels);
  });
});
