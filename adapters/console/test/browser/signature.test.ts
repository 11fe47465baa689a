import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { pictures } from './support/pictures.ts';
import { button, errorOf, eventually, field, focusedName } from './support/steps.ts';

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
