import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';

const titles = { 'en-GB': 'Many e-mails come back', 'de-DE': 'Viele E-Mails kommen zurück' } as const;

inBrowser('alerts', ({ site: start, open }) => {
  it.each(['en-GB', 'de-DE'] as const)('stand on the overview of their channel: %s', async (locale) => {
    const site = await start({ who: { user: { id: 'ada', name: 'Ada' }, can: { view: true }, locale } });
    const about = { key: 'bounces', kind: 'bounce_rate', site: 'acme', channel: 'email' } as const;
    await site.storage.alerts.raise({ ...about, detail: '7 of 100 bounced, which is 7 %.' });
    const colorScheme = locale === 'de-DE' ? 'dark' : 'light';
    const { page, faults } = await open(`${site.url}/email`, { locale, colorScheme });
    await page.getByText(titles[locale]).waitFor();
    await page.getByText('7 of 100 bounced, which is 7 %.').waitFor();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto(`${site.url}/sms`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByText(titles[locale]).count()).toBe(0);
    expect(faults).toEqual([]);
  });
});
