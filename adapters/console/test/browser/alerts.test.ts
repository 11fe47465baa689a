import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';

const shots = process.env.POSTERN_SHOTS;
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

  it.each([
    ['en-GB', 'Nothing is posted to a webhook any more', 'Events are told late'],
    ['de-DE', 'An einen Webhook wird nichts mehr gesendet', 'Ereignisse werden verspätet gemeldet'],
  ] as const)(
    'of a webhook stand on each overview, and lead to it who may: %s',
    async (locale, disabled, late) => {
      const may = (manage: boolean) =>
        start({ who: { user: { id: 'ada', name: 'Ada' }, can: { view: true, manage }, locale } });
      for (const manage of [true, false]) {
        const site = await may(manage);
        const { alerts } = site.storage;
        const about = { site: 'acme', webhook: 'whk_1' };
        const nothing = 'It took nothing for three days.';
        await alerts.raise({ ...about, key: 'a', kind: 'webhook_disabled', detail: nothing });
        const waits = {
          subscription: 'webhook/acme/whk_2',
          webhook: 'whk_2',
          detail: 'They wait for 12 min.',
        };
        await alerts.raise({ ...about, ...waits, key: 'b', kind: 'subscription_lagging' });
        const { page, faults } = await open(`${site.url}/email`, { locale });
        for (const path of ['email', 'sms']) {
          await page.goto(`${site.url}/${path}`);
          await page.getByText(disabled).waitFor();
          await page.getByText(nothing).waitFor();
          await page.getByText(late).waitFor();
          await page.getByText('They wait for 12 min.').waitFor();
        }
        expect(await violations(page)).toEqual([]);
        if (shots && manage) await page.screenshot({ path: `${shots}/alerts-${locale}.png` });
        const toWebhooks = page.getByRole('main').getByRole('link', { name: 'Webhooks' });
        expect(await toWebhooks.count()).toBe(manage ? 2 : 0);
        if (manage) {
          await toWebhooks.first().click();
          await page.waitForURL(`${site.url}/webhooks`);
        }
        expect(faults).toEqual([]);
      }
    },
  );
});
