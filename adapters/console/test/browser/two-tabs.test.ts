import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import { button, eventually, field, row } from './support/steps.ts';

inBrowser('two tabs of one user', ({ site: start, open }) => {
  it('each send what stands in their own form to whom it names, and offer the draft of the other', async () => {
    const site = await start();
    const compose = `${site.url}/email/compose`;
    const { page: first } = await open(compose);
    const context = first.context();
    const second = await context.newPage();
    await second.goto(compose);

    await pick(first, 'Jo Smith');
    await write(first, 'Findings of Jo');
    // Offered, not merged: nothing of it is in the form until it is asked for.
    await second.getByText('Jo Smith · Findings of Jo').waitFor();
    expect(await field(second, 'Subject').inputValue()).toBe('');

    await pick(second, 'Zoë Quiet');
    await write(second, 'Findings of Zoë');
    await button(first, 'Send e-mail').click();
    await row(first, 'Findings of Jo', 'Sent').waitFor();
    expect(site.email.sent.at(-1)).toMatchObject({
      to: { address: 'jo@people.example' },
      subject: '[Acme] Findings of Jo',
      text: 'Findings of Jo',
    });

    // What one tab sent takes nothing from the other, also over a reload.
    expect(await field(second, 'Subject').inputValue()).toBe('Findings of Zoë');
    await second.reload();
    await eventually(() => field(second, 'Subject').inputValue()).toBe('Findings of Zoë');
    expect(await second.getByRole('combobox', { name: 'To' }).count()).toBe(0);
    await second.getByText('Zoë Quiet').first().waitFor();

    // The draft of a closed tab is not lost.
    await second.close();
    await first.goto(compose);
    await first.getByText('Zoë Quiet · Findings of Zoë').waitFor();
    expect(await field(first, 'Subject').inputValue()).toBe('');
    await button(first, 'Continue this draft').click();
    await eventually(() => field(first, 'Subject').inputValue()).toBe('Findings of Zoë');
    await button(first, 'Send e-mail').click();
    await row(first, 'Findings of Zoë', 'Sent').waitFor();
    expect(site.email.sent.at(-1)?.to.address).toBe('zoe@people.example');
  });

  it('keep their drafts apart where one is a copy of the other, and where a draft was taken from an open form', async () => {
    const site = await start();
    const { page: first } = await open(`${site.url}/email/compose`);
    await pick(first, 'Jo Smith');
    await write(first, 'Findings of Jo');
    // A tab opened by a script gets a copy of what the first one stores for itself, as "Duplicate" does.
    const [second] = await Promise.all([
      first.context().waitForEvent('page'),
      first.evaluate('void window.open(window.location.href)'),
    ]);
    await button(second, 'Continue this draft').click();
    await eventually(() => field(second, 'Subject').inputValue()).toBe('Findings of Jo');
    await button(second, 'Discard draft').click();
    await eventually(() => field(second, 'Subject').inputValue()).toBe('');
    expect(await field(first, 'Subject').inputValue()).toBe('Findings of Jo');
    await first.reload();
    await eventually(() => field(first, 'Subject').inputValue()).toBe('Findings of Jo');
  });
});

async function pick(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'To' }).fill(name);
  await page.getByRole('option', { name }).click();
}

async function write(page: Page, words: string): Promise<void> {
  await field(page, 'Subject').fill(words);
  await field(page, 'Message').fill(words);
}
