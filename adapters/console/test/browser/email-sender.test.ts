import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import { sender } from './support/site.ts';
import { button, eventually, field, heading } from './support/steps.ts';

inBrowser('an e-mail sender', ({ site: start, open }) => {
  it('is deleted on its own page, after a question that names it, and can be set up anew there', async () => {
    const site = await start();
    const { page, faults } = await open(`${site.url}/email/sender`);
    await heading(page, 'acme.example is validated').waitFor();
    await button(page, 'Delete sender').click();
    const dialog = page.getByRole('dialog', { name: 'Delete the sender?' });
    await dialog.getByText(`“${sender.name}” is removed`).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await site.messaging.email.sender.find()).toBeDefined();

    await button(page, 'Delete sender').click();
    await dialog.getByRole('button', { name: 'Delete sender' }).click();
    await page.getByText(`The sender “${sender.name}” is deleted.`).waitFor();
    expect(await site.messaging.email.sender.find()).toBeUndefined();
    await heading(page, 'Who are your messages from?').waitFor();
    await eventually(() => page.evaluate<string>('document.activeElement.tagName')).toBe('H1');
    expect(await button(page, 'Delete sender').count()).toBe(0);
    expect(await field(page, 'E-mail address').inputValue()).toBe('');
    expect(faults).toEqual([]);
  });

  it('keeps what somebody else changed while a form of it was open', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/email/sender`);
    await button(page, 'Change name or address').click();
    await field(page, 'E-mail address').fill('news@acme.example');
    await site.messaging.email.sender.update({ name: 'Renamed' });
    await button(page, 'Save').click();
    await eventually(async () => (await site.messaging.email.sender.find())?.address).toBe(
      'news@acme.example',
    );
    expect((await site.messaging.email.sender.find())?.name).toBe('Renamed');
  });

  it('is not offered to be deleted to those who may only look', async () => {
    const site = await start({ who: { user: { id: 'ada', name: 'Ada' }, can: { view: true, send: true } } });
    const { page } = await open(`${site.url}/email/sender`);
    await heading(page, 'acme.example is validated').waitFor();
    await page.getByText(sender.address).waitFor();
    expect(await button(page, 'Delete sender').count()).toBe(0);
  });
});
