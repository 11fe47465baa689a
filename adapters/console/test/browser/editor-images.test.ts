import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { format, tool } from './support/editor.ts';
import { drawn, giveFiles } from './support/images.ts';
import { inBrowser } from './support/in-browser.ts';
import { pictures } from './support/pictures.ts';
import { button, eventually, field, focusedName, row } from './support/steps.ts';

const { POSTERN_SHOTS: shots } = process.env;
const shown = (page: Page) => field(page, 'Message').locator('img');
const preview = (page: Page) => page.frameLocator('iframe').locator('img');
const naturalWidth = (image: ReturnType<typeof shown>) =>
  image.evaluate((element) => Number(Reflect.get(element, 'naturalWidth')));

inBrowser('images in the text of a mail', ({ site: start, open }) => {
  it('are picked, described, shown in the preview, taken out and back, and go with the mail', async () => {
    const site = await start();
    const { page, faults } = await open(`${site.url}/email/compose?to=c1`);
    await field(page, 'Subject').fill('Summer');
    await field(page, 'Message').fill('Our summer programme is here, and we look forward to seeing you all.');
    await format(page);
    const photo = await drawn(page, { name: 'photo.jpg', width: 3000, height: 1500, type: 'image/jpeg' });
    const chooser = page.waitForEvent('filechooser');
    await tool(page, 'Picture').press('Enter');
    await (await chooser).setFiles([photo, await drawn(page, { name: 'logo.png', width: 80, height: 40 })]);

    await eventually(() => focusedName(page)).toBe('What it shows');
    await eventually(() => shown(page).count()).toBe(2);
    await page.keyboard.type('Tents by the lake');
    await page.getByRole('combobox', { name: 'Width' }).selectOption('450 px');
    expect(await violations(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/images-form-1280.png`, fullPage: true });
    await field(page, 'What it shows').press('Enter');
    // The next is asked about; left alone, it has no description.
    await eventually(() => field(page, 'What it shows').inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await eventually(() => focusedName(page)).toBe('Message');
    await page.getByText('1 picture has no description').waitFor();

    await eventually(() => preview(page).count()).toBe(2);
    await eventually(() => naturalWidth(preview(page).first())).toBeGreaterThan(400);
    expect(await naturalWidth(shown(page).first())).toBeGreaterThan(400);
    await pictures(page, 'images');

    // The logo only decorates.
    await shown(page).nth(1).click();
    await tool(page, 'Picture').click();
    await button(page, 'Put it in').click();
    await eventually(() => page.getByText('1 picture has no description').count()).toBe(0);
    await shown(page).first().click();
    await tool(page, 'Picture').click();
    expect(await field(page, 'What it shows').inputValue()).toBe('Tents by the lake');
    await button(page, 'Remove the picture').click();
    await eventually(() => preview(page).count()).toBe(1);
    await tool(page, 'Undo the last change').click();
    await eventually(() => preview(page).count()).toBe(2);
    await shown(page).nth(1).click();
    await page.keyboard.press('Delete');
    await eventually(() => shown(page).count()).toBe(1);

    await button(page, 'Send e-mail').click();
    await row(page, 'Summer', 'Sent').waitFor();
    const { html = '', text, attachments = [] } = site.email.sent.at(-1) ?? {};
    expect(attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ['photo.jpg', 'image/jpeg'],
    ]);
    expect(html).toContain(
      `<img src="cid:${attachments[0]?.contentId}" alt="Tents by the lake" width="450" style="display:block;max-width:100%`,
    );
    expect(text).toContain('Tents by the lake');
    // Wider than anybody sees it, it was made smaller.
    expect(attachments[0]?.content.length).toBeLessThan(photo.buffer.toString('base64').length);
    await row(page, 'Summer', 'Sent').getByRole('link').first().click();
    await eventually(() => naturalWidth(preview(page).first())).toBe(1200);
    expect(faults).toEqual([]);
  });

  it('are dropped and pasted, from the clipboard of Gmail too; what is none or too much is refused', async () => {
    const site = await start();
    const { page, faults } = await open(`${site.url}/email/compose?to=c1`);
    const editor = await format(page);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const refused = page.getByText(/^Not added: /);
    for (const [name, mimeType, buffer] of [
      ['drawing.svg', 'image/svg+xml', svg],
      ['drawing.png', 'image/png', svg],
      ['notes.jpg', 'image/jpeg', Buffer.from('Just some words.')],
      ['cut.png', 'image/png', Buffer.from('iVBORw0KGgoAAAANSUhEUg==', 'base64')],
    ] as const) {
      await giveFiles(page, { dropOn: editor }, [{ name, mimeType, buffer }]);
      await refused.filter({ hasText: name }).waitFor();
    }
    expect(await shown(page).count()).toBe(0);
    if (shots) await page.screenshot({ path: `${shots}/images-refused-1280.png`, fullPage: true });
    const noise = { width: 1200, height: 1300, noisy: true };
    const large = await Promise.all(
      ['one', 'two', 'three'].map((name) => drawn(page, { name: `${name}.png`, ...noise })),
    );
    await giveFiles(page, { dropOn: editor }, large);
    await refused.filter({ hasText: /that would be 1\d.* MB, and 10 MB is the most/ }).waitFor();
    expect(await shown(page).count()).toBe(0);

    const small = await drawn(page, { name: 'small.png', width: 20, height: 20 });
    await editor.focus();
    await giveFiles(page, {}, [small]);
    await eventually(() => focusedName(page)).toBe('What it shows');
    expect(await refused.count()).toBe(0);
    await page.keyboard.press('Escape');
    await eventually(() => focusedName(page)).toBe('Message');
    const base64 = small.buffer.toString('base64');
    const html = `<div>Hi <img src="data:image/png;base64,${base64}" width="15">there</div><img src="https://evil.example/x.png"><img src="data:image/svg+xml,<svg/>">`;
    await giveFiles(page, { html }, []);
    await eventually(() => focusedName(page)).toBe('What it shows');
    await page.keyboard.type('A dot');
    await page.keyboard.press('Enter');
    await eventually(() => shown(page).count()).toBe(2);
    await refused.filter({ hasText: 'image-2' }).waitFor();
    expect(await editor.innerText()).toMatch(/Hi[\s\S]*there/);

    await field(page, 'Subject').fill('Dots');
    await button(page, 'Send e-mail').click();
    await row(page, 'Dots', 'Sent').waitFor();
    const { html: sent = '', attachments = [] } = site.email.sent.at(-1) ?? {};
    expect(attachments.map(({ filename }) => filename)).toEqual(['small.png', 'image-1.png']);
    expect(sent).toContain(`alt="A dot" width="15"`);
    expect(sent).not.toContain('evil');
    expect(sent.match(/<img/g)).toHaveLength(2);
    expect(faults).toEqual([]);
  });
});
