import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { TestSite } from './site.ts';

/** As `expect`, of something that comes true in a while. */
export const eventually = <Value>(probe: () => Value | Promise<Value>) =>
  expect.poll(probe, { timeout: 20_000 });

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
export const linkTo = (page: Page, name: string | RegExp) => page.getByRole('link', { name, exact: true });
export const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { name, exact: true });

/** A field to type in, by its label. */
export const field = (page: Page | Locator, name: string) => page.getByRole('textbox', { name, exact: true });

/** The row of the history that holds all of these texts. */
export function row(page: Page, ...texts: readonly string[]) {
  const rows = page.getByRole('table').getByRole('row');
  return texts.reduce((found, hasText) => found.filter({ hasText }), rows);
}

const focused = `(() => {
  const element = document.activeElement;
  const label = element?.getAttribute('aria-label') ?? element?.labels?.[0]?.innerText ?? element?.innerText ?? '';
  return element === document.body ? '(the page)' : label.replace(/\\s*\\*\\s*$/, '').replace(/\\s+/g, ' ').trim();
})()`;

/** The name of what has the focus, as it is read out: its label, or its words. Where nothing has it, `(the page)`. */
export const focusedName = (page: Page) => page.evaluate<string>(focused);

/** The one-time code, once the mail with it has left. */
export async function codeFor(site: TestSite, address: string): Promise<string> {
  await eventually(() => site.codeSentTo(address)).toBeDefined();
  return site.codeSentTo(address) ?? '';
}

/** What stands under a field as its error. */
export async function errorOf(page: Page, label: string): Promise<string> {
  const input = page.getByRole('textbox', { name: label, exact: true });
  await eventually(() => input.getAttribute('aria-invalid')).toBe('true');
  const ids = (await input.getAttribute('aria-describedby'))?.split(' ') ?? [];
  const texts = await Promise.all(
    ids.map((id) => page.locator(`[id="${id}"]`).filter({ visible: true }).allInnerTexts()),
  );
  return texts.flat().join(' ');
}
