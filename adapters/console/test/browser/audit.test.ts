import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { button, eventually, field, linkTo, row } from './support/steps.ts';

const shots = process.env.POSTERN_SHOTS;

inBrowser('the list of changes', ({ site: start, open }) => {
  it('says who did what, leads to it, is narrowed down and goes on, for those who may manage', async () => {
    const site = await start();
    const { email } = site.messaging;
    const later = new Date(Date.now() + 864e5);
    const { id } = await email.send({ to: 'c1', subject: 'S', text: 'T', scheduledAt: later });
    for (let n = 0; n < 49; n += 1)
      await email.templates.save({ id: 'hours', name: 'Hours', subject: 'S', text: 'T' });
    await email.suppressions.add({ address: 'gone@people.example', source: 'bob' });
    await email.cancel(id, { actor: 'ada' });
    const { page, faults } = await open(`${site.url}/email`);
    await linkTo(page, 'Changes').click();
    await row(page, 'ada', 'Message canceled', id).waitFor();
    expect(await linkTo(page, 'Changes').getAttribute('aria-current')).toBe('page');
    if (shots) await page.screenshot({ path: `${shots}/audit.png` });
    expect(await violations(page)).toEqual([]);
    await button(page, 'Load more').click();
    await page.getByText('That is all.').waitFor();
    // The site's sender was created and confirmed before.
    expect(await row(page).count()).toBe(54);

    await page.getByLabel('What').selectOption('Address suppressed');
    await row(page, 'bob', 'gone@people.example').waitFor();
    await eventually(() => row(page).count()).toBe(2);
    await field(page, 'Who').fill('ada');
    await button(page, 'Filter').click();
    await page.getByText('No change fits').waitFor();
    await linkTo(page, 'Show everything').click();
    await row(page, 'ada').waitFor();
    expect(await field(page, 'Who').inputValue()).toBe('');
    await linkTo(page, id).click();
    await page.getByRole('dialog').getByText('Canceled').first().waitFor();
    expect(faults).toEqual([]);
  });

  it('is in German, dark and fits a phone', async () => {
    const site = await start({
      who: { user: { id: 'ada', name: 'Ada' }, can: { view: true, manage: true }, locale: 'de' },
      topics: [{ id: 'news', name: { de: 'Neues', en: 'News' } }],
    });
    const { email, sms } = site.messaging;
    await email.suppressions.add({ address: `${'long'.repeat(12)}@people.example`, source: 'ada' });
    await sms.suppressions.add({ address: '+447400123456' });
    const { id } = await email.templates.save({ name: 'Zeiten', subject: 'S', text: 'T', actor: 'ada' });
    await email.templates.save({ id, name: 'Zeiten', subject: 'S', text: 'Anders', actor: 'ada' });
    await email.templates.restore(id, 1, { actor: 'ada' });
    await email.templates.delete(id, { actor: 'ada' });
    const address = 'jo@people.example';
    await email.suppressions.add({ address, reason: 'opted_out', topic: 'news', source: 'ada' });
    await email.preferences.set(address, { optedOut: true, topics: { news: true }, actor: 'ada' });
    await email.preferences.set(address, { optedOut: false, actor: 'ada' });
    const { page } = await open(`${site.url}/audit`, {
      locale: 'de-DE',
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
    });
    await row(page, 'Vorlage gelöscht', id).waitFor();
    await row(page, '+447400123456', 'nicht genannt', 'Von Hand').waitFor();
    await row(page, address, 'Abgemeldet, Thema: Neues').waitFor();
    await row(page, address, 'Neues: Nicht abgemeldet, Alles: Abgemeldet').waitFor();
    await row(page, address, 'Alles: Nicht abgemeldet').waitFor();
    await row(page, 'Frühere Version der Vorlage', 'Version 1').waitFor();
    // What is gone is no link; what was saved twice and restored before is one each time.
    expect(await linkTo(page, id).count()).toBe(3);
    if (shots) await page.screenshot({ path: `${shots}/audit-de.png`, fullPage: true });
    expect(await violations(page)).toEqual([]);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(overflow)).toBeLessThanOrEqual(0);
  });

  it('is nobody’s to see who may not manage the site', async () => {
    const site = await start({ who: { user: { id: 'eve', name: 'Eve' }, can: { view: true, send: true } } });
    await site.messaging.email.suppressions.add({ address: 'gone@people.example' });
    const { page } = await open(`${site.url}/audit`);
    await page.getByText('Your account has no right to see who changed what.').waitFor();
    expect(await linkTo(page, 'Changes').count()).toBe(0);
    expect(await page.getByText('gone@people.example').count()).toBe(0);
  });
});
