import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

declare global {
  var axe: { run(context: unknown, options: unknown): Promise<AxeResults> };
}

/** What axe finds on the page as it stands; mails in their frames are not ours. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(source);
  const found = await page.evaluate(
    (values) =>
      globalThis.axe.run({ exclude: ['iframe'] }, { runOnly: { type: 'tag', values }, iframes: false }),
    tags,
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} (${node.any.map(({ message }) => message).join('; ')})`),
  );
}
