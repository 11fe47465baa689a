import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import { eventually, heading, linkTo, row } from './support/steps.ts';

/** The rows that are there when the browser lays out the sheets: heard after the page has made itself ready. */
async function print(page: Page) {
  await page.evaluate(`addEventListener('beforeprint', () => {
    globalThis.printed = document.querySelectorAll('[role=row]').length;
  }, { once: true })`);
  const pdf = await page.pdf({ format: 'A4' });
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  return { sheets, rows: await page.evaluate<number>('globalThis.printed') };
}

inBrowser('the history on paper', ({ site: start, open }) => {
  it('holds every message that was loaded, says that there are more, and is a list near the window afterwards', async () => {
    const site = await start();
    for (let count = 1; count <= 120; count += 1) {
      await site.messaging.email.send({ to: 'c1', subject: `Number ${count}`, text: 'Text', origin: 'web' });
    }
    const { page, faults } = await open(`${site.url}/email/history`);
    await row(page, 'Number 120').waitFor();
    const loaded = await site.messaging.email.history({ limit: 50 });
    const first = await print(page);
    expect(first.rows).toBe(loaded.items.length + 1);
    const more = page.getByText('There are more messages: those that were not loaded are not printed.');
    expect(await more.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await more.isVisible()).toBe(true);
    await page.emulateMedia({ media: null });

    for (let turn = 0; turn < 4; turn += 1) {
      await page.mouse.wheel(0, 20_000);
      await page.waitForTimeout(300);
    }
    await page.getByText('That is all.').waitFor();
    const whole = await print(page);
    // The one with the code is among them, and the heading.
    expect(whole.rows).toBe(122);
    expect(whole.sheets).toBeGreaterThan(first.sheets);
    await eventually(() => page.getByRole('table').getByRole('row').count()).toBeLessThan(80);
    expect(faults).toEqual([]);
  });

  it('has no menu, filters and buttons on it, and dark letters', async () => {
    const site = await start();
    await site.messaging.email.send({ to: 'c1', subject: 'Number 1', text: 'Text' });
    const { page } = await open(`${site.url}/email/history`, { colorScheme: 'dark' });
    await row(page, 'Number 1').waitFor();
    await page.emulateMedia({ media: 'print' });
    await heading(page, 'E-mail history').waitFor();
    expect(await row(page, 'Number 1').isVisible()).toBe(true);
    expect(await linkTo(page, 'Templates').isVisible()).toBe(false);
    expect(await page.getByRole('searchbox').isVisible()).toBe(false);
    expect(await page.getByText('Live', { exact: true }).isVisible()).toBe(false);
    expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
    const ink = await page.evaluate<string>(
      `getComputedStyle(document.querySelector('[role=row][data-index]')).color`,
    );
    expect(ink).toBe('rgb(0, 0, 0)');
    expect(await page.evaluate<string>('getComputedStyle(document.documentElement).colorScheme')).toBe(
      'light',
    );
  });
});
