import { Buffer } from 'node:buffer';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { button, eventually, field, row } from './support/steps.ts';

const { POSTERN_SHOTS: shots } = process.env;
const file = (name: string, bytes: number, mimeType = 'application/pdf') => ({
  ...{ name, mimeType },
  buffer: Buffer.alloc(bytes, 7),
});

inBrowser('files of a message', ({ site: start, open }) => {
  it('are picked and dropped, refused where they are too much, removed, and sent by their names', async () => {
    const site = await start({ undoMs: 60_000 });
    const { page, faults } = await open(`${site.url}/email/compose?to=c1`);
    const input = page.locator('input[type=file]');
    await page.getByText('Up to 20 files, 10 MB together.').waitFor();
    await input.setInputFiles([file('Plan.pdf', 2_500_000), file('Übersicht.png', 10, 'image/png')]);
    const list = page.getByRole('list', { name: 'Files' });
    await list.getByText('Plan.pdf (2500 kB)').waitFor();
    await input.setInputFiles(file('film.mp4', 8_000_000, 'video/mp4'));
    await page.getByText('Not added: that would be 10.6 MB, and 10 MB is the most').waitFor();
    expect(await violations(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/files-1280.png`, fullPage: true });
    await input.setInputFiles(Array.from({ length: 19 }, (_, index) => file(`${index}.txt`, 1)));
    await page.getByText('Not added: a message has at most 20 files.').waitFor();
    await button(page, 'Remove Plan.pdf').press('Enter');
    await eventually(() => list.getByText('Plan.pdf').count()).toBe(0);

    const dropped = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File(['Hello'], 'note', { type: '' }));
      return data;
    })()`);
    await page.getByRole('group', { name: 'Files' }).dispatchEvent('drop', { dataTransfer: dropped });
    await list.getByText('note (1 kB)').waitFor();

    // Elsewhere in the page and back: they are there still.
    await page.getByRole('link', { name: 'Templates' }).click();
    await page.goBack();
    await list.getByText('note (1 kB)').waitFor();
    await field(page, 'Subject').fill('Findings');
    await field(page, 'Message').fill('See the files.');
    await page.context().setOffline(true);
    await button(page, 'Send e-mail').click();
    await page.getByText('No connection: not sent, the draft is kept.').waitFor();
    await page.context().setOffline(false);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await list.scrollIntoViewIfNeeded();
    if (shots) await page.screenshot({ path: `${shots}/files-360-dark.png` });
    await button(page, 'Send e-mail').click();
    await row(page, 'Findings', 'Scheduled').waitFor();
    await button(page, 'Undo').click();
    await list.getByText('note (1 kB)').waitFor();
    await button(page, 'Send e-mail').click();
    await row(page, 'Findings', 'Scheduled').waitFor();
    const [sent] = (await site.messaging.email.history()).items;
    const { content } = await site.messaging.email.get(sent?.id ?? '');
    expect(content?.attachments?.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ['Übersicht.png', 'image/png'],
      ['note', 'application/octet-stream'],
    ]);
    expect(faults).toEqual([]);
  });
});
