import type { Page } from 'playwright-core';
import { defineTemplate } from 'postern/templates';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { inBrowser } from './support/in-browser.ts';
import { button, errorOf, eventually, field, heading, row } from './support/steps.ts';

const invitation = defineTemplate({
  id: 'invitation',
  channel: 'email',
  name: 'Invitation',
  schema: z.object({ name: z.string(), link: z.url() }),
  subject: 'Come, {{ name }}',
  text: 'Here: {{ link }}',
});
const to = (page: Page) => page.getByRole('combobox', { name: 'To' });
const focused = (page: Page) => page.evaluate<string>('document.activeElement.tagName');
const isPicked = (page: Page, address: string) =>
  page.getByRole('group', { name: 'To' }).getByText(address, { exact: true }).waitFor();

async function write(page: Page, subject: string): Promise<void> {
  await field(page, 'Subject').fill(subject);
  await field(page, 'Message').fill('Text');
}

inBrowser('composing', ({ site: start, open }) => {
  it('without a connection says so at once, keeps the draft, sends nothing later and leaves one where one is', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/email/compose?to=c1`);
    await write(page, 'Written in a train');
    await page.context().setOffline(true);
    await button(page, 'Send e-mail').click();
    await page.getByText('No connection: not sent, the draft is kept.').waitFor();
    await page.context().setOffline(false);
    await page.reload();
    await eventually(() => field(page, 'Subject').inputValue()).toBe('Written in a train');
    expect(site.email.sent.length).toBe(1);

    // Whoever went elsewhere while it was being sent stays there.
    const calls: (() => Promise<void>)[] = [];
    await page.route('**/api/email/messages', (route) => void calls.push(() => route.continue()));
    await page.keyboard.press('Tab');
    await field(page, 'Message').press('Control+Enter');
    await eventually(() => calls.length).toBe(1);
    await page.getByRole('link', { name: 'Templates' }).click();
    await heading(page, 'E-mail templates').waitFor();
    await calls[0]?.();
    await page.getByText('The message to Jo Smith is queued.').waitFor();
    await heading(page, 'E-mail templates').waitFor();
    expect(site.email.sent.length).toBe(2);
  });

  it('keeps what a template said when it is deleted, says so once, and sends it', async () => {
    const site = await start();
    const { templates } = site.messaging.email;
    const { id } = await templates.save({
      name: 'Hours',
      subject: 'Hours',
      text: 'Dear {{ name }}, at nine.',
    });
    const { page } = await open(`${site.url}/email/compose`);
    await to(page).fill('jo@people.example');
    await to(page).press('Tab');
    // The person whose address it is.
    await page.getByText('Jo Smith', { exact: true }).first().waitFor();
    await page.getByLabel('Template').selectOption('Hours');
    await eventually(() => field(page, 'Message').inputValue()).toBe('Dear Jo Smith, at nine.');
    await page.waitForFunction(`JSON.stringify(localStorage).includes('at nine')`);
    await templates.delete(id);
    await page.reload();
    await page.getByText('The template of this draft was deleted. What it said is kept.').waitFor();
    expect(await field(page, 'Message').inputValue()).toBe('Dear Jo Smith, at nine.');
    await page.reload();
    await eventually(() => field(page, 'Subject').inputValue()).toBe('Hours');
    expect(await page.getByText('The template of this draft was deleted.').count()).toBe(0);
    await button(page, 'Send e-mail').click();
    await row(page, 'Hours', 'Sent').waitFor();
    expect(site.email.sent.at(-1)).toMatchObject({
      subject: '[Acme] Hours',
      text: 'Dear Jo Smith, at nine.',
    });
  });

  it('takes an address typed in full on Tab, Enter, a click elsewhere and Send, with the name beside it', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/email/compose`);
    await to(page).fill('"Smith, Al" <al@people.example>');
    await to(page).press('Enter');
    await isPicked(page, 'al@people.example');
    await page.getByText('Smith, Al', { exact: true }).first().waitFor();
    // The focus stays in the place.
    await eventually(() => focused(page)).toBe('BUTTON');
    await page.keyboard.press('Enter');
    await eventually(() => focused(page)).toBe('INPUT');
    await to(page).fill('eve@people.example');
    await page.getByLabel('Later').click();
    await isPicked(page, 'eve@people.example');
    expect(await page.getByLabel('Later').isChecked()).toBe(true);
    await page.getByLabel('As soon as possible').click();

    await button(page, 'Pick someone else').click();
    await write(page, 'Greetings');
    await to(page).fill('nobody');
    await button(page, 'Send e-mail').click();
    await page.getByText('“nobody” is no e-mail address, and nobody was picked from the list.').waitFor();
    await to(page).fill('jo@people.example,');
    await button(page, 'Send e-mail').click();
    await row(page, 'Greetings', 'Sent').waitFor();
    expect(site.email.sent.at(-1)?.to.address).toBe('jo@people.example');
  });

  it('tells a value that does not fit from one that is missing, and clears the error that a picked person mends', async () => {
    const site = await start({ templates: [invitation] });
    const { page } = await open(`${site.url}/email/compose?template=invitation`);
    await field(page, 'link').fill('nowhere');
    await page.getByText('“link” is not a link: it begins with https://.').waitFor();
    await button(page, 'Send e-mail').click();
    expect(await errorOf(page, 'link')).toContain('is not a link');
    expect(await errorOf(page, 'name')).toContain('needs a value');
    await to(page).fill('smith');
    await page.getByRole('option', { name: /Jo Smith/ }).click();
    await eventually(() => field(page, 'name').getAttribute('aria-invalid')).not.toBe('true');
    expect(await field(page, 'name').inputValue()).toBe('Jo Smith');
    expect(await focused(page)).toBe('BUTTON');
  });

  it('warns of an address nothing is sent to, and gives a discarded draft back', async () => {
    const site = await start();
    await site.messaging.email.suppressions.add({ address: 'jo@people.example', reason: 'complained' });
    const { page } = await open(`${site.url}/email/compose?to=c1`);
    await page.getByText('Nothing is sent to jo@people.example: it is on the suppression list').waitFor();
    await page.getByText('Reason: Complained.').waitFor();
    await write(page, 'Long words');
    await button(page, 'Discard draft').click();
    expect(await field(page, 'Subject').inputValue()).toBe('');
    expect(await focused(page)).toBe('BUTTON');
    await button(page, 'Undo').click();
    expect(await field(page, 'Subject').inputValue()).toBe('Long words');
    await button(page, 'Discard draft').waitFor();
  });

  it('says where the prefix comes from, and leaves room for it', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/email/compose?to=c1`);
    await page.getByText('“[Acme]” is put before it by itself').waitFor();
    const limit = Number(await field(page, 'Subject').getAttribute('maxlength'));
    await field(page, 'Subject').fill('s'.repeat(limit + 10));
    await field(page, 'Message').fill('Text');
    await field(page, 'Message').press('Meta+Enter');
    await row(page, 'Jo Smith', 'Sent').waitFor();
    expect(site.email.sent.at(-1)?.subject).toBe(`[Acme] ${'s'.repeat(limit)}`);
  });
});
