import type { Page } from 'playwright-core';

/** Does this in the page, and waits until nothing is asked for any more; where a call is named, that it was answered as well. */
export type Step = (name: string, act: () => Promise<unknown>, call?: string) => Promise<void>;

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
export const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
export const choice = (page: Page, group: string, name: string) =>
  page.getByRole('radiogroup', { name: group }).getByText(name, { exact: true });
export const dialog = (page: Page) => page.getByRole('dialog').last();
export const dialogButton = (page: Page, name: string | RegExp) =>
  dialog(page).getByRole('button', { name, exact: true });
/** Waits until the page says so. */
export const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
export const history = (base: string) => `${base}/email/history`;
export const firstRow = (page: Page) => page.getByRole('table').getByRole('row').nth(1);

/** A day in UTC, so many after today. */
export function dayAt(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
