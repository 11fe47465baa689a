import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';

const sentences = {
  'en-GB': { due: /^Messages have been due since .+, and nobody has sent them$/, ready: 'Ready to send' },
  'de-DE': {
    due: /^Seit .+ sind Nachrichten fällig, und niemand hat sie gesendet$/,
    ready: 'Bereit zum Senden',
  },
} as const;

inBrowser('messages that nobody sends', ({ site: start, open }) => {
  it.each(['en-GB', 'de-DE'] as const)(
    'are told of on the overview until they are sent: %s',
    async (locale) => {
      const { due, ready } = sentences[locale];
      let ahead = 0;
      const site = await start({
        worker: false,
        clock: () => new Date(Date.now() + ahead),
        who: { user: { id: 'ada', name: 'Ada' }, can: { view: true }, locale },
      });
      await site.messaging.email.send({ to: 'c1', subject: 'Waiting', text: 'Text' });
      const { page, faults } = await open(`${site.url}/email`, { locale });
      await page.getByText(ready).waitFor();
      expect(await page.getByText(due).count()).toBe(0);
      ahead = 120_000;
      await page.reload();
      await page.getByText(due).waitFor();
      await page.goto(`${site.url}/sms`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.goto(`${site.url}/email`);
      await page.getByText(due).waitFor();
      await site.messaging.deliverDue();
      // By what the server tells of the delivery.
      await page.getByText(due).waitFor({ state: 'detached' });
      expect(faults).toEqual([]);
    },
  );
});
