import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { button, errorOf, eventually, field, row } from './support/steps.ts';

inBrowser('the suppressions', ({ site: start, open }) => {
  it('are looked through for one address, as it is pasted, and it is taken off the list', async () => {
    const site = await start();
    const { suppressions } = site.messaging.email;
    await suppressions.add({ address: 'jo@people.example', reason: 'complained' });
    // More than the first page shows.
    for (let count = 1; count <= 60; count += 1)
      await suppressions.add({ address: `no${count}@people.example` });
    const { page, faults } = await open(`${site.url}/email/suppressions`);
    await row(page, 'no60@people.example').waitFor();
    expect(await row(page, 'jo@people.example').count()).toBe(0);
    const urls: string[] = [];
    page.on('request', (request) => urls.push(request.url()));

    await field(page, 'Find an e-mail address').fill('Jo Smith <JO@people.example>');
    await button(page, 'Find').click();
    await row(page, 'jo@people.example', 'Complained').waitFor();
    expect(await row(page, 'no60@people.example').count()).toBe(0);
    await button(page, 'Remove jo@people.example').click();
    await page.getByRole('dialog').getByText('asked not to be written to').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('is not on the list: messages go there.').waitFor();
    expect(await suppressions.find('jo@people.example')).toBeUndefined();
    await eventually(() => page.evaluate<string>('document.activeElement.tagName')).not.toBe('BODY');

    // Put on it beside the search, it is found again.
    await field(page, 'E-mail address').fill('jo@people.example');
    await button(page, 'Add').click();
    await row(page, 'jo@people.example', 'Added by hand').waitFor();
    // Who did what stands below it, newest first.
    const changes = page.getByRole('listitem').filter({ hasText: ' · ' });
    await eventually(() => changes.count()).toBe(3);
    const said = await changes.allInnerTexts();
    expect(said.map((text) => text.replace(/^.*? · /, ''))).toEqual([
      'Address suppressed (Added by hand) · By ada',
      'Suppression removed (Complained) · By ada',
      'Address suppressed (Complained)',
    ]);
    await button(page, 'Show the whole list').click();
    await row(page, 'no60@people.example').waitFor();
    await field(page, 'Find an e-mail address').fill('jo');
    await button(page, 'Find').click();
    expect(await errorOf(page, 'Find an e-mail address')).toContain('“jo” is no e-mail address');
    expect(urls.filter((url) => /people|jo@|jo%40/i.test(url))).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('are looked through for a number in any usual form, by those who may only look', async () => {
    const site = await start({
      who: { user: { id: 'ada', name: 'Ada' }, can: { view: true }, locale: 'de' },
    });
    await site.messaging.sms.suppressions.add({ address: '+447400123456', reason: 'opted_out' });
    const { page } = await open(`${site.url}/sms/suppressions`, { locale: 'de-DE' });
    await field(page, 'Telefonnummer suchen').fill('07400 123456');
    await button(page, 'Suchen').click();
    await row(page, '+447400123456', 'Abgemeldet').waitFor();
    await button(page, 'Ganze Liste zeigen').waitFor();
    await field(page, 'Telefonnummer suchen').fill('07400 123457');
    await button(page, 'Suchen').click();
    await page.getByText('07400 123457 steht nicht auf der Liste: Nachrichten gehen dorthin.').waitFor();
    // Sent to the server, which knows what numbers there are.
    await field(page, 'Telefonnummer suchen').fill('00000 00000');
    await button(page, 'Suchen').click();
    await page.getByText('Das hat nicht geklappt').waitFor();
  });

  it('are narrowed down by their reason, which stays in the address', async () => {
    const site = await start();
    const { suppressions } = site.messaging.email;
    await suppressions.add({ address: 'jo@people.example', reason: 'complained' });
    await suppressions.add({ address: 'mo@people.example', reason: 'bounced' });
    const { page, faults } = await open(`${site.url}/email/suppressions?reason=nonsense`);
    await row(page, 'mo@people.example', 'Bounced').waitFor();
    await row(page, 'jo@people.example').waitFor();
    await page.getByRole('combobox', { name: 'Reason' }).selectOption('Complained');
    await row(page, 'mo@people.example').waitFor({ state: 'detached' });
    await row(page, 'jo@people.example', 'Complained').waitFor();
    expect(new URL(page.url()).search).toBe('?reason=complained');
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await row(page, 'jo@people.example', 'Complained').waitFor();
    expect(await row(page, 'mo@people.example').count()).toBe(0);

    // What is taken off goes, and nothing is left of this reason.
    await button(page, 'Remove jo@people.example').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Nothing is on the list for this reason').waitFor();
    await page.getByRole('link', { name: 'Show the whole list' }).click();
    await row(page, 'mo@people.example').waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(faults).toEqual([]);
  });
});
