import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { fromDocs, fromExcel, fromGmail, fromWord, listsOfDocs, listsOfWord } from './support/clipboards.ts';
import { format, tool } from './support/editor.ts';
import { inBrowser } from './support/in-browser.ts';
import { pictures } from './support/pictures.ts';
import { button, errorOf, eventually, field, focusedName, row } from './support/steps.ts';

const message = (page: Page) => field(page, 'Message');

/** Into what has the focus, as a browser does it. */
const paste = (page: Page, html: string) =>
  page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', ${JSON.stringify(html)});
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  })()`);

inBrowser('the editor of formatted mails', ({ site: start, open }) => {
  it('is loaded when asked for, writes what mail programs show, and goes on with the draft after a reload', async () => {
    const site = await start();
    const { page, faults } = await open(`${site.url}/email/compose?to=c1`);
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    await field(page, 'Subject').fill('Hours');
    await message(page).fill('Dear Jo,\n\nwe are open');
    expect(loaded.filter((url) => url.includes('rich-editor'))).toEqual([]);
    await format(page);
    expect(loaded.filter((url) => url.includes('rich-editor')).length).toBe(1);
    await page.keyboard.press('Control+b');
    await page.keyboard.type(' daily');
    expect(await tool(page, 'Bold').getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('Control+b');
    await page.keyboard.press('Enter');
    await tool(page, 'List').click();
    await page.keyboard.type('nine');
    await page.keyboard.press('Enter');
    await page.keyboard.type('five');

    await tool(page, 'Button').click();
    await eventually(() => focusedName(page)).toBe('Words');
    await page.keyboard.press('Enter');
    await page.getByText('That is no address of a page, nor an e-mail address.').waitFor();
    await field(page, 'Leads to').fill('acme.example/book');
    await page.keyboard.press('Enter');
    await page.getByText('A button needs words.').waitFor();
    await field(page, 'Words').fill('Book now');
    await page.keyboard.press('Enter');
    await eventually(() => focusedName(page)).toBe('Message');
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'editor');

    await page.waitForFunction(`JSON.stringify(localStorage).includes('Book now')`);
    await page.reload();
    await eventually(() => message(page).locator('strong').innerText()).toBe(' daily');
    await message(page).getByText('Book now').waitFor();
    await button(page, 'Send e-mail').click();
    await row(page, 'Hours', 'Sent').waitFor();
    const { html = '', text } = site.email.sent.at(-1) ?? {};
    expect(html).toMatch(/<strong> daily<\/strong>.*<ul style="[^"]+"><li style="[^"]+">nine<\/li>/);
    expect(html).toMatch(/<table role="presentation".*<a href="https:\/\/acme.example\/book"/);
    expect(html).not.toMatch(/class=|data-|ProseMirror/);
    expect(text).toMatch(
      /^Dear Jo,\n\nwe are open daily\n\n[\s\S]*nine[\s\S]*Book now[\s\S]*https:\/\/acme.example\/book/,
    );
    expect(faults).toEqual([]);
  });

  it('takes what Word, Gmail and Google Docs give without their styles', async () => {
    const site = await start();
    const { page, faults } = await open(`${site.url}/email/compose?to=c1`);
    const editor = await format(page);
    const shown = async (html: string) => {
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Delete');
      await paste(page, html);
      const made = await editor.innerHTML();
      return made
        .replace(/ (?:rel|class|data-\w+)="[^"]*"/g, '')
        .replace(/&nbsp;/g, ' ')
        .replace(/(?<=.)<p>(?:<br>)?<\/p>$/, '');
    };
    expect(await shown(fromWord)).toBe(
      '<h1>Opening hours</h1><p>From <strong>Monday</strong> on, see <a href="https://acme.example/hours">our page</a>:</p>' +
        '<ol><li><p>Front door</p><ul><li><p>Bell</p></li></ul></li><li><p>Back door</p></li></ol><p>Regards</p>',
    );
    expect(await shown(fromGmail)).toBe(
      '<p>Hi Jo,</p><p>the <strong>new</strong> hours are <em>below</em>.<br>Nine to five.</p>' +
        '<blockquote><p>When are you open?</p></blockquote>',
    );
    expect(await shown(fromDocs)).toBe(
      '<h2>Plan</h2><p>Not bold, <strong>bold</strong>, <u>lined</u></p><ul><li><p>One</p></li></ul>',
    );
    expect(await shown(listsOfWord)).toBe(
      '<ol><li><p>Come in</p></li></ol><p>Then</p><ol start="2"><li><p>Sit down</p><ul><li><p>by the window</p></li></ul></li></ol>' +
        '<ul><li><p>Tea</p><ul><li><p>green</p></li></ul></li><li><p>Milk</p></li></ul>',
    );
    expect(await shown(listsOfDocs)).toBe(
      '<ul><li><p>deep</p></li><li><p>One</p><ol><li><p>first</p></li></ol></li><li><p>Two</p></li></ul>',
    );
    expect(await shown(fromExcel)).toBe(
      '<p><strong>Day</strong> | <strong>Hours</strong></p><p>Monday | 9 – 17</p><p>Sunday</p>',
    );
    expect(
      await shown(
        '<p onclick="x()">Hi<img src="https://evil.example/x.png"><script>x()</script><a href="javascript:x()">there</a></p>',
      ),
    ).toBe('<p>Hithere</p>');
    expect(faults).toEqual([]);
  });

  it('becomes plain text and formatted again, telling first what is lost; refuses an empty one', async () => {
    const site = await start();
    const { page, faults } = await open(`${site.url}/email/compose?to=c1`);
    await field(page, 'Subject').fill('Prices');
    await message(page).fill('Apples     3\nPears      4');
    await button(page, 'Format the text').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('columns, will no longer stand').waitFor();
    await button(page, 'Leave it as it is').click();
    expect(await message(page).inputValue()).toContain('Apples     3');
    await message(page).fill('Apples 3');
    await format(page);

    // Nothing is lost: nothing is asked.
    await button(page, 'Make it plain text').click();
    await eventually(() => message(page).inputValue()).toBe('Apples 3');
    await format(page);
    await page.keyboard.press('Control+a');
    await tool(page, 'Bold').click();
    await page.context().setOffline(true);
    await button(page, 'Make it plain text').click();
    await dialog.getByText('bold, italic and underlined letters go').waitFor();
    await dialog.getByRole('button', { name: 'Make it plain text' }).click();
    await page.getByText('The plain text could not be made. Nothing was changed.').waitFor();
    await page.context().setOffline(false);
    await dialog.getByRole('button', { name: 'Make it plain text' }).click();
    await eventually(() => message(page).inputValue()).toBe('Apples 3');

    await format(page);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await button(page, 'Send e-mail').click();
    expect(await errorOf(page, 'Message')).toContain('Write a message.');
    expect(site.email.sent.length).toBe(1);
    expect(faults).toEqual([]);
  });

  it('is used by keyboard alone: tools by arrow keys, a link by Ctrl+K, Escape back to the words', async () => {
    const site = await start();
    const { page, faults } = await open(`${site.url}/email/compose?to=c1`);
    await message(page).fill('See our page');
    await format(page);
    await page.keyboard.press('Shift+Tab');
    await eventually(() => focusedName(page)).toBe('Bold');
    await page.keyboard.press('ArrowLeft');
    await eventually(() => focusedName(page)).toBe('Do it again');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await eventually(() => focusedName(page)).toBe('Italic');
    await page.keyboard.press('Tab');
    await eventually(() => focusedName(page)).toBe('Message');
    await page.keyboard.press('Control+k');
    await eventually(() => focusedName(page)).toBe('Words');
    await page.keyboard.press('Escape');
    await eventually(() => focusedName(page)).toBe('Message');
    await page.keyboard.press('Control+Shift+ArrowLeft');
    await page.keyboard.press('Control+k');
    await eventually(() => focusedName(page)).toBe('Leads to');
    await page.keyboard.type('javascript:alert(1)');
    await page.keyboard.press('Enter');
    await page.getByText('That is no address of a page').waitFor();
    await field(page, 'Leads to').fill('acme.example');
    await page.keyboard.press('Enter');
    await eventually(() => message(page).locator('a').getAttribute('href')).toBe('https://acme.example');
    expect(await message(page).locator('a').innerText()).toBe('page');
    expect(faults).toEqual([]);
  });
});
