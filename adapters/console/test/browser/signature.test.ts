import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { pictures } from './support/pictures.ts';
import { domain } from './support/site.ts';
import { button, errorOf, eventually, field, focusedName, heading } from './support/steps.ts';

inBrowser('the signature of a sender', ({ site: start, open }) => {
  it('is written in the editor, seen as it looks, changed and removed', async () => {
    const site = await start();
    const signature = async () => (await site.messaging.email.sender.get()).signature;
    const { page, faults } = await open(`${site.url}/email/sender`);
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    await page.getByText('There is no signature yet.').waitFor();
    expect(loaded.filter((url) => url.includes('rich-editor'))).toEqual([]);
    await button(page, 'Write a signature').click();
    await eventually(() => focusedName(page)).toBe('Signature');
    await button(page, 'Save').click();
    expect(await errorOf(page, 'Signature')).toContain('Write something, or remove the signature.');

    await field(page, 'Signature').click();
    await page.keyboard.press('Control+b');
    await page.keyboard.type('Ada Office');
    await page.keyboard.press('Control+b');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('Acme & Co, Berlin');
    await button(page, 'Button').click();
    await field(page, 'Words').fill('Book <now>');
    await field(page, 'Leads to').fill('acme.example/?a=1&b=2');
    await page.keyboard.press('Enter');
    await pictures(page, 'signature-form');
    expect(await violations(page)).toEqual([]);
    await button(page, 'Save').click();
    await page.getByText('The signature is saved.').waitFor();
    await eventually(() => focusedName(page)).toBe('Change the signature');
    expect(await signature()).toMatchObject({
      html: expect.stringContaining('<strong>Ada Office</strong><br>Acme &amp; Co, Berlin</p>'),
      text: 'Ada Office\nAcme & Co, Berlin\n\nBook <now> [https://acme.example/?a=1&b=2]',
    });
    await page.frameLocator('iframe').getByText('Ada Office').waitFor();
    await page.getByText('In plain text').waitFor();
    await pictures(page, 'signature');
    expect(await violations(page)).toEqual([]);

    // What the editor made comes back into it as it was.
    const before = await signature();
    await button(page, 'Change the signature').click();
    await field(page, 'Signature').getByText('Book <now>').waitFor();
    await button(page, 'Save').click();
    await button(page, 'Change the signature').waitFor();
    expect(await signature()).toEqual(before);

    await button(page, 'Remove').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('There is no signature yet.').waitFor();
    await eventually(() => focusedName(page)).toBe('Write a signature');
    expect(await signature()).toBeUndefined();
    expect(faults).toEqual([]);
  });

  it('of code is edited without what a mail does not keep, and only looked at by who may not manage', async () => {
    const site = await start({
      who: { user: { id: 'ada', name: 'Ada' }, can: { view: true }, locale: 'de' },
    });
    const { sender } = site.messaging.email;
    await sender.setSignature({ text: 'Acme GmbH\nBerlin' });
    const { page } = await open(`${site.url}/email/sender`, { locale: 'de-DE' });
    await page.getByText('Acme GmbH').waitFor();
    expect(await page.getByRole('button', { name: /Signatur/ }).count()).toBe(0);
  });
});

const ada = { html: '<p><b>Ada Office</b><br>Acme Clinic</p>' };
const adaText = '-- \nAda Office\nAcme Clinic';
const billing = { name: 'Acme Billing', address: `billing@${domain}` };
const billingLabel = `${billing.name} <${billing.address}>`;
const message = (page: Page) => field(page, 'Message');

inBrowser('the signature in a mail that is written', ({ site: start, open }) => {
  /** A site with two senders that have signatures. */
  async function signing() {
    const site = await start();
    const { sender, senders } = site.messaging.email;
    await sender.setSignature(ada);
    await senders.named('billing').create({ ...billing, confirmedByHost: { actor: 'deploy' } });
    await senders.named('billing').setSignature({ text: 'Your billing team' });
    return site;
  }

  it('stands below what is written, goes with the sender, and is no draft by itself', async () => {
    const site = await signing();
    const { page, faults } = await open(`${site.url}/email/compose?to=c1`);
    const value = () => message(page).inputValue();
    await eventually(value).toBe(`\n\n${adaText}`);
    await field(page, 'Subject').focus();
    await button(page, 'Send e-mail').click();
    expect(await errorOf(page, 'Message')).toContain('Write a message.');
    expect(await page.getByText('Draft kept on this device').count()).toBe(0);
    await page.getByLabel('Sender').selectOption({ label: billingLabel });
    await eventually(value).toBe('\n\n-- \nYour billing team');
    await page.getByLabel('Sender').selectOption({ index: 0 });
    await eventually(value).toBe(`\n\n${adaText}`);

    await field(page, 'Subject').fill('Hours');
    await message(page).focus();
    await page.keyboard.type('Dear Jo');
    expect(await value()).toBe(`Dear Jo\n\n${adaText}`);
    await page.getByLabel('Sender').selectOption({ label: billingLabel });
    await eventually(value).toBe('Dear Jo\n\n-- \nYour billing team');
    await pictures(page, 'signed');
    expect(await violations(page)).toEqual([]);
    await button(page, 'Send e-mail').click();
    await eventually(() => site.email.sent.at(-1)?.text).toBe('Dear Jo\n\n-- \nYour billing team');
    expect(faults).toEqual([]);
  });

  it('is in the editor as it was written, until the writer changes it, and a step that can be undone', async () => {
    const site = await signing();
    const { page, faults } = await open(`${site.url}/email/compose?to=c1`);
    await field(page, 'Subject').fill('Hours');
    await eventually(() => message(page).inputValue()).toContain(adaText);
    await button(page, 'Format the text').click();
    await eventually(() => focusedName(page)).toBe('Message');
    const words = async () => (await message(page).innerText()).replace(/\s+/g, ' ').trim();
    await page.keyboard.type('Dear Jo');
    await eventually(words).toBe('Dear Jo Ada Office Acme Clinic');
    expect(await message(page).locator('strong').innerText()).toBe('Ada Office');

    await page.getByLabel('Sender').selectOption({ label: billingLabel });
    await eventually(words).toBe('Dear Jo Your billing team');
    await button(page, 'Undo the last change').click();
    await eventually(words).toBe('Dear Jo Ada Office Acme Clinic');
    await button(page, 'Do it again').click();
    await eventually(words).toBe('Dear Jo Your billing team');
    await page.getByLabel('Sender').selectOption({ index: 0 });
    await eventually(words).toBe('Dear Jo Ada Office Acme Clinic');
    expect(await violations(page)).toEqual([]);

    // As plain text it has the line before it again.
    await button(page, 'Make it plain text').click();
    await eventually(() => message(page).inputValue()).toBe(`Dear Jo\n\n${adaText}`);
    await button(page, 'Format the text').click();
    await eventually(words).toBe('Dear Jo Ada Office Acme Clinic');
    await message(page).getByText('Acme Clinic').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('!');
    await page.getByLabel('Sender').selectOption({ label: billingLabel });
    await eventually(words).toBe('Dear Jo Ada Office Acme Clinic!');
    await button(page, 'Send e-mail').click();
    await eventually(() => site.email.sent.at(-1)?.html).toContain(
      '<strong>Ada Office</strong><br>Acme Clinic!</p>',
    );
    expect(site.email.sent.at(-1)?.from.address).toBe(billing.address);
    expect(faults).toEqual([]);
  });

  it('stands below a template in words, as its values are now, and not below one in HTML', async () => {
    const site = await signing();
    const { templates } = site.messaging.email;
    await templates.save({ id: 'note', name: 'Note', subject: 'Hi', text: 'Dear {{ name }}' });
    await templates.save({ id: 'card', name: 'Card', subject: 'Hi', html: '<p>Dear {{ name }}</p>' });
    const { page, faults } = await open(`${site.url}/email/compose?to=c1&template=note`);
    await field(page, 'name').fill('Mo');
    await eventually(() => message(page).inputValue()).toBe(`Dear Mo\n\n${adaText}`);
    // What was typed last is sent, however soon.
    await field(page, 'name').fill('Flo');
    await page.keyboard.press('Control+Enter');
    await eventually(() => site.email.sent.at(-1)?.text).toBe(`Dear Flo\n\n${adaText}`);
    await heading(page, 'E-mail history').waitFor();

    await page.goto(`${site.url}/email/compose?to=c1&template=card`);
    await field(page, 'name').fill('Mo');
    await eventually(() => message(page).innerText()).toContain('Dear Mo');
    await button(page, 'Send e-mail').click();
    await eventually(() => site.email.sent.at(-1)?.html).toBe('<p>Dear Mo</p>');
    expect(site.email.sent.at(-1)?.text).toBe('Dear Mo');
    expect(faults).toEqual([]);
  });
});
