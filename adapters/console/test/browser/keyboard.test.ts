import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import { enterRecords } from './support/records.ts';
import { domain, sender } from './support/site.ts';
import { codeFor, eventually, focusedName, heading, row } from './support/steps.ts';

/** More than any page has. */
const stopsAtMost = 120;

/** Goes to something by the Tab key alone. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < stopsAtMost; stop += 1) {
    const here = await focusedName(page);
    if (typeof name === 'string' ? here === name : name.test(here)) return;
    passed.push(here);
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not reach ${name}. It passed ${[...new Set(passed)].join(' | ')}`);
}

async function type(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

inBrowser('the keyboard alone', ({ site: start, open }) => {
  it('does the whole mission', async () => {
    const site = await start({ senderReady: false });
    const { page } = await open(site.url);
    await page.getByText('There is no sender yet').waitFor();

    // The first stop skips the menu.
    await press(page, 'Skip to the content');
    await press(page, 'Set up the sender');
    await heading(page, 'Who are your messages from?').waitFor();
    await type(page, 'Name', sender.name);
    await type(page, 'E-mail address', sender.address);
    await page.keyboard.press('Enter');
    await heading(page, 'Enter the code').waitFor();
    await type(page, 'Code', await codeFor(site, sender.address));
    await page.keyboard.press('Enter');
    await heading(page, `Add these records to ${domain}`).waitFor();
    enterRecords(site.dns, domain);
    await press(page, 'Check domain');
    await heading(page, `${domain} is validated`).waitFor();

    await press(page, 'Compose');
    await heading(page, 'Compose an e-mail').waitFor();
    // Whoever arrives on a page begins at its heading.
    await eventually(() => focusedName(page)).toBe('Compose an e-mail');
    await type(page, 'To', 'smith');
    await page.getByRole('option', { name: /Jo Smith/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('jo@people.example').first().waitFor();
    await tabTo(page, 'Template');
    await page.keyboard.type('Reminder');
    await type(page, 'day', 'Friday');
    await eventually(() => page.getByLabel('Subject').inputValue()).toBe('See you on Friday');
    await press(page, 'Send e-mail');

    await row(page, 'See you on Friday', 'Sent').waitFor();
    await type(page, 'Search', 'friday');
    await page.getByText('1 message found').waitFor();
    await press(page, 'Message to Jo Smith');
    const drawer = page.getByRole('dialog', { name: 'Message' });
    await drawer.getByText('Taken by the other side').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    // Back where one was.
    await eventually(() => focusedName(page)).toBe('Message to Jo Smith');
    await page.keyboard.press('Enter');
    await drawer.waitFor();
    await press(page, 'All messages of this person');
    await heading(page, 'Messages to Jo Smith').waitFor();

    await page.goBack();
    await press(page, 'Close');
    await press(page, 'Overview');
    await heading(page, 'E-mail overview').waitFor();
    await press(page, 'Delete sender');
    const question = page.getByRole('dialog', { name: 'Delete the sender?' });
    // Where nothing is lost by pressing Enter.
    await eventually(() => focusedName(page)).toBe('Cancel');
    await page.keyboard.press('Tab');
    await press(page, 'Delete sender');
    await question.waitFor({ state: 'detached' });
    await page.getByText('There is no sender yet').waitFor();
  });

  it('goes through a history of any length, row by row', async () => {
    const site = await start();
    for (let count = 1; count <= 160; count += 1) {
      await site.messaging.email.send({ to: 'c1', subject: `Number ${count}`, text: 'Text' });
    }
    const { page } = await open(`${site.url}/email/history`);
    await row(page, 'Number 160').waitFor();
    await tabTo(page, 'Message to Jo Smith');
    // The heading is row 1.
    for (let at = 3; at <= 132; at += 1) {
      await page.keyboard.press('ArrowDown');
      await page.locator(`[aria-rowindex="${at}"]:has(a:focus)`).waitFor();
    }
    // Some were written in the same millisecond: the history says what its 131st is.
    const first = await site.messaging.email.history({ limit: 100 });
    const { items } = await site.messaging.email.history({ limit: 31, cursor: first.next ?? '' });
    const subject = items.at(-1)?.subject ?? '';
    await page.locator('[role=row]:has(a:focus)').getByText(subject, { exact: true }).waitFor();
    // Only the rows around it are in the page.
    expect(await page.getByRole('table').getByRole('row').count()).toBeLessThan(80);
  });
});
