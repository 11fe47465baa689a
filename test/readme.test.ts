import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const readme = readFileSync('README.md', 'utf8');
const quickStart = /<!-- quickstart: (\S+) -->\n```ts\n([\s\S]*?)```/.exec(readme);

describe('the README', () => {
  it('prints the quick start as it stands in the examples', () => {
    expect(quickStart?.[2]).toBe(readFileSync(quickStart?.[1] ?? '', 'utf8'));
  });

  it('has a quick start that runs as printed', () => {
    const folder = mkdtempSync(resolve('test', '.readme-'));
    try {
      const file = join(folder, 'quickstart.ts');
      writeFileSync(file, quickStart?.[2] ?? '');
      const output = execFileSync(
        process.execPath,
        ['--import', 'tsx', '--conditions=@postern/source', file],
        { encoding: 'utf8' },
      );
      expect(output).toContain('In the history: "[Acme] Invoice 10" to Ada Lovelace, sent');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!http)([^)#]+)/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThan(4);
    for (const link of links)
      expect(() => readFileSync(link.endsWith('.md') ? link : join(link, 'package.json'))).not.toThrow();
  });
});
