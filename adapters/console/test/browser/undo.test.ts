import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { button, eventually, field, row } from './support/steps.ts';

const { POSTERN_SHOTS: shots } = process.env;

async function send(page: Page, subject: string): Promise<void> {
  await field(page, 'Subject').fill(subject);
  await field(page, 'Message').fill('At nine.');
  await button(page, 'Send e-mail').click();
  await page.getByText('The message to Jo Smith leaves in').waitFor();
}

inBrowser('taking back what was sent', ({ site: start, open }) => {
  it('opens it again as a draft, by the button and by Ctrl+Z, and it can be sent anew', async () => {
    const site = await start({ undoMs: 60_000 });
    const { page, faults } = await open(`${site.url}/email/compose?to=c1`);
    await send(page, 'Hours');
    await row(page, 'Hours', 'Scheduled').waitFor();
    expect(await violations(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/undo-1280.png` });
    await button(page, 'Undo').press('Enter');
    await page.getByText('Taken back: nothing was sent. The draft is here again.').waitFor();
    await eventually(() => field(page, 'Subject').inputValue()).toBe('Hours');
    expect(await field(page, 'Message').inputValue()).toBe('At nine.');

    await send(page, 'Hours, corrected');
    await row(page, 'Hours, corrected', 'Scheduled').waitFor();
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme: 'dark' });
    if (shots) await page.screenshot({ path: `${shots}/undo-360-dark.png` });
    await page.keyboard.press('Control+z');
    await eventually(() => field(page, 'Subject').inputValue()).toBe('Hours, corrected');
    const { items } = await site.messaging.email.history();
    const stand = items.map(({ subject, status }) => `${subject} ${status}`);
    expect(stand).toContain('[Acme] Hours canceled');
    expect(stand).toContain('[Acme] Hours, corrected canceled');
    expect(site.email.sent.length).toBe(1);
    expect(faults).toEqual([]);
  });

  it('leaves alone what is written meanwhile, and says when it is too late', async () => {
    const site = await start({ undoMs: 60_000 });
    const { page } = await open(`${site.url}/email/compose?to=c1`);
    await send(page, 'First');
    await page.goBack();
    await field(page, 'Subject').fill('Second');
    await button(page, 'Undo').click();
    await page.getByText('Taken back: nothing was sent.').waitFor();
    expect(await field(page, 'Subject').inputValue()).toBe('Second');
    await button(page, 'Discard draft').click();
    await button(page, 'Continue this draft').click();
    await eventually(() => field(page, 'Subject').inputValue()).toBe('First');

    await send(page, 'Third');
    const [third] = (await site.messaging.email.history()).items;
    await site.messaging.email.reschedule(third?.id ?? '', 'now');
    await eventually(() => site.email.sent.at(-1)?.subject).toBe('[Acme] Third');
    await button(page, 'Undo').click();
    await page.getByText('Too late: the message was on its way already.').waitFor();
  });

  it('is no longer offered once it has left, which it does though the page is closed', async () => {
    const site = await start({ undoMs: 1_500 });
    const { page } = await open(`${site.url}/email/compose?to=c1`);
    await send(page, 'Short');
    await button(page, 'Undo').waitFor({ state: 'detached' });
    await page.goto(`${site.url}/email/compose?to=c1`);
    await send(page, 'Closed');
    await page.close();
    await eventually(() => site.email.sent.at(-1)?.subject).toBe('[Acme] Closed');
  });
});
