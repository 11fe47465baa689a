import type { Page } from 'playwright-core';

const shots = process.env.POSTERN_SHOTS;

/** Where `POSTERN_SHOTS` names a folder: the page as it stands, light and dark, at three widths, to be looked at. */
export async function pictures(page: Page, name: string): Promise<void> {
  if (!shots) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 768, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize({ width: 1280, height: 900 });
}
