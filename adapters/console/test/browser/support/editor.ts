import type { Locator, Page } from 'playwright-core';
import { button, eventually, field, focusedName } from './steps.ts';

/** A button of the editor's toolbar. */
export const tool = (page: Page, name: string) =>
  page.getByRole('toolbar').getByRole('button', { name, exact: true });

/** Goes over to the editor, which is loaded then. */
export async function format(page: Page): Promise<Locator> {
  await button(page, 'Format the text').click();
  await page.getByRole('toolbar', { name: 'Formatting' }).waitFor();
  await eventually(() => focusedName(page)).toBe('Message');
  return field(page, 'Message');
}
