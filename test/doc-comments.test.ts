import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { entryFiles, programOfEntries, undocumented } from './support/public-exports.ts';

describe('what a package exports', () => {
  const program = programOfEntries();

  it.each(entryFiles())('%s says of each export what it is', (entry) => {
    expect(undocumented(program, entry)).toEqual([]);
  });

  it.each(entryFiles())('%s says at its head what it is for, with an example', (entry) => {
    const [head] = /^\/\*\*[\s\S]*?\*\//.exec(readFileSync(entry, 'utf8')) ?? [''];
    expect(head).toMatch(/^ \* @packageDocumentation$/m);
    expect(head).toMatch(/^ \* @example\n \* ```ts\n/m);
  });

  it('has no comment that says nothing', () => {
    const empty = program
      .getSourceFiles()
      .filter(({ fileName }) => !fileName.includes('/node_modules/'))
      .filter(({ text }) => /\/\*\*[\s*]*\*\//.test(text));
    expect(empty.map(({ fileName }) => fileName)).toEqual([]);
  });
});
