import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { EmailInput } from 'postern';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { format } from './support/editor.ts';
import { drawn } from './support/images.ts';
import { inBrowser } from './support/in-browser.ts';
import { pictures } from './support/pictures.ts';
import type { TestSite } from './support/site.ts';
import { button, eventually, field, focusedName, row } from './support/steps.ts';

const pdf = (filename: string, bytes: number) => ({
  ...{ filename, contentType: 'application/pdf', content: Buffer.alloc(bytes, 7) },
});
const mail = {
  ...{ to: 'c1', subject: 'Findings', text: 'See the files.' },
  attachments: [pdf('findings.pdf', 3_000), pdf('bill.pdf', 2_000)],
};

const files = (page: Page) => page.getByRole('group', { name: 'Files' });
const listed = (page: Page) => files(page).getByRole('listitem');
/** Where the page fetches the files of messages. */
const fetched = '**/api/email/messages/*/files/*';
/** No file comes before it is let go; then those do not that break off. */
async function holding(page: Page, breaksOff: (place: number) => boolean): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(fetched, async (route) => {
    await held;
    const place = Number(route.request().url().split('/').at(-1));
    await (breaksOff(place) ? route.abort() : route.continue());
  });
  return () => release();
}

const unsaved = (page: Page) => {
  page.removeAllListeners('dialog');
  page.on('dialog', (dialog) => void dialog.accept());
};
const sentBy = (site: TestSite) => site.email.sent.filter(({ subject }) => subject?.endsWith('Findings'));

async function sent(site: TestSite, input: Partial<EmailInput> = {}): Promise<string> {
  const { id } = await site.messaging.email.send({ ...mail, ...input } as EmailInput);
  await eventually(async () => (await site.messaging.email.get(id)).status).toBe('sent');
  return id;
}

inBrowser('the files of a message that is changed and sent again', ({ site: start, open }) => {
  it('come along from the message page, can be taken off, and are sent as they were', async () => {
    const site = await start();
    const id = await sent(site);
    const { page, faults } = await open(`${site.url}/email/history?message=${id}`);
    await page.getByRole('link', { name: 'Change and send again' }).click();
    await eventually(() => listed(page).allInnerTexts()).toEqual(['findings.pdf (3 kB)', 'bill.pdf (2 kB)']);
    expect(await page.getByText('added again').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'again-files');
    await files(page)
      .locator('input[type=file]')
      .setInputFiles({
        ...{ name: 'new.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(1_000, 8) },
      });
    await page.getByText('new.pdf (1 kB)').waitFor();
    await button(page, 'Remove bill.pdf').press('Enter');
    await eventually(() => focusedName(page)).toBe('Remove findings.pdf');
    await field(page, 'Message').fill('See the files, corrected.');
    await button(page, 'Send e-mail').click();
    await row(page, 'Findings', 'Sent').first().waitFor();
    await eventually(() => sentBy(site).length).toBe(2);
    const [first, copy] = sentBy(site);
    expect(copy?.text).toBe('See the files, corrected.');
    expect(copy?.attachments.map(({ filename }) => filename)).toEqual(['findings.pdf', 'new.pdf']);
    expect(copy?.attachments[0]).toEqual(first?.attachments[0]);
    expect(faults).toEqual([]);
  });

  it('come once more after a reload, but for those taken off; what was added by hand is named', async () => {
    const site = await start();
    const id = await sent(site);
    const { page } = await open(`${site.url}/email/compose?again=${id}`);
    await button(page, 'Remove bill.pdf').click();
    await files(page)
      .locator('input[type=file]')
      .setInputFiles({
        ...{ name: 'new.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(1_000, 8) },
      });
    await page.getByText('new.pdf (1 kB)').waitFor();
    unsaved(page);
    await page.reload();
    await page.getByText('1 file has to be added again: new.pdf').waitFor();
    await eventually(() => listed(page).allInnerTexts()).toEqual(['findings.pdf (3 kB)']);
    await button(page, 'Send e-mail').click();
    await eventually(() => sentBy(site).length).toBe(2);
    expect(sentBy(site)[1]?.attachments.map(({ filename }) => filename)).toEqual(['findings.pdf']);
  });

  it('count toward what a message may weigh, together with a new one', async () => {
    const site = await start();
    const id = await sent(site, { attachments: [pdf('film.pdf', 9_500_000)] });
    const { page } = await open(`${site.url}/email/compose?again=${id}`);
    await page.getByText('film.pdf (9500 kB)').waitFor();
    const large = { name: 'new.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(600_000, 8) };
    await files(page).locator('input[type=file]').setInputFiles(large);
    await page
      .getByText('Not added: that would be 10.1 MB, and 10 MB is the most for one message.')
      .waitFor();
    await eventually(() => listed(page).allInnerTexts()).toEqual(['film.pdf (9500 kB)']);
    await button(page, 'Remove film.pdf').click();
    await files(page).locator('input[type=file]').setInputFiles(large);
    await button(page, 'Send e-mail').click();
    await eventually(() => sentBy(site)[1]?.attachments.map(({ filename }) => filename)).toEqual(['new.pdf']);
  });

  it('are waited for before it is sent; where they cannot be had it says so, and nothing leaves without them', async () => {
    const site = await start();
    const id = await sent(site);
    const { page } = await open(`${site.url}/email`);
    const release = await holding(page, (place) => place === 1);
    await page.goto(`${site.url}/email/compose?again=${id}`);
    await eventually(() => listed(page).allInnerTexts()).toEqual([
      ...['findings.pdf (3 kB) – being fetched', 'bill.pdf (2 kB) – being fetched'],
    ]);
    await button(page, 'Send e-mail').click();
    await pictures(page, 'again-files-waiting');
    release();
    await page.getByText('Files of the message could not be fetched').waitFor();
    await page.getByText('Not there yet: bill.pdf.').waitFor();
    expect(await listed(page).allInnerTexts()).toEqual([
      'findings.pdf (3 kB)',
      'bill.pdf (2 kB) – not there',
    ]);
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'again-files-missing');
    // Nor to several.
    await button(page, 'Write to several people').click();
    await files(page)
      .locator('input[type=file]')
      .setInputFiles({
        ...{ name: 'new.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(1_000, 8) },
      });
    await button(page, 'Remove new.pdf').click();
    await eventually(() => page.getByText('Not there yet').count()).toBe(0);
    await button(page, 'Check and send …').click();
    await page.getByText('Not there yet: bill.pdf.').waitFor();
    expect(sentBy(site)).toHaveLength(1);
    await page.unroute(fetched);
    await button(page, 'Try again').press('Enter');
    await eventually(() => listed(page).allInnerTexts()).toEqual(['findings.pdf (3 kB)', 'bill.pdf (2 kB)']);
    await eventually(() => focusedName(page)).toBe('Remove findings.pdf');
    expect(await page.getByText('Not there yet').count()).toBe(0);
    await button(page, 'Check and send …').click();
    await button(page, 'Send 1 message').click();
    await eventually(() => sentBy(site)[1]?.attachments).toEqual(sentBy(site)[0]?.attachments);
  });

  it('may be gone by now, with the message’s words or alone; a confidential one never comes', async () => {
    const site = await start();
    const id = await sent(site);
    const { page } = await open(`${site.url}/email/compose?again=${id}`);
    await eventually(() => listed(page).count()).toBe(2);
    await field(page, 'Message').fill('See the files, corrected.');
    await site.messaging.consumers.erase('c1');
    unsaved(page);
    await page.reload();
    await page.getByText('The content of the message that you want to send again was erased').waitFor();
    await page.getByText('The content of this message was erased, and its files with it.').waitFor();
    await button(page, 'Remove findings.pdf').click();
    await button(page, 'Remove bill.pdf').click();
    await eventually(() => page.getByText('Files of the message could not be fetched').count()).toBe(0);
    await button(page, 'Send e-mail').click();
    await eventually(() => sentBy(site)[1]?.attachments).toEqual([]);

    const sealed = await sent(site, { to: 'c2', confidential: true });
    await page.goto(`${site.url}/email/compose?again=${sealed}`);
    await page.getByText('is confidential and does not go out a second time').waitFor();
    expect(await listed(page).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'again-confidential');
    await page.goto(`${site.url}/email/compose?again=msg_none`);
    await page.getByText('The message that you want to send again is no longer there.').waitFor();
  });

  it('have its invitation among them, which can be taken off; answers go where they went, unless told otherwise', async () => {
    const site = await start();
    const content = 'BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n';
    const id = await sent(site, {
      attachments: [pdf('findings.pdf', 3_000)],
      calendar: { method: 'REQUEST', content, filename: 'fair.ics' },
      replyTo: { name: 'The fair', address: 'fair@acme.example' },
    });
    const { page, faults } = await open(`${site.url}/email/history?message=${id}`);
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'With an invitation (fair.ics).' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('fair.ics');
    expect(await readFile(await saved.path(), 'utf8')).toBe(content.replaceAll('\n', '\r\n'));
    await page.getByRole('link', { name: 'Change and send again' }).click();
    const all = ['With an invitation (fair.ics).', 'findings.pdf (3 kB)'];
    await eventually(() => listed(page).allInnerTexts()).toEqual(all);
    const answers = page.getByText('Answers go to The fair <fair@acme.example>');
    await answers.waitFor();
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'again-invitation');
    await field(page, 'Message').fill('It begins an hour later.');
    unsaved(page);
    await page.reload();
    await eventually(() => listed(page).allInnerTexts()).toEqual(all);
    await button(page, 'Write to several people').click();
    await button(page, 'Check and send …').click();
    await button(page, 'Send 1 message').click();
    await eventually(() => sentBy(site).length).toBe(2);
    const [first, copy] = sentBy(site);
    expect(first?.calendar?.filename).toBe('fair.ics');
    expect(copy?.calendar).toEqual(first?.calendar);
    expect(copy?.replyTo).toEqual({ name: 'The fair', address: 'fair@acme.example' });

    await page.goto(`${site.url}/email/compose?again=${id}`);
    await button(page, 'Remove fair.ics').press('Enter');
    await eventually(() => focusedName(page)).toBe('Remove findings.pdf');
    await button(page, 'Let answers go to the sender').press('Enter');
    await eventually(() => answers.count()).toBe(0);
    await button(page, 'Send e-mail').click();
    await eventually(() => sentBy(site).length).toBe(3);
    const { calendar, replyTo, attachments } = sentBy(site)[2] ?? {};
    expect([calendar, replyTo, attachments?.length]).toEqual([undefined, undefined, 1]);
    expect(faults).toEqual([]);
  });

  it('cannot leave with an invitation that is gone by now', async () => {
    const site = await start();
    const content = 'BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n';
    const id = await sent(site, { attachments: [], calendar: { method: 'REQUEST', content } });
    const { page } = await open(`${site.url}/email/compose?again=${id}`);
    await page.getByText('With an invitation (invite.ics).').waitFor();
    await site.messaging.consumers.erase('c1');
    await button(page, 'Send e-mail').click();
    // Beside the files, and no notice.
    await page
      .locator('form')
      .getByText('The content of this message was erased, and its files with it.')
      .waitFor();
    await pictures(page, 'again-invitation-gone');
    expect(sentBy(site)).toHaveLength(1);
    await button(page, 'Remove invite.ics').click();
    await button(page, 'Send e-mail').click();
    await eventually(() => sentBy(site)[1]?.subject).toBe('[Acme] Findings');
  });

  it('go to several people as well, and with pictures of the text, which the editor shows', async () => {
    const site = await start();
    const { page, faults } = await open(`${site.url}/email`);
    const logo = await drawn(page, { name: 'logo.png', width: 60, height: 30 });
    const image = {
      filename: 'logo.png',
      contentType: 'image/png',
      content: logo.buffer,
      contentId: 'logo@x',
    };
    await sent(site, {
      html: '<p>Dear <strong>all</strong></p><p><img src="cid:logo@x" alt="Our logo"></p>',
      attachments: [...mail.attachments, image],
    });
    // Where the editor is there at once, it waits for its pictures.
    await page.getByRole('navigation').getByRole('link', { name: 'Compose' }).click();
    await format(page);
    await page.getByRole('toolbar', { name: 'Formatting' }).waitFor();
    const release = await holding(page, () => false);
    await page.getByRole('link', { name: 'History' }).click();
    await row(page, 'Findings', 'Sent').click();
    await page.getByRole('link', { name: 'Change and send again' }).click();
    await page.getByRole('status', { name: 'The editor is loaded …' }).waitFor();
    release();
    const shown = field(page, 'Message').getByRole('img', { name: 'Our logo' });
    await eventually(() => shown.getAttribute('src')).toBe(
      `data:image/png;base64,${logo.buffer.toString('base64')}`,
    );
    await eventually(() => listed(page).allInnerTexts()).toEqual(['findings.pdf (3 kB)', 'bill.pdf (2 kB)']);
    const previewed = page.frameLocator('iframe').getByRole('img', { name: 'Our logo' });
    await eventually(() => previewed.getAttribute('src')).toContain('data:image/png;base64,');
    await pictures(page, 'again-images');
    await button(page, 'Write to several people').click();
    await button(page, 'Paste a list').click();
    await field(page, 'A list, one person a line').fill('ada@people.example');
    await button(page, 'Add to the list').click();
    await button(page, 'Check and send …').click();
    await button(page, 'Send 2 messages').click();
    await page.getByText('All are done: nothing waits any more.').waitFor();
    const [first, ...copies] = sentBy(site);
    expect(copies.map(({ attachments }) => attachments)).toEqual([first?.attachments, first?.attachments]);
    expect(copies[0]?.html).toContain('src="cid:logo@x"');
    expect(faults).toEqual([]);
  });
});
