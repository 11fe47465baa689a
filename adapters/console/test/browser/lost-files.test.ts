import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { format, tool } from './support/editor.ts';
import { drawn, giveFiles } from './support/images.ts';
import { inBrowser } from './support/in-browser.ts';
import { pictures } from './support/pictures.ts';
import { button, errorOf, eventually, field, row } from './support/steps.ts';

const file = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.alloc(10, 7) });

/** The browser asks whether to leave; the answer is yes. */
async function reloaded(page: Page): Promise<void> {
  page.removeAllListeners('dialog');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
}

inBrowser('files of a draft after the page was loaded anew', ({ site: start, open }) => {
  it('are named, until they are added again or it is no longer wanted; a mail with a hole is not sent', async () => {
    const site = await start();
    const { page, faults } = await open(`${site.url}/email/compose?to=c1`);
    await field(page, 'Subject').fill('Plans');
    await field(page, 'Message').fill('Here are our plans for the summer.');
    await format(page);
    const logo = await drawn(page, { name: 'b.png', width: 60, height: 30 });
    await giveFiles(page, {}, [logo]);
    await field(page, 'What it shows').fill('Our logo');
    await page.keyboard.press('Enter');
    const picker = page.getByRole('group', { name: 'Files' }).locator('input[type=file]');
    await picker.setInputFiles([file('a.pdf'), file('c.pdf')]);
    await page.getByText('c.pdf (1 kB)').waitFor();
    expect(await page.getByText('added again').count()).toBe(0);

    await reloaded(page);
    await page.getByText('3 files have to be added again: a.pdf, c.pdf, b.png').waitFor();
    await field(page, 'Message').getByText('b.png').waitFor();
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'lost-files');
    await picker.setInputFiles(file('a.pdf'));
    await page.getByText('2 files have to be added again: c.pdf, b.png').waitFor();
    await button(page, 'Send e-mail').click();
    expect(await errorOf(page, 'Message')).toContain('No longer there: b.png.');

    // In its place.
    await field(page, 'Message').getByText('b.png').click();
    const chooser = page.waitForEvent('filechooser');
    await tool(page, 'Picture').click();
    await (await chooser).setFiles(logo);
    await field(page, 'What it shows').fill('The new logo');
    await page.keyboard.press('Enter');
    await page.getByText('1 file has to be added again: c.pdf').waitFor();
    await button(page, 'Close').click();
    await eventually(() => page.getByText('added again').count()).toBe(0);
    await button(page, 'Send e-mail').click();
    await row(page, 'Plans', 'Sent').waitFor();
    const { html = '', attachments = [] } = site.email.sent.at(-1) ?? {};
    expect(attachments.map(({ filename }) => filename)).toEqual(['a.pdf', 'b.png']);
    expect(html.match(/<img /g)).toHaveLength(1);
    expect(html).toContain('alt="The new logo"');
    expect(faults).toEqual([]);
  });
});
