import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { button, errorOf, eventually, field, row } from './support/steps.ts';

inBrowser('saved views of the history', ({ site: start, open }) => {
  it('are saved by name, shown, renamed and deleted, and stand in the address', async () => {
    const site = await start();
    const { email } = site.messaging;
    await email.send({ to: 'c1', subject: 'The first', text: 'Text', reference: 'order/1' });
    await email.send({ to: 'c1', subject: 'The second', text: 'Text', reference: 'order/2', origin: 'web' });
    const { page, faults } = await open(`${site.url}/email/history`);
    const dialog = page.getByRole('dialog', { name: 'Saved views' });
    await button(page, 'Views').click();
    await dialog.getByText('None saved yet.').waitFor();
    await dialog.getByText('The list shows everything now').waitFor();
    await page.keyboard.press('Escape');

    await page.goto(`${site.url}/email/history?tab=web&reference=order%2F2&q=second`);
    await row(page, 'The second').waitFor();
    await button(page, 'Views').click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    expect(await errorOf(page, 'Name for what the list shows now')).toContain('Give it a name.');
    await field(page, 'Name for what the list shows now').fill(' Order two ');
    await field(page, 'Name for what the list shows now').press('Enter');
    await dialog.getByRole('button', { name: 'Order two', exact: true }).waitFor();
    await field(page, 'Name for what the list shows now').fill('Order two');
    await field(page, 'Name for what the list shows now').press('Enter');
    expect(await errorOf(page, 'Name for what the list shows now')).toContain('Another view has this name.');
    expect(await violations(page)).toEqual([]);
    const { POSTERN_SHOTS: shots } = process.env;
    if (shots) await page.screenshot({ path: `${shots}/views-1280.png` });

    await page.goto(`${site.url}/email/history`);
    await row(page, 'The first').waitFor();
    await button(page, 'Views').click();
    await dialog.getByRole('button', { name: 'Rename “Order two”' }).click();
    await field(page, 'New name for “Order two”').fill('Zoë’s order');
    await field(page, 'New name for “Order two”').press('Enter');
    await dialog.getByRole('button', { name: 'Zoë’s order', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await eventually(() => row(page, 'The first').count()).toBe(0);
    await row(page, 'The second').waitFor();
    expect(await page.getByRole('searchbox', { name: 'Search' }).inputValue()).toBe('second');
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      ...{ tab: 'web', reference: 'order/2', q: 'second' },
    });
    // Back shows what was shown before.
    await page.goBack();
    await row(page, 'The first').waitFor();
    expect(await page.getByRole('searchbox', { name: 'Search' }).inputValue()).toBe('');

    await button(page, 'Views').click();
    await dialog.getByRole('button', { name: 'Delete “Zoë’s order”' }).click();
    await dialog.getByText('None saved yet.').waitFor();
    await page.keyboard.press('Escape');
    await button(page, 'Undo').click();
    await button(page, 'Views').click();
    await dialog.getByRole('button', { name: 'Zoë’s order', exact: true }).waitFor();
    expect(faults).toEqual([]);
  });

  it('are those of one channel and user; on a narrow window, in German, in the dark', async () => {
    const who = { user: { id: 'ada', name: 'Ada' }, can: { view: true }, locale: 'de-DE' } as const;
    const site = await start({ who });
    await site.messaging.sms.send({ to: 'c1', text: 'Bis gleich' });
    const { page } = await open(`${site.url}/sms/history?tab=sys`, { locale: 'de-DE', colorScheme: 'dark' });
    await page.setViewportSize({ width: 360, height: 740 });
    await button(page, 'Ansichten').click();
    const dialog = page.getByRole('dialog', { name: 'Gespeicherte Ansichten' });
    await field(page, 'Name für das, was die Liste jetzt zeigt').fill('Was von selbst hinausgeht, jeden Tag');
    await dialog.getByRole('button', { name: 'Speichern' }).click();
    await dialog.getByRole('button', { name: 'Was von selbst hinausgeht, jeden Tag', exact: true }).waitFor();
    const { POSTERN_SHOTS: shots } = process.env;
    if (shots) await page.screenshot({ path: `${shots}/views-360-dark.png` });
    expect(await violations(page)).toEqual([]);
    await page.goto(`${site.url}/email/history?tab=sys`);
    await button(page, 'Ansichten').click();
    await dialog.getByText('Noch keine gespeichert.').waitFor();
  });
});
